package gotourl.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.support.Seed;
import gotourl.support.SimDisk;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The power goes at a random operation, again and again. What was not synced is gone, torn or out
 * of order. In between the disk is full, whatever the store is at: appending, rolling, compacting
 * or writing a checkpoint. PROMISES D2, D7; a million in the long run.
 */
class PowerCutTest {

  private static final int CRASHES_PER_LIFE = 5;
  private static final int OPERATIONS_MAX = 60;
  private static final int TURNS_MAX = 8;
  private static final int BATCHES_MAX = 40;

  /** Of a disk that is nearly full: soon too few for a batch, a segment or a checkpoint. */
  private static final int FREE_BYTES_MAX = 4_000;

  private static final Retention NO_HISTORY = new Retention(Duration.ZERO, 0);
  private static final Retention SHORT_HISTORY = new Retention(Duration.ofDays(1), 1);

  @Test
  void nothingAcknowledgedIsLostAndTheRestIsAPrefix() throws Exception {
    long seed = Seed.next("PowerCutTest");
    int crashes = Seed.rounds(20_000, 1_000_000);
    int survived = 0;
    for (int life = 0; life < crashes / CRASHES_PER_LIFE; life++) {
      try {
        survived += live(seed + life, true);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + (seed + life), e);
      }
    }
    assertThat(survived).isGreaterThan(crashes / 2);
  }

  /** The control: if this passed without syncs, the test above would prove nothing. */
  @Test
  void withSyncingSwitchedOffDataIsLost() {
    long seed = Seed.next("PowerCutTest control");
    assertThatThrownBy(
            () -> {
              for (int life = 0; life < 200; life++) {
                unlessItDoesNotOpen(seed + life);
              }
            })
        .isInstanceOf(AssertionError.class)
        .hasNoCause();
  }

  /**
   * Without syncs a store may also fail to open; what is wanted is one that opens and lacks
   * something.
   */
  private static void unlessItDoesNotOpen(long seed) {
    try {
      live(seed, false);
    } catch (AssertionError e) {
      if (!(e.getCause() instanceof IOException) && !(e.getCause() instanceof OpenException)) {
        throw e;
      }
    }
  }

  /** One disk and its crashes; returns how many of them found the store in the middle of work. */
  private static int live(long seed, boolean syncs) {
    Random random = new Random(seed);
    SimDisk disk = new SimDisk(seed, syncs);
    CrashOracle oracle = new CrashOracle(random);
    // Without a history, tombstones go as soon as nothing needs them.
    Retention retention = random.nextBoolean() ? NO_HISTORY : SHORT_HISTORY;
    int inWork = 0;
    for (int crash = 0; crash < CRASHES_PER_LIFE; crash++) {
      disk.faultAfter(random.nextInt(OPERATIONS_MAX), fault(random));
      try {
        EmbeddedStore store = open(disk, retention);
        oracle.check(store);
        work(store, disk, oracle, random);
        inWork++;
      } catch (IOException | OpenException e) {
        if (disk.faultsToCome()) {
          throw new AssertionError("nothing had gone wrong, and the store did not open", e);
        }
      }
      if (random.nextInt(3) == 0) {
        disk.restart();
      } else {
        disk.crash();
      }
    }
    disk.crash();
    try {
      oracle.check(open(disk, retention));
    } catch (IOException | OpenException e) {
      throw new AssertionError("a crash must not keep a store from opening", e);
    }
    return inWork;
  }

  /**
   * Some batches; errors and a full disk are lived through, the power cut is not, and sometimes
   * there is a stop.
   */
  private static void work(EmbeddedStore store, SimDisk disk, CrashOracle oracle, Random random) {
    for (int batch = 0; batch < BATCHES_MAX && !disk.isDown(); batch++) {
      if (random.nextInt(20) == 0) {
        disk.capacity(disk.usedBytes() + random.nextInt(FREE_BYTES_MAX));
      }
      boolean saved = oracle.batch(store);
      if (random.nextInt(2) == 0) {
        oracle.maintain(store, random.nextInt(TURNS_MAX));
      }
      if (!saved && !disk.isDown()) {
        if (random.nextBoolean()) {
          disk.heal();
        }
        disk.faultAfter(random.nextInt(OPERATIONS_MAX), fault(random));
      }
      if (random.nextInt(4) == 0) {
        store.maintainOnce();
      }
      if (random.nextInt(40) == 0) {
        store.close();
        return;
      }
    }
  }

  private static SimDisk.Fault fault(Random random) {
    return random.nextInt(4) == 0 ? SimDisk.Fault.ERROR : SimDisk.Fault.CRASH;
  }

  private static EmbeddedStore open(SimDisk disk, Retention retention)
      throws IOException, OpenException {
    return SimStore.open(disk, 2_000, InstantSource.system(), retention);
  }
}
