package gotourl.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.link.Key.Fault;
import gotourl.link.LinkStore.Range;
import gotourl.link.LinkStore.Unsaved;
import gotourl.link.Shortener.CodeRefused;
import gotourl.link.Shortener.CodeTaken;
import gotourl.link.Shortener.Made;
import gotourl.link.Shortener.NoFreeCode;
import gotourl.link.Shortener.NotSaved;
import gotourl.link.Shortener.Shortened;
import gotourl.link.Shortener.TargetRefused;
import gotourl.support.MemoryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ShortenerTest {

  private static final String URL = "http://example.com/";
  private static final Shortener.Options SEQUENTIAL = new Shortener.Options(7, true);
  private static final Unsaved DISK = new Unsaved(Unsaved.Cause.DISK, Duration.ofSeconds(9));

  private static final Unsaved FULL = new Unsaved(Unsaved.Cause.QUEUE_FULL, Duration.ofSeconds(1));

  private final MemoryStore store = new MemoryStore();
  private final HeldStore held = new HeldStore();

  @Test
  void aUrlBecomesALinkWithACodeOfTheChosenLength() {
    for (int length = 1; length <= KeyGenerator.LENGTH_MAX; length++) {
      Link link = made(shortener(store, length).shorten("HTTP://Example.com"));
      assertThat(link.target()).isEqualTo(URL);
      assertThat(link.key().code()).hasSize(length);
      assertThat(store.peek(link.key())).isEqualTo(new LinkStore.Peek.Found(link));
    }
  }

  @Test
  void aLengthThatCannotBeIsRefused() {
    for (int length : new int[] {-1, 0, 11}) {
      assertThatThrownBy(() -> new Shortener.Options(length, false))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("1 to 10");
    }
  }

  /** The original: any string is a URL. */
  @Test
  void notEveryStringIsAUrl() {
    Shortener shortener = shortener(store, 7);
    for (String text : new String[] {"", "x", "example.com", "javascript:alert(1)"}) {
      assertThat(now(shortener.shorten(text))).isInstanceOf(TargetRefused.class);
      assertThat(now(shortener.shorten(text, "code"))).isInstanceOf(TargetRefused.class);
    }
    assertThat(store.size()).isZero();
  }

  @Test
  void aChosenCodeIsTaken() {
    Shortener shortener = shortener(store, 7);
    Link link = made(shortener.shorten(URL, "mine/too"));
    assertThat(link.key().code()).isEqualTo("mine/too");
    assertThat(now(shortener.shorten("http://other.example/", "mine/too")))
        .isEqualTo(new CodeTaken(link));
    assertThat(now(shortener.shorten(URL, "add"))).isEqualTo(new CodeRefused(Fault.RESERVED));
    assertThat(now(shortener.shorten(URL, ""))).isEqualTo(new CodeRefused(Fault.EMPTY));
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void sequentialCodesAreThoseOfTheOriginal() {
    Shortener shortener = new Shortener(store, policy(), SEQUENTIAL);
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      codes.add(code(shortener.shorten(URL)));
    }
    assertThat(codes).startsWith("0", "1", "2").endsWith("Z", "10", "11");
  }

  /** The original: with a gap in the keys, its counter stood on a taken one and Put spun. */
  @Test
  void aGapInTheKeysNeverSpins() {
    take(store, "1");
    Shortener shortener = new Shortener(store, policy(), SEQUENTIAL);
    assertThat(code(shortener.shorten(URL))).isEqualTo("2");
    assertThat(code(shortener.shorten(URL))).isEqualTo("3");
  }

  /** The original: the 39,260th key is {@code add}, which its own page hides. */
  @Test
  void aGeneratedCodeIsNeverReserved() {
    now(store.claim(0, 0, 39_259));
    Shortener shortener = new Shortener(store, policy(), SEQUENTIAL);
    assertThat(code(shortener.shorten(URL))).isEqualTo("ade");
  }

  @Test
  void allCodesOfALengthAreGivenOnceAndThenLongerOnes() {
    Shortener shortener = shortener(store, 1);
    Set<String> codes = new HashSet<>();
    for (int i = 0; i < 62; i++) {
      codes.add(code(shortener.shorten(URL)));
    }
    assertThat(codes).hasSize(62).allMatch(code -> code.length() == 1);
    for (int i = 0; i < 62 * 62; i++) {
      codes.add(code(shortener.shorten(URL)));
    }
    assertThat(codes).hasSize(62 + 62 * 62).allMatch(code -> code.length() <= 2);
    assertThat(code(shortener.shorten(URL))).hasSize(3);
    assertThat(code(shortener(store, 1).shorten(URL))).hasSize(3);
  }

  @Test
  void aCodeCanBeOfAnotherLengthAndHaveAPrefix() {
    Shortener shortener = shortener(store, 7);
    assertThat(code(shortener.shorten(URL, shape(4, "")))).hasSize(4);
    assertThat(code(shortener.shorten(URL, shape(3, "team/")))).startsWith("team/").hasSize(8);
    CodeShape prefixed = new CodeShape(OptionalInt.empty(), "x-");
    assertThat(code(shortener.shorten(URL, prefixed))).startsWith("x-").hasSize(9);
    assertThat(code(new Shortener(store, policy(), SEQUENTIAL).shorten(URL, prefixed)))
        .startsWith("x-");
    assertThat(code(new Shortener(store, policy(), SEQUENTIAL).shorten(URL, shape(5, ""))))
        .hasSize(5);
  }

  @Test
  void aLengthThatIsUsedUpIsNotUsedUpForOthers() {
    for (boolean sequential : new boolean[] {true, false}) {
      Shortener shortener =
          new Shortener(new MemoryStore(), policy(), new Shortener.Options(3, sequential));
      for (int i = 0; i < 62; i++) {
        assertThat(code(shortener.shorten(URL, shape(1, "")))).hasSize(1);
      }
      assertThat(code(shortener.shorten(URL, shape(1, "")))).hasSize(2);
      // All of one digit are taken by now; the sequence goes on behind them.
      assertThat(code(shortener.shorten(URL))).hasSize(sequential ? 2 : 3);
      assertThat(code(shortener.shorten(URL, shape(2, "x")))).hasSize(3);
    }
  }

  @Test
  void aPrefixThatNoCodeCanHaveIsRefused() {
    Shortener shortener = shortener(store, 7);
    assertThat(now(shortener.shorten(URL, shape(3, "a b"))))
        .isEqualTo(new CodeRefused(Fault.CHARACTER));
    assertThat(now(shortener.shorten(URL, shape(3, "-/"))))
        .isEqualTo(new CodeRefused(Fault.RESERVED));
    assertThat(now(shortener.shorten(URL, shape(3, "x".repeat(253)))))
        .isEqualTo(new CodeRefused(Fault.TOO_LONG));
    assertThat(code(shortener.shorten(URL, shape(3, "x".repeat(252))))).hasSize(255);
    assertThat(store.size()).isEqualTo(1);
  }

  private static CodeShape shape(int length, String prefix) {
    return new CodeShape(OptionalInt.of(length), prefix);
  }

  @Test
  void whenTheLongestLengthIsUsedUpThereIsNoFreeCode() {
    KeyGenerator generator = new KeyGenerator(store.secret(), false);
    long capacity = generator.capacity(10);
    now(store.claim(10, capacity - 2, 1));
    Shortener shortener = shortener(store, 10);
    assertThat(code(shortener.shorten(URL))).isEqualTo(generator.code(10, capacity - 1));
    assertThat(now(shortener.shorten(URL))).isEqualTo(new NoFreeCode());
    assertThat(now(shortener.shorten(URL))).isEqualTo(new NoFreeCode());
  }

  @Test
  void aFoldingStoreGetsCodesWithoutCapitals() {
    MemoryStore folding = new MemoryStore(true, InstantSource.system());
    Shortener shortener = shortener(folding, 1);
    Set<String> codes = new HashSet<>();
    for (int i = 0; i < 36; i++) {
      codes.add(code(shortener.shorten(URL)));
    }
    assertThat(codes).hasSize(36).allMatch(code -> code.matches("[0-9a-z]"));
    assertThat(code(shortener.shorten(URL))).matches("[0-9a-z]{2}");
    assertThat(code(shortener.shorten(URL, "MiXed"))).isEqualTo("mixed");
  }

  @Test
  void sixtyFourTakenCodesInARowAreSkipped() {
    takeSequential(64);
    Shortener shortener = new Shortener(store, policy(), SEQUENTIAL);
    assertThat(code(shortener.shorten(URL))).isEqualTo("24");
  }

  @Test
  void sixtyFiveTakenCodesInARowAreTooMany() {
    takeSequential(65);
    Shortener shortener = new Shortener(store, policy(), SEQUENTIAL);
    assertThat(now(shortener.shorten(URL))).isEqualTo(new NoFreeCode());
    assertThat(code(shortener.shorten(URL))).isEqualTo("26");
  }

  @Test
  void aCodeThatOnlyTheStoreKnowsToBeTakenIsSkippedToo() {
    held.hideIndex();
    take(held, "1");
    Shortener shortener = new Shortener(held, policy(), SEQUENTIAL);
    assertThat(code(shortener.shorten(URL))).isEqualTo("2");
  }

  @Test
  void whatTheStoreRefusesIsNotSaved() {
    Shortener shortener = shortener(store, 7);
    store.refuseWith(DISK);
    assertThat(now(shortener.shorten(URL))).as("no claim").isEqualTo(new NotSaved(DISK));
    assertThat(now(shortener.shorten(URL, "mine"))).isEqualTo(new NotSaved(DISK));
    store.refuseWith(null);
    made(shortener.shorten(URL));
    store.refuseWith(DISK);
    assertThat(now(shortener.shorten(URL))).as("no add").isEqualTo(new NotSaved(DISK));
    store.refuseWith(null);
    made(shortener.shorten(URL));
    assertThat(store.size()).isEqualTo(2);
  }

  @Test
  void addsWaitForTheFirstNumbersWithoutAThread() {
    held.hold();
    Shortener shortener = shortener(held, 7);
    List<CompletionStage<Shortened>> stages = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      stages.add(shortener.shorten(URL));
    }
    assertThat(held.heldClaims()).isEqualTo(1);
    assertThat(stages).noneMatch(stage -> stage.toCompletableFuture().isDone());
    held.letGo();
    assertThat(stages.stream().map(ShortenerTest::code).distinct()).hasSize(1_000);
  }

  @Test
  void noMoreAddsWaitThanTheBoundAllows() {
    held.hold();
    Shortener shortener = shortener(held, 7);
    List<CompletionStage<Shortened>> stages = new ArrayList<>();
    for (int i = 0; i < Shortener.Options.WAITING_MAX; i++) {
      stages.add(shortener.shorten(URL));
    }
    assertThat(now(shortener.shorten(URL)))
        .isInstanceOfSatisfying(
            NotSaved.class,
            it -> assertThat(it.unsaved().cause()).isEqualTo(Unsaved.Cause.QUEUE_FULL));
    held.letGo();
    assertThat(stages.stream().map(ShortenerTest::code).distinct())
        .hasSize(Shortener.Options.WAITING_MAX);
  }

  @Test
  void theBoundCanBeLower() {
    held.hold();
    Shortener shortener = new Shortener(held, policy(), new Shortener.Options(7, false, 2));
    CompletionStage<Shortened> one = shortener.shorten(URL);
    CompletionStage<Shortened> other = shortener.shorten(URL);
    assertThat(now(shortener.shorten(URL))).isInstanceOf(NotSaved.class);
    held.letGo();
    made(one);
    made(other);
  }

  @Test
  void addsThatWaitForARefusedClaimAreNotSaved() {
    held.hold();
    Shortener shortener = shortener(held, 7);
    CompletionStage<Shortened> one = shortener.shorten(URL);
    CompletionStage<Shortened> other = shortener.shorten(URL);
    held.memory().refuseWith(DISK);
    held.letGo();
    assertThat(now(one)).isEqualTo(new NotSaved(DISK));
    assertThat(now(other)).isEqualTo(new NotSaved(DISK));
  }

  @Test
  void aFullQueueCostsNoNumbers() {
    Shortener shortener = new Shortener(held, policy(), SEQUENTIAL);
    made(shortener.shorten(URL));
    held.memory().refuseWith(FULL);
    for (int i = 0; i < 1_000; i++) {
      assertThat(now(shortener.shorten(URL))).isEqualTo(new NotSaved(FULL));
    }
    held.memory().refuseWith(null);
    Link next = made(shortener.shorten(URL));
    assertThat(next.key().code()).isEqualTo(new KeyGenerator(held.secret(), false).sequential(1));
    assertThat(held.claims).hasSize(1);
  }

  @Test
  void whoeverWaitsForANumberHearsOfAFullQueueWithoutWaitingForTheClaim() {
    Shortener shortener = new Shortener(held, policy(), SEQUENTIAL);
    for (int i = 1; i < Lease.COUNT_FIRST / 2; i++) {
      made(shortener.shorten(URL));
    }
    held.hold();
    for (int i = Lease.COUNT_FIRST / 2; i < Lease.COUNT_FIRST; i++) {
      made(shortener.shorten(URL));
    }
    held.holdAdds();
    CompletionStage<Shortened> last = shortener.shorten(URL);
    List<CompletionStage<Shortened>> waiting = new ArrayList<>();
    for (int i = 0; i < Shortener.Options.WAITING_MAX; i++) {
      waiting.add(shortener.shorten(URL));
    }
    assertThat(last.toCompletableFuture()).isNotDone();
    held.memory().refuseWith(FULL);
    held.letAddsGo();
    assertThat(now(last)).isEqualTo(new NotSaved(FULL));
    assertThat(waiting).allMatch(stage -> now(stage).equals(new NotSaved(FULL)));
    assertThat(held.heldClaims()).isEqualTo(1);
  }

  @Test
  void aBrokenStoreBreaksTheStageAndNotTheNextAdd() {
    held.breakClaims();
    Shortener shortener = shortener(held, 7);
    for (int i = 0; i < 3; i++) {
      CompletableFuture<Shortened> stage = shortener.shorten(URL).toCompletableFuture();
      assertThat(stage).isCompletedExceptionally();
      assertThat(stage.exceptionNow()).hasMessageContaining("on purpose");
    }
  }

  @Test
  void theNextNumbersAreClaimedBeforeTheyAreNeeded() {
    Shortener shortener = shortener(held, 7);
    for (int i = 0; i < Lease.COUNT_FIRST / 2; i++) {
      made(shortener.shorten(URL));
    }
    held.hold();
    for (int i = 0; i < Lease.COUNT_FIRST / 2 + 2 * Lease.COUNT_FIRST; i++) {
      assertThat(now(shortener.shorten(URL))).isInstanceOf(Made.class);
    }
  }

  @Test
  void claimsGrowSoThatFewAreNeededAndACrashLosesLittle() {
    Shortener shortener = shortener(held, 7);
    int adds = 100_000;
    long lostMax = 0;
    for (int i = 0; i < adds; i++) {
      made(shortener.shorten(URL));
      lostMax = Math.max(lostMax, held.claims.getLast().end() - i - 1);
    }
    assertThat(held.claims).hasSizeLessThan(adds / Lease.COUNT_MAX + 10);
    assertThat(held.claims.getFirst()).isEqualTo(new Range(0, Lease.COUNT_FIRST));
    assertThat(lostMax).isLessThanOrEqualTo(Lease.LOST_MAX);
  }

  @Test
  void closingGivesUnusedNumbersBack() {
    try (Shortener shortener = shortener(store, 7)) {
      for (int i = 0; i < 1_000; i++) {
        made(shortener.shorten(URL));
      }
    }
    assertThat(now(store.claim(7, 0, 1))).isEqualTo(new Range(1_000, 1_001));
  }

  @Test
  void closingGivesBackWhatIsClaimedAhead() {
    held.hold();
    Shortener shortener = shortener(held, 7);
    CompletionStage<Shortened> waiting = shortener.shorten(URL);
    Thread closing = Thread.ofVirtual().start(shortener::close);
    NotSaved outcome = (NotSaved) waiting.toCompletableFuture().join();
    assertThat(outcome.unsaved().cause()).isEqualTo(Unsaved.Cause.CLOSED);
    held.letGo();
    join(closing);
    assertThat(held.releases).containsExactly(new Range(0, Lease.COUNT_FIRST));
  }

  @Test
  void aClosedShortenerGeneratesNothing() {
    Shortener shortener = shortener(store, 7);
    made(shortener.shorten(URL));
    shortener.close();
    shortener.close();
    assertThat(now(shortener.shorten(URL))).isEqualTo(new NotSaved(Lease.CLOSED));
  }

  @Test
  void closingWhenNothingWasClaimedTouchesNothing() {
    shortener(held, 7).close();
    assertThat(held.claims).isEmpty();
    assertThat(held.releases).isEmpty();
  }

  @Test
  void noCodeIsGivenTwiceOverStopsAndCrashes() {
    for (Shortener.Options options : List.of(SEQUENTIAL, new Shortener.Options(2, false))) {
      MemoryStore links = new MemoryStore();
      Set<String> codes = new HashSet<>();
      int made = 0;
      for (int life = 0; life < 30; life++) {
        Shortener shortener = new Shortener(links, policy(), options);
        for (int i = 0; i < 10 * life; i++) {
          Link link = made(shortener.shorten(URL));
          codes.add(link.key().code());
          now(links.remove(link.key(), LinkStore.ANY_VERSION));
          made++;
        }
        if (life % 2 == 0) {
          shortener.close();
        }
      }
      assertThat(codes).hasSize(made);
    }
  }

  @Test
  void anOrderlyStopLeavesNoGapInTheSequence() {
    List<String> codes = new ArrayList<>();
    for (int life = 0; life < 3; life++) {
      try (Shortener shortener = new Shortener(store, policy(), SEQUENTIAL)) {
        codes.add(code(shortener.shorten(URL)));
        codes.add(code(shortener.shorten(URL)));
      }
    }
    assertThat(codes).containsExactly("0", "1", "2", "3", "4", "5");
  }

  @Test
  void concurrentAddsGetDistinctCodes() {
    for (Shortener.Options options : List.of(SEQUENTIAL, new Shortener.Options(1, false))) {
      MemoryStore links = new MemoryStore();
      Shortener shortener = new Shortener(links, policy(), options);
      Set<String> codes = ConcurrentHashMap.newKeySet();
      List<Thread> threads =
          IntStream.range(0, 8)
              .mapToObj(_ ->
                  Thread.ofPlatform()
                      .start(() -> {
                        for (int i = 0; i < 5_000; i++) {
                          codes.add(code(shortener.shorten(URL)));
                        }
                      }))
              .toList();
      threads.forEach(ShortenerTest::join);
      assertThat(codes).hasSize(40_000);
      assertThat(links.size()).isEqualTo(40_000);
    }
  }

  @Test
  void closingAmidConcurrentAddsNeverGivesANumberTwice() {
    MemoryStore links = new MemoryStore();
    Set<String> codes = ConcurrentHashMap.newKeySet();
    for (int life = 0; life < 50; life++) {
      Shortener shortener = shortener(links, 7);
      List<Thread> threads =
          IntStream.range(0, 4)
              .mapToObj(_ -> Thread.ofPlatform().start(() -> addUntilClosed(shortener, codes)))
              .toList();
      while (codes.size() < 200 * (life + 1)) {
        Thread.onSpinWait();
      }
      shortener.close();
      threads.forEach(ShortenerTest::join);
    }
    long used = links.nextNumber();
    assertThat(codes).hasSize((int) used);
    assertThat(now(links.claim(7, 0, 1))).isEqualTo(new Range(used, used + 1));
  }

  private static void addUntilClosed(Shortener shortener, Set<String> codes) {
    while (shortener.shorten(URL).toCompletableFuture().join() instanceof Made(Link link)) {
      assertThat(codes.add(link.key().code())).isTrue();
    }
  }

  /** A stage that completes at once must not become a deeper stack. */
  @Test
  void aSmallStackIsEnough() throws InterruptedException {
    held.hold();
    Shortener shortener = shortener(held, 7);
    List<CompletionStage<Shortened>> stages = new ArrayList<>();
    for (int i = 0; i < Shortener.Options.WAITING_MAX; i++) {
      stages.add(shortener.shorten(URL));
    }
    CompletableFuture<Boolean> went = new CompletableFuture<>();
    Thread small =
        new Thread(
            null,
            () -> {
              try {
                held.letGo();
                went.complete(true);
              } catch (StackOverflowError deep) {
                went.completeExceptionally(deep);
              }
            },
            "small stack",
            160 * 1_024);
    small.start();
    small.join();
    assertThat(went.join()).isTrue();
    stages.forEach(ShortenerTest::made);
  }

  private void takeSequential(int count) {
    KeyGenerator generator = new KeyGenerator(store.secret(), false);
    for (int i = 0; i < count; i++) {
      take(store, generator.sequential(count + i));
    }
  }

  private static void take(LinkStore store, String code) {
    switch (Key.parse(store.domain(), code)) {
      case Key.Valid(Key key) ->
          assertThat(now(store.add(key, URL))).isInstanceOf(LinkStore.Saved.class);
      case Key.Invalid(Fault fault) -> throw new AssertionError(fault);
    }
  }

  private static UrlPolicy policy() {
    return new UrlPolicy(new UrlPolicy.Options(BaseUrl.parse("localhost:3000"), Set.of()));
  }

  private static Shortener shortener(LinkStore store, int length) {
    return new Shortener(store, policy(), new Shortener.Options(length, false));
  }

  private static <T> T now(CompletionStage<T> stage) {
    assertThat(stage.toCompletableFuture()).isDone();
    return stage.toCompletableFuture().join();
  }

  private static Link made(CompletionStage<Shortened> stage) {
    Shortened outcome = stage.toCompletableFuture().join();
    assertThat(outcome).isInstanceOf(Made.class);
    return ((Made) outcome).link();
  }

  private static String code(CompletionStage<Shortened> stage) {
    return made(stage).key().code();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
