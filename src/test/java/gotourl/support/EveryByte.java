package gotourl.support;

import java.util.stream.IntStream;

/** Something done to each byte of a file: on all processors, since no case knows of another. */
public final class EveryByte {

  private EveryByte() {}

  /** What is done, and what must hold then. */
  public interface Case {
    void at(int offset) throws Exception;
  }

  /** From the first offset to the one before {@code end}, in any order. */
  public static void between(int first, int end, Case each) {
    IntStream.range(first, end)
        .parallel()
        .forEach(offset -> {
          try {
            each.at(offset);
          } catch (Exception e) {
            throw new AssertionError("at offset " + offset, e);
          }
        });
  }
}
