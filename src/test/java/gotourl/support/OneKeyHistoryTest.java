package gotourl.support;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.link.Link;
import gotourl.link.LinkStore.Gone;
import gotourl.link.LinkStore.Missing;
import gotourl.link.LinkStore.Peek;
import gotourl.link.LinkStore.Saved;
import gotourl.link.LinkStore.Stale;
import gotourl.link.LinkStore.Taken;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A checker that found nothing wrong with anything would make its tests worthless. */
class OneKeyHistoryTest {

  private final OneKeyHistory history = new OneKeyHistory();

  @Test
  void oneAfterTheOther() {
    history.note(1, 2, Peek.Absent.ABSENT);
    history.note(3, 4, new Saved(link(0, 1)));
    history.note(5, 6, new Peek.Found(link(0, 1)));
    history.note(7, 8, new Saved(link(0, 2)));
    history.note(9, 10, new Stale(link(0, 2)));
    history.note(11, 12, new Gone(link(0, 2)));
    history.note(13, 14, new Missing());
    history.note(15, 16, new Saved(link(5, 1)));
    history.note(17, 18, new Taken(link(5, 1)));
    assertExplained();
  }

  @Test
  void whoOverlapsMayComeFirstOrLast() {
    history.note(1, 20, new Saved(link(0, 1)));
    history.note(2, 3, new Missing());
    history.note(4, 5, new Peek.Found(link(0, 1)));
    history.note(6, 19, new Gone(link(0, 1)));
    history.note(7, 8, Peek.Absent.ABSENT);
    assertExplained();
  }

  @Test
  void nothingIsSeenAgainAfterTheLinkWas() {
    history.note(1, 20, new Saved(link(0, 1)));
    history.note(2, 3, new Peek.Found(link(0, 1)));
    history.note(4, 5, Peek.Absent.ABSENT);
    assertWrong();
  }

  @Test
  void anAcknowledgedLinkIsNotMissed() {
    history.note(1, 2, new Saved(link(0, 1)));
    history.note(3, 4, new Missing());
    history.note(5, 6, new Gone(link(0, 1)));
    assertWrong();
  }

  @Test
  void nobodySeesWhatWasReplacedBeforeHeBegan() {
    history.note(1, 2, new Saved(link(0, 1)));
    history.note(3, 4, new Saved(link(0, 2)));
    history.note(5, 6, new Peek.Found(link(0, 1)));
    assertWrong();
  }

  @Test
  void nobodySeesWhatIsWrittenAfterHeEnded() {
    history.note(1, 2, new Peek.Found(link(0, 1)));
    history.note(3, 4, new Saved(link(0, 1)));
    assertWrong();
  }

  @Test
  void twoReadersDoNotDisagreeAboutTheOrder() {
    history.note(1, 2, new Saved(link(0, 1)));
    history.note(3, 20, new Saved(link(0, 2)));
    history.note(4, 5, new Peek.Found(link(0, 2)));
    history.note(6, 7, new Taken(link(0, 1)));
    assertWrong();
  }

  @Test
  void aVersionIsGivenOnce() {
    history.note(1, 2, new Saved(link(0, 1)));
    history.note(3, 5, new Saved(link(0, 2)));
    history.note(4, 6, new Gone(link(0, 1)));
    assertWrong();
  }

  @Test
  void noAcknowledgedWriteIsLost() {
    history.note(1, 2, new Saved(link(0, 1)));
    history.note(3, 4, new Saved(link(0, 3)));
    assertWrong();
  }

  @Test
  void aNumberIsNotUsedTwice() {
    history.note(1, 2, new Saved(link(0, 1)));
    history.note(3, 4, new Gone(link(0, 1)));
    history.note(5, 6, new Saved(link(0, 1)));
    assertWrong();
  }

  @Test
  void nobodySeesWhatNobodyWrote() {
    history.note(1, 2, new Saved(link(0, 1)));
    history.note(3, 4, new Peek.Found(link(7, 1)));
    assertWrong();
  }

  private void assertExplained() {
    assertThatCode(history::check).doesNotThrowAnyException();
  }

  private void assertWrong() {
    assertThatThrownBy(history::check).isInstanceOf(AssertionError.class);
  }

  private static Link link(long number, int version) {
    return new Link(number, version, key("a"), "http://a/", Instant.EPOCH, Instant.EPOCH);
  }
}
