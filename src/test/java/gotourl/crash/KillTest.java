package gotourl.crash;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.GotoProcess;
import gotourl.support.Seed;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the whole server under eight writers, again and again on the same data.
 * PROMISES D1; 1,000 rounds in the long run. (That syncs are made at all is not shown by this: the
 * system's cache survives a kill. PowerCutTest shows it.)
 */
@Tag("process")
class KillTest {

  private static final int WRITERS = 8;
  private static final int LIFE_MILLIS_MAX = 400;

  @TempDir Path dir;

  @Test
  void nothingAcknowledgedIsLostChangedOrGivenTwice() throws Exception {
    Random random = new Random(Seed.next("KillTest"));
    int rounds = Seed.rounds(50, 1_000);
    Writers writers = new Writers();
    for (int round = 0; round < rounds; round++) {
      try (GotoProcess server = GotoProcess.serve(dir)) {
        writers.start(WRITERS, server.address());
        Thread.sleep(50 + random.nextInt(LIFE_MILLIS_MAX));
        server.signal("KILL").exitCode();
        writers.stop();
      }
    }
    try (GotoProcess server = GotoProcess.serve(dir)) {
      writers.check(server.address());
      assertThat(server.terminate().exitCode()).isZero();
    }
    try (GotoProcess verify = GotoProcess.start(dir, "verify")) {
      assertThat(verify.exitCode()).isZero();
    }
    System.out.println(
        "KillTest: " + rounds + " kills, " + writers.acknowledged.size() + " links acknowledged");
    assertThat(writers.acknowledged).hasSizeGreaterThan(rounds * WRITERS);
  }
}
