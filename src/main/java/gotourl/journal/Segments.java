package gotourl.journal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The segments that can be read, by ordinal. Any thread reads, without a lock; one at a time
 * changes: whoever opens the journal, then the save loop.
 */
public final class Segments implements AutoCloseable {

  private final AtomicReferenceArray<@Nullable SegmentView> views =
      new AtomicReferenceArray<>(Position.ORDINALS_MAX);

  /** All ordinals that were ever set are below this. */
  private volatile int ordinalsUsed;

  /** Ordinals that a {@link Resumption} uses, until their segments are set. */
  private final BitSet reserved = new BitSet();

  /** No reader that looks now can come to these any more. */
  private final Queue<Mapping> retired = new ConcurrentLinkedQueue<>();

  /** The header of the segment that this position lies in; {@code null}: it was dropped. */
  public @Nullable SegmentHeader header(long position) {
    SegmentView view = view(Position.ordinal(position));
    return view == null ? null : view.header();
  }

  /** File and offset, for people. */
  public String describe(long position) {
    SegmentHeader header = header(position);
    String file = header == null ? "a dropped segment" : header.fileName();
    int offset = Position.offset(position);
    return "%s: offset %d (0x%x)".formatted(file, offset, offset);
  }

  /**
   * The bytes from the frame at {@code first} to the end of the frame at {@code last}, unverified,
   * as one piece of memory that is mapped; {@code null} if they are not, or not yet, or are no
   * frames. For who looks for something in many frames, and reads what he has found with a {@link
   * FrameReader}.
   *
   * <p>When the segment is dropped, the memory throws an {@link IllegalStateException}; where the
   * file cannot be read, an {@link InternalError}. Both positions must be of one segment.
   */
  public @Nullable MemorySegment stretch(long first, long last) {
    SegmentView view = view(Position.ordinal(first));
    if (view == null) {
      return null;
    }
    ByteBuffer mapped = view.mapped();
    int from = Position.offset(first);
    int lastAt = Position.offset(last);
    int lastBytes = Frame.claimedBytes(mapped, lastAt);
    return lastBytes == 0
        ? null
        : MemorySegment.ofBuffer(mapped).asSlice(from, lastAt + lastBytes - from);
  }

  @Nullable SegmentView view(int ordinal) {
    return views.getAcquire(ordinal);
  }

  /** This ordinal is for a segment that is set later. While a journal opens. */
  void reserve(int ordinal) {
    reserved.set(ordinal);
  }

  /** An ordinal that stands for no segment. */
  int free() throws IOException {
    for (int ordinal = 0; ordinal < Position.ORDINALS_MAX; ordinal++) {
      if (views.getPlain(ordinal) == null && !reserved.get(ordinal)) {
        return ordinal;
      }
    }
    throw new IOException(
        "there are " + Position.ORDINALS_MAX + " segments, and no more can be read at a time");
  }

  /** From now on this is what readers see; the mapping that they saw before is retired. */
  void set(int ordinal, @Nullable SegmentView view) {
    ordinalsUsed = Math.max(ordinalsUsed, ordinal + 1);
    SegmentView before = views.getAndSet(ordinal, view);
    reserved.clear(ordinal);
    if (before != null && (view == null || view.mapping() != before.mapping())) {
      retired.add(before.mapping());
    }
  }

  /** All that can be read now, for a later {@link Resumption}. */
  public List<Resumption.Remembered> remember() {
    List<Resumption.Remembered> all = new ArrayList<>();
    for (int ordinal = 0; ordinal < ordinalsUsed; ordinal++) {
      SegmentView view = view(ordinal);
      if (view != null) {
        SegmentHeader header = view.header();
        all.add(
            new Resumption.Remembered(
                ordinal, header.number(), header.generation(), header.salt()));
      }
    }
    return all;
  }

  int ordinalsUsed() {
    return ordinalsUsed;
  }

  /** How many bytes of segments there are, but for what was not mapped yet of the active one. */
  public long bytes() {
    long bytes = 0;
    for (int ordinal = 0; ordinal < ordinalsUsed; ordinal++) {
      SegmentView view = view(ordinal);
      bytes += view == null ? 0 : view.mapped().limit();
    }
    return bytes;
  }

  /** Maps the whole of a segment that will not grow any more. */
  void setSealed(Disk disk, int ordinal, SegmentHeader header, String file, long end)
      throws IOException {
    Mapping mapping = new Mapping();
    int bytes = Math.toIntExact(end);
    set(ordinal, new SegmentView(header, mapping, mapping.map(disk, file, bytes), bytes, null));
  }

  /**
   * Gives mappings back that no reader can find any more. Not on the save loop, nor on any thread
   * that answers requests.
   */
  public void closeRetired() {
    Mapping mapping;
    while ((mapping = retired.poll()) != null) {
      mapping.close();
    }
  }

  /** Nobody reads any more. */
  @Override
  public void close() {
    for (int ordinal = 0; ordinal < ordinalsUsed; ordinal++) {
      set(ordinal, null);
    }
    closeRetired();
  }
}
