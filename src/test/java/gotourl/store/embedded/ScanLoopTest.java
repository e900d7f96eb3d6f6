package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.About;
import gotourl.link.ContainedText;
import gotourl.link.Draft;
import gotourl.link.Link;
import gotourl.link.LinkFilter;
import gotourl.link.LinkStore.Page;
import gotourl.link.LinkStore.Unlisted;
import gotourl.link.LinkStore.Unlisted.Reason;
import gotourl.link.Listing;
import gotourl.link.Listing.Order;
import gotourl.link.PendingPage;
import gotourl.link.Terms;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScanLoopTest {

  /** So many that a scan takes four turns. */
  private static final int LINKS = 4 * BlockScan.NUMBERS;

  private final AtomicLong nanos = new AtomicLong(-5);
  private final FrameSource source = new FrameSource(new Random(1));
  private final ScanLoop loop = new ScanLoop(() -> source, nanos::get);

  ScanLoopTest() {
    for (int number = 0; number < LINKS; number++) {
      source.put(new Link(number, 1, key("k" + number), "http://t/", Instant.EPOCH, Instant.EPOCH));
    }
  }

  @Test
  void aPageWithoutAFilterIsThereAtOnce() {
    PendingPage page = loop.submit(Listing.first(Order.NEWEST, 10));
    assertThat(((Page) page.resultNow()).links()).hasSize(10);
    assertThat(loop.scanOnce()).isFalse();
  }

  @Test
  void aPageWithoutAFilterThatTakesLongIsLookedForLikeAFilteredOne() {
    for (long number = 1; number < LINKS; number++) {
      source.remove(number);
    }
    long far = (ScanLoop.BLOCKS_AT_ONCE_MAX + 1L) * BlockScan.NUMBERS;
    source.put(new Link(far, 1, key("far"), "http://t/", Instant.EPOCH, Instant.EPOCH));
    PendingPage page = loop.submit(Listing.first(Order.NEWEST, 10));
    assertThat(page.isDone()).isFalse();
    runOut();
    assertThat(((Page) page.resultNow()).links()).extracting(Link::number).containsExactly(far, 0L);
  }

  @Test
  void aPageOfAllThatIsNotInTheBinIsThereAtOnceUnlessNearlyAllIs() {
    Listing unbinned =
        Listing.first(Order.NEWEST, 10).only(LinkFilter.of(new LinkFilter.Unbinned()));
    assertThat(((Page) loop.submit(unbinned).resultNow()).links()).hasSize(10);
    Draft binned = new Draft("http://t/", Terms.NONE.withBinned(true), About.NOTHING, 0);
    for (long number = LINKS; number < 2 * LINKS; number++) {
      source.put(new Link(number, 1, key("k" + number), binned, Instant.EPOCH, Instant.EPOCH));
    }
    PendingPage page = loop.submit(unbinned);
    assertThat(page.isDone()).isFalse();
    runOut();
    assertThat(((Page) page.resultNow()).links()).hasSize(10);
  }

  @Test
  void oneSearchAtATimeFirstComeFirstServed() {
    PendingPage first = search("x");
    PendingPage second = search("t");
    for (int turn = 0; turn < 4; turn++) {
      assertThat(first.isDone()).isFalse();
      assertThat(loop.scanOnce()).isTrue();
    }
    assertThat(((Page) first.resultNow()).links()).isEmpty();
    assertThat(second.isDone()).isFalse();
    runOut();
    assertThat(((Page) second.resultNow()).links()).hasSize(10);
  }

  @Test
  void noMoreMayWaitThanTheQueueHolds() {
    List<PendingPage> waiting = new ArrayList<>();
    for (int i = 0; i < ScanLoop.WAITING_MAX; i++) {
      waiting.add(search("x"));
    }
    assertRefused(search("x"), Reason.BUSY);
    assertThat(waiting).noneMatch(PendingPage::isDone);
    waiting.get(3).cancel(false);
    assertThat(search("x").isDone()).isFalse();
    assertRefused(search("x"), Reason.BUSY);
    runOut();
    for (int i = 0; i < ScanLoop.WAITING_MAX; i++) {
      assertThat(search("x").isDone()).isFalse();
    }
  }

  @Test
  void whoHasWaitedTooLongIsToldSoWhileAnotherIsServed() {
    PendingPage served = search("x");
    loop.scanOnce();
    PendingPage late = search("x");
    nanos.addAndGet(ScanLoop.WAIT_NANOS_MAX / 2);
    PendingPage inTime = search("t");
    nanos.addAndGet(ScanLoop.WAIT_NANOS_MAX / 2 + 1);
    loop.scanOnce();
    assertRefused(late, Reason.BUSY);
    runOut();
    assertThat(served.resultNow()).isInstanceOf(Page.class);
    assertThat(inTime.resultNow()).isInstanceOf(Page.class);
  }

  @Test
  void aPageThatTakesTooLongIsShortAndGoesOnBehindTheOthers() {
    PendingPage page = search("K" + (LINKS - 1));
    PendingPage other = search("x");
    loop.scanOnce();
    nanos.addAndGet(ScanLoop.PAGE_NANOS_MAX);
    loop.scanOnce();
    Page found = (Page) page.resultNow();
    assertThat(found.links()).isNotEmpty();
    assertThat(found.next().orElseThrow().number()).isEqualTo(2L * BlockScan.NUMBERS);
    assertThat(other.isDone()).isFalse();
  }

  @Test
  void aCancelledSearchStopsAtTheNextBlock() {
    PendingPage page = search("x");
    loop.scanOnce();
    assertThat(page.cancel(true)).isTrue();
    assertRefused(page, Reason.CANCELLED);
    source.decoded = 0;
    PendingPage next = search("t");
    loop.scanOnce();
    loop.scanOnce();
    assertThat(((Page) next.resultNow()).links()).hasSize(10);
    assertThat(source.decoded).isEqualTo(10);
    assertThat(loop.scanOnce()).isFalse();
  }

  @Test
  void closingAnswersAllThatWaitAndAllThatCome() {
    PendingPage current = search("x");
    loop.scanOnce();
    PendingPage waiting = search("x");
    loop.close();
    assertRefused(current, Reason.CLOSED);
    assertRefused(waiting, Reason.CLOSED);
    assertRefused(search("x"), Reason.CLOSED);
  }

  /** An open file of a dropped segment keeps its place on the disk. */
  @Test
  void whatASearchHasOpenIsGivenBackHoweverItEnds() {
    var _ = search("t");
    loop.scanOnce();
    assertThat(source.closed).isEqualTo(1);
    PendingPage cancelled = search("x");
    loop.scanOnce();
    assertThat(source.closed).isEqualTo(1);
    cancelled.cancel(false);
    loop.scanOnce();
    assertThat(source.closed).isEqualTo(2);
    var _ = search("x");
    loop.scanOnce();
    loop.close();
    assertThat(source.closed).isEqualTo(3);
  }

  @Test
  void aThreadAnswersAndEndsWithTheLoop() {
    loop.start("goto-scan-test");
    for (int i = 0; i < 100; i++) {
      assertThat(((Page) search("k4").join()).links()).hasSize(10);
    }
    PendingPage last = search("x");
    loop.close();
    assertThat(last.isDone()).isTrue();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("goto-scan-test"));
  }

  /** A defect or an unreadable file costs the page that met it. */
  @Test
  void aSearchThatFailsDoesNotEndTheOthers() {
    LinkSource broken = new UnreadableSource();
    ScanLoop failing = new ScanLoop(() -> broken, nanos::get);
    PendingPage first = failing.submit(filtered("x"));
    PendingPage second = failing.submit(filtered("x"));
    failing.scanOnce();
    assertThat(first.isCompletedExceptionally()).isTrue();
    assertThat(second.isDone()).isFalse();
    failing.scanOnce();
    assertThat(second.isCompletedExceptionally()).isTrue();
  }

  private PendingPage search(String text) {
    return loop.submit(filtered(text));
  }

  private static Listing filtered(String text) {
    ContainedText contained = ((ContainedText.Valid) ContainedText.parse(text)).text();
    return Listing.first(Order.NEWEST, 10).only(LinkFilter.of(contained));
  }

  private void runOut() {
    while (loop.scanOnce()) {
      // Until nobody waits.
    }
  }

  private static void assertRefused(PendingPage page, Reason reason) {
    assertThat(((Unlisted) page.resultNow()).reason()).isEqualTo(reason);
  }

  private static final class UnreadableSource implements LinkSource {

    @Override
    public TagTable tags() {
      return new TagTable();
    }

    @Override
    public long end() {
      return 10;
    }

    @Override
    public void positions(long first, int count, long[] into) {
      throw new InternalError("a fault occurred in an unsafe memory access operation");
    }

    @Override
    public @Nullable MemorySegment bytes(long first, long last) {
      return null;
    }

    @Override
    public boolean mayPass(long position, HeadFilter filter) {
      return true;
    }

    @Override
    public @Nullable Link link(long number, HeadFilter filter) {
      return null;
    }

    @Override
    public void close() {}
  }
}
