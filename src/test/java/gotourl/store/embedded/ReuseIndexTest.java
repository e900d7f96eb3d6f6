package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.About;
import gotourl.link.Draft;
import gotourl.link.Link;
import gotourl.link.LinkStore.Added;
import gotourl.link.LinkStore.Reuse;
import gotourl.link.LinkStore.Saved;
import gotourl.link.LinkStore.There;
import gotourl.link.Manner;
import gotourl.link.Terms;
import gotourl.support.SimDisk;
import gotourl.support.TagCounts;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Which links lead where, beyond what every engine does. */
class ReuseIndexTest {

  private static final Manner REUSING = new Manner(Optional.empty(), true);

  private final SimDisk disk = new SimDisk(1);

  private EmbeddedStore open() throws Exception {
    return SimStore.openWithReuse(disk);
  }

  private static Added saved(EmbeddedStore store, CompletionStage<Added> stage) {
    store.saveOnce();
    return stage.toCompletableFuture().join();
  }

  @Test
  void afterAStartItIsFilledBitByBit() throws Exception {
    EmbeddedStore first = open();
    saved(first, first.add(key("a"), "http://a/"));
    first.close();
    EmbeddedStore store = open();
    assertThat(store.reuse()).isEqualTo(Reuse.FILLING);
    store.maintainOnce();
    assertThat(store.reuse()).isEqualTo(Reuse.READY);
    assertThat(saved(store, store.add(key("b"), Draft.to("http://a/"), REUSING)))
        .isInstanceOfSatisfying(
            There.class, there -> assertThat(there.link().key()).isEqualTo(key("a")));
  }

  @Test
  void equalLinksOfOneBatchKnowOfEachOther() throws Exception {
    EmbeddedStore store = open();
    Draft noted = new Draft("http://a/", Terms.NONE, new About("a", ""), 3);
    var plain = store.add(key("a"), Draft.to("http://a/"), REUSING);
    var other = store.add(key("b"), noted, REUSING);
    var again = store.add(key("c"), noted.byNobody(), REUSING);
    store.saveOnce();
    assertThat(plain.toCompletableFuture().join()).isInstanceOf(Saved.class);
    assertThat(other.toCompletableFuture().join()).isInstanceOf(Saved.class);
    assertThat(again.toCompletableFuture().join())
        .isInstanceOfSatisfying(
            There.class, there -> assertThat(there.link().key()).isEqualTo(key("b")));
  }

  @Test
  void tagsAreComparedByTheirNames() throws Exception {
    EmbeddedStore store = open();
    Draft tagged =
        Draft.to("http://a/").withAbout(About.NOTHING.withTags(TagCounts.tags("x", "y")));
    var made = store.add(key("a"), tagged, REUSING);
    var same = store.add(key("b"), tagged, REUSING);
    store.saveOnce();
    assertThat(made.toCompletableFuture().join()).isInstanceOf(Saved.class);
    assertThat(same.toCompletableFuture().join()).isInstanceOf(There.class);
    assertThat(saved(store, store.add(key("c"), tagged, REUSING))).isInstanceOf(There.class);
    assertThat(saved(store, store.add(key("d"), Draft.to("http://a/"), REUSING)))
        .isInstanceOf(Saved.class);
  }

  @Test
  void ofManyLinksWithOneTargetSomeAreLookedAt() throws Exception {
    EmbeddedStore store = open();
    int count = 10 * ReuseIndex.LOOKED_AT_MAX;
    for (int i = 0; i < count; i++) {
      saved(store, store.add(key("k" + i), titled(i), Manner.ANEW));
    }
    assertThat(saved(store, store.add(key("x"), titled(0), REUSING))).isInstanceOf(There.class);
    assertThat(saved(store, store.add(key("y"), titled(count - 1), REUSING)))
        .isInstanceOf(Saved.class);
  }

  private static Draft titled(int i) {
    return new Draft("http://a/", Terms.NONE, new About("title " + i, ""), Draft.NOBODY);
  }

  @Test
  void itTakesTwelveBytesALink() throws Exception {
    ReuseIndex index = new ReuseIndex(new byte[16], number -> (Link) null);
    int count = 1_000_000;
    for (int i = 0; i < count; i++) {
      index.add("http://a/" + i, i);
    }
    assertThat(index.bytes() / (double) count).isBetween(8.0, 14.0);
  }
}
