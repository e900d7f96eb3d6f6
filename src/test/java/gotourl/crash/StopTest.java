package gotourl.crash;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.GotoProcess;
import gotourl.support.Seed;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM under load. PROMISES D15; 100 rounds in the long run. */
@Tag("process")
class StopTest {

  private static final int WRITERS = 8;

  @TempDir Path dir;

  @Test
  void aStopAnswersWhatIsInFlightLosesNothingAndLeavesNothingToRecover() throws Exception {
    Random random = new Random(Seed.next("StopTest"));
    Writers writers = new Writers();
    int rounds = Seed.rounds(10, 100);
    for (int round = 0; round < rounds; round++) {
      try (GotoProcess server = GotoProcess.serve(dir)) {
        writers.start(WRITERS, server.address());
        Thread.sleep(200 + random.nextInt(400));
        assertThat(server.terminate().exitCode()).isZero();
        writers.stop();
        assertThat(writers.unanswered).isEmpty();
        assertThat(server.err().all()).noneMatch(line -> line.contains("cut off"));
      }
    }
    try (GotoProcess server = GotoProcess.serve(dir)) {
      writers.check(server.address());
      assertThat(server.err().all()).noneMatch(line -> line.contains("cut off"));
    }
    assertThat(writers.acknowledged).hasSizeGreaterThan(rounds * WRITERS);
  }
}
