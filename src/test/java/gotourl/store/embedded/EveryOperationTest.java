package gotourl.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.SimDisk;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A scripted life (open, batches, roll, compact, purge, close, open again) meets a fault at every
 * operation. D3, D8.
 */
class EveryOperationTest {

  /** So many that segments are compacted in the middle of the script. */
  private static final int TURNS = 4;

  private static final int SEEDS_PER_OPERATION = 20;

  private static final Predicate<String> IS_COMPACTED =
      Pattern.compile("\\w{16}\\.\\w{8}\\.seg").asMatchPredicate();

  private static final long NEVER = Long.MAX_VALUE / 2;

  @Test
  void aCrashAtAnyOperationLosesNothingAcknowledged() {
    assertThat(atEveryOperation(SimDisk.Fault.CRASH)).isGreaterThan(50);
  }

  @Test
  void anErrorAtAnyOperationLosesNothingAcknowledged() {
    assertThat(atEveryOperation(SimDisk.Fault.ERROR)).isGreaterThan(50);
  }

  /** Else the tests above would meet with fewer operations than they say. */
  @Test
  void theLifeWritesCheckpointsAndCompacts() throws Exception {
    int compacted = 0;
    for (int seed = 0; seed < SEEDS_PER_OPERATION; seed++) {
      SimDisk disk = new SimDisk(seed);
      CrashOracle oracle = new CrashOracle(new Random(seed));
      EmbeddedStore store = open(disk, seed);
      batches(store, oracle);
      assertThat(disk.list()).as("seed %d", seed).contains(CheckpointFile.NAME);
      store.close();
      batches(open(disk, seed), oracle);
      compacted += disk.list().stream().anyMatch(IS_COMPACTED) ? 1 : 0;
    }
    assertThat(compacted).isGreaterThan(SEEDS_PER_OPERATION / 2);
  }

  /** Returns how many operations the script has. */
  private static long atEveryOperation(SimDisk.Fault fault) {
    long operations = 0;
    for (int seed = 0; seed < SEEDS_PER_OPERATION; seed++) {
      operations = Math.max(operations, live(seed, NEVER, fault));
    }
    for (long n = 0; n < operations; n++) {
      for (int seed = 0; seed < SEEDS_PER_OPERATION; seed++) {
        try {
          live(seed, n, fault);
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError("operation " + n + ", seed " + seed, e);
        }
      }
    }
    return operations;
  }

  private static long live(long seed, long faultAfter, SimDisk.Fault fault) {
    SimDisk disk = new SimDisk(seed);
    CrashOracle oracle = new CrashOracle(new Random(seed));
    disk.faultAfter(faultAfter, fault);
    boolean cleanly = false;
    try {
      for (int start = 0; start < 2; start++) {
        EmbeddedStore store = open(disk, seed);
        oracle.check(store);
        batches(store, oracle);
        if (!disk.isDown()) {
          oracle.check(store);
        }
        store.close();
      }
      cleanly = true;
    } catch (IOException | OpenException e) {
      if (disk.operations() <= faultAfter) {
        throw new AssertionError("nothing had gone wrong yet", e);
      }
    }
    long operations = disk.operations();
    disk.crash();
    try {
      EmbeddedStore store = open(disk, seed);
      oracle.check(store);
      assertThat(cleanly || faultAfter < operations).isTrue();
    } catch (IOException | OpenException e) {
      throw new AssertionError("a fault must not keep a store from opening", e);
    }
    return operations;
  }

  private static void batches(EmbeddedStore store, CrashOracle oracle) {
    for (int batch = 0; batch < 18; batch++) {
      oracle.batch(store);
      oracle.maintain(store, TURNS);
    }
  }

  /** Every other life is without a history: tombstones go as soon as nothing needs them. */
  private static EmbeddedStore open(SimDisk disk, long seed) throws IOException, OpenException {
    Retention retention =
        seed % 2 == 0 ? new Retention(Duration.ZERO, 0) : new Retention(Duration.ofDays(1), 1);
    return SimStore.open(disk, 1_500, InstantSource.system(), retention);
  }
}
