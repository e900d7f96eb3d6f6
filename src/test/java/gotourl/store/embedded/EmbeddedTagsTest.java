package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static gotourl.support.TagCounts.name;
import static gotourl.support.TagCounts.tagged;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.Draft;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Unsaved;
import gotourl.link.TagName;
import gotourl.link.TagStore;
import gotourl.link.TagStore.Tag;
import gotourl.link.Tags;
import gotourl.support.SimDisk;
import gotourl.support.TagCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tags on a disk: batches, restarts, crashes, and the bound. */
class EmbeddedTagsTest {

  private static final int ANY = LinkStore.ANY_VERSION;

  private final SimDisk disk = new SimDisk(1);

  @Test
  void whatABatchDecidesIsCountedInItsOrder() throws Exception {
    EmbeddedStore store = SimStore.open(disk);
    store.add(key("a"), tagged("http://a/", "x", "y"));
    store.tags().delete(name("x"));
    store.add(key("b"), tagged("http://b/", "x"));
    store.replace(key("a"), ANY, tagged("http://a/", "y", "x", "z"));
    store.tags().rename(name("z"), name("Z2"));
    store.replace(key("a"), ANY, tagged("http://a/", "z2"));
    store.add(key("c"), tagged("http://c/", "z"));
    store.remove(key("b"), ANY);
    saveAll(store);
    assertThat(counts(store)).isEqualTo(Map.of("x", 0L, "y", 0L, "Z2", 1L, "z", 1L));
    disk.crash();
    assertThat(counts(SimStore.open(disk))).isEqualTo(counts(store));
  }

  @Test
  void aBatchThatIsRefusedLeavesNoTag() throws Exception {
    EmbeddedStore store = SimStore.open(disk);
    disk.capacity(disk.usedBytes());
    var refused = store.add(key("a"), tagged("http://a/", "x", "y".repeat(90)));
    saveAll(store);
    assertThat(refused.toCompletableFuture().join()).isInstanceOf(Unsaved.class);
    assertThat(store.tags().all()).isEmpty();
    disk.heal();
    store.add(key("a"), tagged("http://a/", "x"));
    saveAll(store);
    assertThat(counts(store)).isEqualTo(Map.of("x", 1L));
  }

  @Test
  void aStopInOrderKeepsNamesAndCounts() throws Exception {
    EmbeddedStore store = SimStore.open(disk);
    store.add(key("a"), tagged("http://a/", "x", "Ä b"));
    store.add(key("b"), tagged("http://b/", "x"));
    store.tags().rename(name("x"), name("x2"));
    saveAll(store);
    store.close();
    disk.restart();
    EmbeddedStore again = SimStore.open(disk);
    assertThat(counts(again)).isEqualTo(Map.of("x2", 2L, "Ä b", 1L));
  }

  /** New links behind the mark, edits of old ones, and both, with and without names that change. */
  @Test
  void aCrashBehindACheckpointKeepsCountsExact() throws Exception {
    EmbeddedStore store = SimStore.open(disk);
    for (int i = 0; i < 20; i++) {
      store.add(key("old" + i), tagged("http://a/", "all", "t" + i % 3));
      saveAll(store);
    }
    maintain(store);
    assertThat(disk.list()).contains(CheckpointFile.NAME);
    for (int i = 0; i < 10; i++) {
      store.add(key("new" + i), tagged("http://a/", "all", "late"));
      saveAll(store);
    }
    store = crashAndOpen();
    assertThat(counts(store).get("all")).isEqualTo(30);
    for (int i = 0; i < 10; i++) {
      store.replace(key("old" + i), ANY, tagged("http://b/", "late"));
      store.replace(key("old" + i), ANY, "http://c/");
      store.remove(key("new" + i), ANY);
      saveAll(store);
    }
    store.tags().rename(name("all"), name("most"));
    saveAll(store);
    store = crashAndOpen();
    assertThat(counts(store)).containsEntry("most", 10L).containsEntry("late", 0L);
  }

  private EmbeddedStore crashAndOpen() throws Exception {
    disk.crash();
    EmbeddedStore store = SimStore.open(disk);
    TagCounts.assertExact(store, SimStore.links(store));
    return store;
  }

  @Test
  void thereAreNoMoreTagsThanThereMayBe() throws Exception {
    EmbeddedStore store = SimStore.open(disk);
    int made = 0;
    while (made < TagStore.TAGS_MAX) {
      List<TagName> names = new ArrayList<>();
      for (int i = 0; i < Tags.COUNT_MAX && made < TagStore.TAGS_MAX; i++) {
        names.add(name("t" + made++));
      }
      Draft draft = Draft.to("http://a/");
      store.add(key("k" + made), draft.withAbout(draft.about().withTags(Tags.of(names))));
      saveAll(store);
    }
    assertThat(store.tags().all()).hasSize(TagStore.TAGS_MAX);
    assertTooMany(store, store.add(key("more"), tagged("http://a/", "t0", "more")));
    assertTooMany(store, store.replace(key("k50"), ANY, tagged("http://a/", "more", "t9")));
    assertThat(counts(store)).containsEntry("t0", 1L).doesNotContainKey("more");
    var added = store.add(key("known"), tagged("http://a/", "t0", "t65535"));
    store.tags().delete(name("t1"));
    var fits = store.add(key("fits"), tagged("http://a/", "more"));
    saveAll(store);
    assertThat(added.toCompletableFuture().join()).isInstanceOf(LinkStore.Saved.class);
    assertThat(fits.toCompletableFuture().join()).isInstanceOf(LinkStore.Saved.class);
  }

  private static void assertTooMany(EmbeddedStore store, CompletionStage<?> stage) {
    saveAll(store);
    assertThat(stage.toCompletableFuture().join())
        .isInstanceOfSatisfying(
            Unsaved.class,
            unsaved -> assertThat(unsaved.cause()).isEqualTo(Unsaved.Cause.TOO_MANY_TAGS));
  }

  private static void saveAll(EmbeddedStore store) {
    while (store.saveOnce()) {
      // What the bound of a batch left over.
    }
  }

  private static void maintain(EmbeddedStore store) {
    for (int turn = 0; turn < 20; turn++) {
      store.maintainOnce();
      store.saveOnce();
    }
  }

  private static Map<String, Long> counts(EmbeddedStore store) {
    return store.tags().all().stream()
        .collect(Collectors.toMap(tag -> tag.name().text(), Tag::links));
  }
}
