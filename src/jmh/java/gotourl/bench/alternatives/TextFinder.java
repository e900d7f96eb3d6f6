package gotourl.bench.alternatives;

import java.lang.foreign.MemorySegment;

/** A way to find a text in raw bytes, A to Z being as good as a to z. */
@FunctionalInterface
public interface TextFinder {

  /** The first offset at which the whole text stands within the range, or -1. */
  long find(MemorySegment bytes, long from, long to);
}
