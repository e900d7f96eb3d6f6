package gotourl.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.LinkStore;
import gotourl.store.embedded.LinkRecord.Visited;
import gotourl.store.embedded.LinkRecord.VisitsInDoubt;
import gotourl.support.Seed;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class VisitTableTest {

  private static final int UNKNOWN = LinkStore.VISITS_UNKNOWN;

  private VisitTable table = new VisitTable();

  @Test
  void whatWasNeverVisitedHasNone() {
    assertThat(table.visits(0)).isZero();
    assertThat(table.visits(Long.MAX_VALUE >> 2)).isZero();
  }

  @Test
  void countsOnlyRise() {
    say(7, 3);
    say(7, 2);
    assertThat(table.visits(7)).isEqualTo(3);
    say(7, Integer.MAX_VALUE - 1);
    assertThat(table.visits(7)).isEqualTo(Integer.MAX_VALUE - 1);
  }

  @Test
  void itIsAMapThatForgetsWhatIsGone() {
    Random random = new Random(Seed.next("VisitTableTest"));
    Map<Long, Integer> model = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      long number = random.nextInt(5_000) * 1_048_576L;
      if (random.nextInt(4) == 0) {
        table.remove(number);
        model.put(number, 0);
      } else if (model.getOrDefault(number, 1) != 0) { // No number comes back.
        int count = model.getOrDefault(number, 0) + 1;
        model.put(number, count);
        say(number, count);
      }
      assertThat(table.visits(number)).isEqualTo(model.getOrDefault(number, 0));
    }
    for (VisitTable same : new VisitTable[] {table, table.copy(), of(table)}) {
      model.forEach((number, count) -> assertThat(same.visits(number)).isEqualTo(count));
    }
  }

  @Test
  void whatIsInDoubtIsUnknownUntilItIsSaidAgain() {
    say(1, 5);
    say(9, 6);
    table.apply(new VisitsInDoubt(9, LinkRecord.NO_TIME));
    assertThat(table.visits(1)).isEqualTo(UNKNOWN);
    assertThat(table.visits(2)).as("never said").isEqualTo(UNKNOWN);
    assertThat(table.visits(9)).isEqualTo(6);
    assertThat(table.visitsMin(1)).isEqualTo(5);
    say(1, 7);
    say(2, 0);
    assertThat(table.visits(1)).isEqualTo(7);
    assertThat(table.visits(2)).isZero();
    table.apply(new VisitsInDoubt(5, LinkRecord.NO_TIME));
    assertThat(table.visits(1)).isEqualTo(UNKNOWN);
    assertThat(table.visits(8)).as("doubted before").isEqualTo(UNKNOWN);
  }

  @Test
  void itsRecordsMakeTheSameTable() {
    say(1, 5);
    say(2, 6);
    say(30, 1);
    table.apply(new VisitsInDoubt(10, LinkRecord.NO_TIME));
    say(2, 7);
    table = of(table);
    assertThat(table.visits(1)).isEqualTo(UNKNOWN);
    assertThat(table.visitsMin(1)).isEqualTo(5);
    assertThat(table.visits(2)).isEqualTo(7);
    assertThat(table.visits(3)).isEqualTo(UNKNOWN);
    assertThat(table.visits(30)).isEqualTo(1);
    assertThat(table.doubtEnd()).isEqualTo(10);
  }

  @Test
  void whatItDoubtsAnotherCanBeToldBehindItsOwn() {
    say(1, 5);
    table.apply(new VisitsInDoubt(10, LinkRecord.NO_TIME));
    say(2, 7);
    VisitTable other = new VisitTable();
    other.apply(new Visited(1, 5, LinkRecord.NO_TIME));
    other.apply(new Visited(2, 7, LinkRecord.NO_TIME));
    table.doubtBeyond(other).forEach(other::apply);
    assertThat(other.visits(1)).isEqualTo(UNKNOWN);
    assertThat(other.visits(2)).isEqualTo(7);
    assertThat(table.doubtBeyond(other)).isEmpty();
  }

  @Test
  void onlyTheHighestCountOfALinkIsNeeded() {
    say(1, 5);
    assertThat(table.isNeeded(new Visited(1, 4, LinkRecord.NO_TIME))).isFalse();
    assertThat(table.isNeeded(new Visited(1, 5, LinkRecord.NO_TIME))).isTrue();
    assertThat(table.isNeeded(new Visited(1, 6, LinkRecord.NO_TIME))).as("to come").isTrue();
    assertThat(table.isNeeded(new VisitsInDoubt(1, LinkRecord.NO_TIME))).isTrue();
  }

  /** While the table grows under it, a reader sees counts that were true at some time. */
  @Test
  void aReaderNeverSeesLessThanBefore() throws Exception {
    AtomicBoolean wrong = new AtomicBoolean();
    AtomicBoolean done = new AtomicBoolean();
    VisitTable read = table;
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              int last = 0;
              while (!done.get()) {
                int now = read.visits(77);
                wrong.compareAndSet(false, now < last);
                last = now;
              }
            });
    for (int i = 1; i < 200_000; i++) {
      say(77, i);
      say(1_000 + i % 50_000, 1);
    }
    done.set(true);
    reader.join();
    assertThat(wrong).isFalse();
  }

  private void say(long number, int count) {
    table.apply(new Visited(number, count, LinkRecord.NO_TIME));
  }

  private static VisitTable of(VisitTable other) {
    VisitTable made = new VisitTable();
    other.records().forEach(made::apply);
    return made;
  }
}
