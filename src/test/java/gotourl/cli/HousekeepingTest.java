package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.CleanUp;
import gotourl.support.MemoryStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HousekeepingTest {

  private static final String THREAD = "goto-clean-up";

  @Test
  void itsThreadEndsWithIt() {
    try (Housekeeping housekeeping =
        Housekeeping.start(
            new MemoryStore(), new CleanUp.Options(Duration.ofDays(30), Duration.ZERO))) {
      assertThat(housekeeping).isNotNull();
      assertThat(threads()).contains(THREAD);
    }
    assertThat(threads()).doesNotContain(THREAD);
  }

  @Test
  void whereNothingIsEverDueThereIsNoThread() {
    try (Housekeeping housekeeping =
        Housekeeping.start(new MemoryStore(), new CleanUp.Options(Duration.ZERO, Duration.ZERO))) {
      assertThat(housekeeping).isNotNull();
      assertThat(threads()).doesNotContain(THREAD);
    }
  }

  private static Iterable<String> threads() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
  }
}
