package gotourl.store.embedded;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** Longs in a row, outside the heap: as many as a segment has frames. For one thread. */
final class LongList {

  /** Of longs: 64 KiB, so that few of them are no waste and many no long list. */
  private static final int CHUNK = 1 << 13;

  private final Arena arena;
  private final List<MemorySegment> chunks = new ArrayList<>();
  private long size;

  LongList(Arena arena) {
    this.arena = arena;
  }

  void add(long value) {
    if (size == (long) chunks.size() * CHUNK) {
      chunks.add(arena.allocate(ValueLayout.JAVA_LONG, CHUNK));
    }
    chunks.getLast().setAtIndex(ValueLayout.JAVA_LONG, size % CHUNK, value);
    size++;
  }

  long get(long at) {
    return chunks.get((int) (at / CHUNK)).getAtIndex(ValueLayout.JAVA_LONG, at % CHUNK);
  }

  long size() {
    return size;
  }
}
