package gotourl.link;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.CleanUp.Options;
import gotourl.link.CleanUp.Round;
import gotourl.link.LinkStore.Peek;
import gotourl.link.LinkStore.Unsaved;
import gotourl.support.Keys;
import gotourl.support.MemoryStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class CleanUpTest {

  private static final Instant START = Instant.parse("2026-11-26T08:00:00Z");
  private static final Duration MONTH = Duration.ofDays(30);

  private Instant now = START;
  private final MemoryStore store = new MemoryStore(false, () -> now);
  private final List<Duration> rests = new ArrayList<>();

  @Test
  void whatHasBeenInTheBinForAsLongAsItMayIsGone() throws Exception {
    add("docs", Terms.NONE.withBinned(true));
    add("plain", Terms.NONE);
    now = START.plus(MONTH);
    assertThat(round(MONTH, Duration.ZERO)).isEqualTo(new Round(0, 0, true));
    now = now.plusMillis(1);
    assertThat(round(MONTH, Duration.ZERO)).isEqualTo(new Round(1, 0, true));
    assertThat(store.peek(Keys.key("docs"))).isEqualTo(Peek.Absent.ABSENT);
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void theTimeInTheBinBeginsWithTheVersionThatIsThere() throws Exception {
    add("docs", Terms.NONE);
    now = START.plus(MONTH);
    replace("docs", Terms.NONE.withBinned(true));
    now = now.plus(MONTH);
    assertThat(round(MONTH, Duration.ZERO)).isEqualTo(new Round(0, 0, true));
  }

  @Test
  void whatEndedLongAgoGoesIntoTheBinByNobody() throws Exception {
    Draft draft =
        new Draft(
            "https://example.org/",
            Terms.NONE.withValidUntil(Optional.of(START)).withRedirectStatus(301),
            new About("Title", "Note"),
            7);
    now(store.add(Keys.key("docs"), draft));
    now = START.plus(MONTH).plusMillis(1);
    assertThat(round(MONTH, MONTH)).isEqualTo(new Round(0, 1, true));
    Link link = link("docs");
    assertThat(link.version()).isEqualTo(2);
    assertThat(link.author()).isEqualTo(Draft.NOBODY);
    assertThat(link.about()).isEqualTo(draft.about());
    assertThat(link.terms()).isEqualTo(draft.terms().withBinned(true));
    now = now.plus(MONTH).plusMillis(1);
    assertThat(round(MONTH, MONTH)).isEqualTo(new Round(1, 0, true));
  }

  /** Whoever has taken it out again has the whole time to give it another end. */
  @Test
  void whatWasChangedSinceItsEndIsLeftForAsLongAgain() throws Exception {
    Terms ended = Terms.NONE.withValidUntil(Optional.of(START));
    add("docs", ended.withBinned(true));
    now = START.plus(MONTH);
    replace("docs", ended);
    now = now.plus(MONTH);
    assertThat(round(MONTH, MONTH)).isEqualTo(new Round(0, 0, true));
    now = now.plusMillis(1);
    assertThat(round(MONTH, MONTH)).isEqualTo(new Round(0, 1, true));
  }

  @Test
  void whatIsToldNeverToGoStays() throws Exception {
    add("binned", Terms.NONE.withBinned(true));
    add("ended", Terms.NONE.withValidUntil(Optional.of(START)));
    now = START.plus(Duration.ofDays(36_500));
    assertThat(new Options(Duration.ZERO, Duration.ZERO).isOn()).isFalse();
    assertThat(round(Duration.ZERO, Duration.ZERO)).isEqualTo(new Round(0, 0, true));
    assertThat(round(Duration.ZERO, MONTH)).isEqualTo(new Round(0, 1, true));
    assertThat(store.size()).isEqualTo(2);
  }

  @Test
  void manyGoPageByPageWithRestsBetween() throws Exception {
    int count = 2 * CleanUp.PAGE_LINKS + 1;
    for (int i = 0; i < count; i++) {
      add("k" + i, Terms.NONE.withBinned(true));
    }
    now = START.plus(MONTH).plusMillis(1);
    assertThat(round(MONTH, Duration.ZERO)).isEqualTo(new Round(count, 0, true));
    assertThat(store.size()).isZero();
    assertThat(rests).hasSize(2).containsOnly(CleanUp.REST);
  }

  @Test
  void whatTheDiskRefusesIsDoneInAnotherRound() throws Exception {
    add("docs", Terms.NONE.withBinned(true));
    now = START.plus(MONTH).plusMillis(1);
    store.refuseWith(new Unsaved(Unsaved.Cause.DISK, Duration.ofSeconds(1)));
    assertThat(round(MONTH, Duration.ZERO)).isEqualTo(new Round(0, 0, true));
    store.refuseWith(null);
    assertThat(round(MONTH, Duration.ZERO)).isEqualTo(new Round(1, 0, true));
  }

  @Test
  void whoChangesALinkMeanwhileGoesFirst() throws Exception {
    add("docs", Terms.NONE.withBinned(true));
    now = START.plus(MONTH).plusMillis(1);
    CleanUp cleanUp =
        new CleanUp(
            beforeRemoval(() -> replace("docs", Terms.NONE)),
            new Options(MONTH, Duration.ZERO),
            () -> now,
            rests::add);
    assertThat(cleanUp.round()).isEqualTo(new Round(0, 0, true));
    assertThat(link("docs").terms()).isEqualTo(Terms.NONE);
  }

  @Test
  void onceStoppedItDoesNothing() throws Exception {
    add("docs", Terms.NONE.withBinned(true));
    now = START.plus(MONTH).plusMillis(1);
    CleanUp cleanUp = cleanUp(MONTH, Duration.ZERO);
    cleanUp.stop();
    assertThat(cleanUp.round()).isEqualTo(new Round(0, 0, false));
    assertThat(store.size()).isEqualTo(1);
  }

  private LinkStore beforeRemoval(Runnable what) {
    return (LinkStore)
        Proxy.newProxyInstance(
            CleanUpTest.class.getClassLoader(),
            new Class<?>[] {LinkStore.class},
            (_, method, arguments) -> {
              if (method.getName().equals("remove")) {
                what.run();
              }
              return method.invoke(store, arguments);
            });
  }

  private Round round(Duration binned, Duration expired) throws InterruptedException {
    return cleanUp(binned, expired).round();
  }

  private CleanUp cleanUp(Duration binned, Duration expired) {
    return new CleanUp(store, new Options(binned, expired), () -> now, rests::add);
  }

  private void add(String code, Terms terms) {
    now(store.add(Keys.key(code), draft(terms)));
  }

  private void replace(String code, Terms terms) {
    now(store.replace(Keys.key(code), LinkStore.ANY_VERSION, draft(terms)));
  }

  private static Draft draft(Terms terms) {
    return new Draft("https://example.org/", terms, About.NOTHING, Draft.NOBODY);
  }

  private Link link(String code) {
    return ((Peek.Found) store.peek(Keys.key(code))).link();
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
