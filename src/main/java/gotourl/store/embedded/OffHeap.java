package gotourl.store.embedded;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Words of memory outside the heap, by address.
 *
 * <p>One segment that covers every address, held in a constant: the compiler then knows its bounds
 * and that it never closes, and an access becomes one instruction, as with an array. Segments of
 * their own would each have to be fetched from the heap first (a cache miss more in every find).
 * The price is that nothing checks an address: this class is used by {@link KeyIndex} and {@link
 * NumberIndex} only, which never give memory back while anybody can reach them.
 */
final class OffHeap {

  static final int WORD_BYTES = Long.BYTES;

  @SuppressWarnings("restricted") // the jar's manifest and the launch script grant it
  private static final MemorySegment EVERYTHING = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  /** Never read: see below. */
  @SuppressWarnings("UnusedVariable")
  private static final List<MemorySegment> LOADED;

  private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();

  static {
    // A first segment of the heap, or a mapped one, would else come while millions of accesses run,
    // and have all compiled code with an access in it thrown away: half a second of slow adds.
    LOADED =
        List.of(
            MemorySegment.ofArray(new byte[0]),
            MemorySegment.ofArray(new long[0]),
            MemorySegment.ofBuffer(ByteBuffer.allocateDirect(1)));
  }

  private OffHeap() {}

  static long word(long address) {
    return (long) WORD.get(EVERYTHING, address);
  }

  static long wordAcquire(long address) {
    return (long) WORD.getAcquire(EVERYTHING, address);
  }

  static void set(long address, long word) {
    WORD.set(EVERYTHING, address, word);
  }

  static void setRelease(long address, long word) {
    WORD.setRelease(EVERYTHING, address, word);
  }

  static void clear(long address, long bytes) {
    EVERYTHING.asSlice(address, bytes).fill((byte) 0);
  }
}
