package gotourl.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The segments that can be read, by ordinal. Any thread reads, without a lock. Whoever has taken an
 * ordinal changes what it stands for, until it stands for nothing and can be taken again: the
 * thread that opens the journal, then the save loop that rolls, and maintenance that compacts.
 */
public final class Segments implements AutoCloseable {

  private final AtomicReferenceArray<@Nullable SegmentView> views =
      new AtomicReferenceArray<>(Position.ORDINALS_MAX);

  /** Ordinals that somebody has; guarded by itself. */
  private final BitSet taken = new BitSet(Position.ORDINALS_MAX);

  /** Where to look for a free one; guarded by {@link #taken}. */
  private int next;

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

  @Nullable SegmentView view(int ordinal) {
    return views.getAcquire(ordinal);
  }

  /** A segment that can be read, and how much of it is mapped: of a sealed one, all. */
  record Readable(SegmentHeader header, int ordinal, long mappedEnd) {}

  /** All of them, in no order. */
  List<Readable> readable() {
    List<Readable> readable = new ArrayList<>();
    for (int ordinal = 0; ordinal < Position.ORDINALS_MAX; ordinal++) {
      SegmentView view = views.getAcquire(ordinal);
      if (view != null) {
        readable.add(new Readable(view.header(), ordinal, view.mapped().limit()));
      }
    }
    return readable;
  }

  /** Where the frames of the segment that has this number, or stands for it, begin; -1: nowhere. */
  public long begin(long segmentNumber) {
    for (int ordinal = 0; ordinal < Position.ORDINALS_MAX; ordinal++) {
      SegmentView view = views.getAcquire(ordinal);
      if (view != null
          && view.header().first() <= segmentNumber
          && segmentNumber <= view.header().number()) {
        return Position.of(ordinal, SegmentHeader.BYTES);
      }
    }
    return -1;
  }

  /**
   * An ordinal that stands for no segment; the caller's from now on. One that was given back is
   * taken as late as possible: a reader may still have looked up a position that begins with it.
   */
  int take() throws IOException {
    synchronized (taken) {
      int ordinal = taken.nextClearBit(next);
      if (ordinal >= Position.ORDINALS_MAX) {
        ordinal = taken.nextClearBit(0);
      }
      if (ordinal >= Position.ORDINALS_MAX) {
        throw new IOException(
            "there are " + Position.ORDINALS_MAX + " segments, and no more can be read at a time");
      }
      taken.set(ordinal);
      next = ordinal + 1;
      return ordinal;
    }
  }

  /** Nothing was made of it. */
  void giveBack(int ordinal) {
    synchronized (taken) {
      taken.clear(ordinal);
    }
  }

  /** From now on this is what readers see; the mapping that they saw before is retired. */
  void set(int ordinal, @Nullable SegmentView view) {
    SegmentView before = views.getAndSet(ordinal, view);
    if (before != null && (view == null || view.mapping() != before.mapping())) {
      retired.add(before.mapping());
    }
    if (view == null) {
      giveBack(ordinal);
    }
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
      try {
        mapping.close();
      } catch (IllegalStateException e) {
        // Somebody who came before it was retired is computing a checksum at this very moment.
        retired.add(mapping);
        return;
      }
    }
  }

  /** Nobody reads any more. */
  @Override
  public void close() {
    for (int ordinal = 0; ordinal < Position.ORDINALS_MAX; ordinal++) {
      set(ordinal, null);
    }
    closeRetired();
  }
}
