package gotourl.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SaveQueueTest {

  private static final int BYTES = 100;

  @Test
  void itTakesAsManyAsItsBoundsSayUntilTheyAreReleased() {
    SaveQueue queue = new SaveQueue(2, 1 << 20);
    assertThat(queue.push(new Waiting())).isTrue();
    assertThat(queue.push(new Waiting())).isTrue();
    assertThat(queue.push(new Waiting())).isFalse();
    Saves batch = new Saves();
    queue.take(batch, Long.MAX_VALUE);
    assertThat(batch.count()).isEqualTo(2);
    assertThat(queue.push(new Waiting())).as("the batch in work counts").isFalse();
    queue.release();
    assertThat(queue.push(new Waiting())).isTrue();
  }

  @Test
  void bytesHaveABoundOfTheirOwn() {
    SaveQueue queue = new SaveQueue(100, 3 * BYTES + 1);
    for (int i = 0; i < 3; i++) {
      assertThat(queue.push(new Waiting())).isTrue();
    }
    assertThat(queue.push(new Waiting())).isFalse();
  }

  /** Each waits for its own answer before it comes again: so there is always room for all. */
  @Test
  void nobodyIsTurnedAwayWhileThereIsRoom() throws Exception {
    int threads = 4;
    long times = 100_000;
    SaveQueue queue = new SaveQueue(threads, 1 << 20);
    AtomicBoolean turnedAway = new AtomicBoolean();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int thread = 0; thread < threads; thread++) {
        pool.execute(() -> pushAndWait(queue, times, turnedAway));
      }
      Saves batch = new Saves();
      for (long answered = 0; answered < threads * times && !turnedAway.get(); ) {
        queue.take(batch, Long.MAX_VALUE);
        answered += batch.count();
        queue.release();
        for (int i = 0; i < batch.count(); i++) {
          ((Waiting) batch.get(i)).answered = true;
        }
        batch.clear();
      }
    }
    assertThat(turnedAway).isFalse();
  }

  private static void pushAndWait(SaveQueue queue, long times, AtomicBoolean turnedAway) {
    for (long i = 0; i < times && !turnedAway.get(); i++) {
      Waiting save = new Waiting();
      if (!queue.push(save)) {
        turnedAway.set(true);
        return;
      }
      while (!save.answered && !turnedAway.get()) {
        Thread.onSpinWait();
      }
    }
  }

  /** Knows only whether it was answered. */
  private static final class Waiting extends Save {
    private volatile boolean answered;

    Waiting() {
      super(BYTES);
    }

    @Override
    protected void decide(Batch batch) {}

    @Override
    protected void publish() {}

    @Override
    protected void acknowledge() {}

    @Override
    protected void refuse(Refusal refusal) {}

    @Override
    protected void fail(RuntimeException defect) {}
  }
}
