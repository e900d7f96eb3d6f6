package gotourl.visitor;

/** A visitor's lot in one share: from his mark, the link and the rule, and nothing else. */
final class Draw {

  private Draw() {}

  /**
   * Draws of one visitor in different links or rules tell nothing of each other.
   *
   * @return 0 to {@code lots} - 1, each as likely as the others
   */
  static int of(long mark, long link, int rule, int lots) {
    long place = mix(mix(link + GAMMA) + rule);
    return (int) Math.unsignedMultiplyHigh(mix(mark ^ place), lots);
  }

  /** The golden ratio of 64 bits: without it, link 0 would not be mixed at all. */
  private static final long GAMMA = 0x9E37_79B9_7F4A_7C15L;

  /**
   * Each bit of the input changes each of the output with probability one half. Source: Stafford's
   * variant 13 of MurmurHash3's finaliser, as in {@code SplittableRandom}.
   */
  private static long mix(long word) {
    long mixed = (word ^ word >>> 30) * 0xBF58_476D_1CE4_E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D0_49BB_1331_11EBL;
    return mixed ^ mixed >>> 31;
  }
}
