package gotourl.support;

import java.util.Random;

/** Seeds of random tests: printed, and taken back by {@code -Dgotourl.seed=…}. */
public final class Seed {

  private Seed() {}

  /** The seed of this run. */
  public static long next(String test) {
    Long given = Long.getLong("gotourl.seed");
    long seed = given == null ? new Random().nextLong() : given;
    System.out.println(test + ": -Dgotourl.seed=" + seed);
    return seed;
  }

  /**
   * How many rounds: {@code -Dgotourl.rounds=…}, or the figure of the quick run or, with the Maven
   * profile {@code long}, of the long one.
   */
  public static int rounds(int quick, int longRun) {
    return Integer.getInteger(
        "gotourl.rounds", Boolean.getBoolean("gotourl.long") ? longRun : quick);
  }
}
