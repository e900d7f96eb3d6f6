package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.BaseUrl;
import gotourl.link.Key;
import gotourl.link.LinkStore.Peek;
import gotourl.link.LinkStore.Unsaved;
import gotourl.link.Shortener;
import gotourl.link.Shortener.Made;
import gotourl.link.Shortener.NotSaved;
import gotourl.link.Shortener.Shortened;
import gotourl.link.Shortener.TargetRefused;
import gotourl.link.UrlPolicy;
import gotourl.support.SimDisk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The faults of the original program, which are our reason to exist (decision 0001). */
class OriginalFaultsTest {

  private final SimDisk disk = new SimDisk(1);
  private EmbeddedStore store;
  private Shortener shortener;

  OriginalFaultsTest() throws Exception {
    store = SimStore.open(disk);
    shortener = shortener(true);
  }

  @Test
  void anExitDoesNotLoseTheLastThousandRecords() throws Exception {
    List<Key> given = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      given.add(made("http://a/" + i));
    }
    disk.crash();
    store = SimStore.open(disk);
    assertThat(given).hasSize(1_000).allMatch(key -> store.peek(key) instanceof Peek.Found);
  }

  @Test
  void theAnswerDoesNotComeBeforeTheBytesAreSafe() {
    made("http://a/");
    CompletableFuture<Shortened> answer = shorten("http://b/");
    assertThat(answer).isNotDone();
    disk.faultAfter(1, SimDisk.Fault.ERROR); // the write succeeds, the sync does not
    store.saveOnce();
    assertThat(answer.join()).isInstanceOf(NotSaved.class);
  }

  @Test
  void aFullQueueDoesNotStopItsClients() {
    made("http://a/");
    List<CompletableFuture<Shortened>> answers = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      answers.add(shortener.shorten("http://a/" + i, "chosen" + i).toCompletableFuture());
    }
    List<Unsaved.Cause> refused =
        answers.stream()
            .filter(CompletableFuture::isDone)
            .map(answer -> ((NotSaved) answer.join()).unsaved().cause())
            .toList();
    assertThat(refused).isNotEmpty().containsOnly(Unsaved.Cause.QUEUE_FULL);
    while (store.saveOnce()) {
      // What was admitted is saved.
    }
    assertThat(answers.stream().filter(answer -> answer.join() instanceof Made))
        .hasSize(2_000 - refused.size());
  }

  @Test
  void aGapInTheKeysSpinsNobody() {
    for (String code : new String[] {"0", "1", "3", "4"}) {
      save(store.add(key(code), "http://a/").toCompletableFuture());
    }
    assertThat(made("http://b/").code()).isEqualTo("5");
  }

  @Test
  void theThirdStartHasEveryLinkAndHandsNoKeyOutAgain() throws Exception {
    Set<Key> given = new HashSet<>();
    for (int start = 0; start < 4; start++) {
      for (int i = 0; i < 50; i++) {
        assertThat(given.add(made("http://a/" + start + "/" + i))).isTrue();
      }
      disk.crash();
      store = SimStore.open(disk);
      shortener = shortener(true);
      assertThat(given).allMatch(key -> store.peek(key) instanceof Peek.Found);
    }
  }

  @Test
  void theKeyAddIsNeverGiven() {
    save(store.claim(0, 39_257, 1).toCompletableFuture());
    shortener = shortener(true);
    assertThat(made("http://a/").code()).isEqualTo("adc");
    assertThat(made("http://a/").code()).isEqualTo("ade");
  }

  @Test
  void aWriteErrorIsToldToTheClientAndNotTheEnd() {
    made("http://a/");
    disk.faultAfter(0, SimDisk.Fault.ERROR);
    Shortened refused = save(shorten("http://b/"));
    assertThat(((NotSaved) refused).unsaved().cause()).isEqualTo(Unsaved.Cause.DISK);
    disk.heal();
    made("http://c/");
  }

  @Test
  void notAnyStringIsAUrl() {
    for (String text : new String[] {"", "hello", "/add", "javascript:alert(1)", "http://"}) {
      assertThat(save(shorten(text))).as(text).isInstanceOf(TargetRefused.class);
    }
  }

  private Shortener shortener(boolean sequential) {
    UrlPolicy.Options policy = new UrlPolicy.Options(BaseUrl.parse("localhost:3000"), Set.of());
    return new Shortener(store, new UrlPolicy(policy), new Shortener.Options(7, sequential));
  }

  private CompletableFuture<Shortened> shorten(String url) {
    return shortener.shorten(url).toCompletableFuture();
  }

  private Key made(String url) {
    return ((Made) save(shorten(url))).link().key();
  }

  private <T> T save(CompletableFuture<T> answer) {
    for (int turn = 0; !answer.isDone() && turn < 10; turn++) {
      store.saveOnce();
    }
    assertThat(answer).isDone();
    return answer.join();
  }
}
