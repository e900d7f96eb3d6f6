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

  /**
   * Ordinals that the save loop leaves to compaction, which needs one more before it has given any
   * back, and to starts: else a store that is full could neither be made smaller nor be opened.
   */
  static final int KEPT_FREE = 64;

  private final AtomicReferenceArray<@Nullable SegmentView> views =
      new AtomicReferenceArray<>(Position.ORDINALS_MAX);

  /** All ordinals that somebody ever had are below this; changed under {@link #taken}. */
  private volatile int ordinalsUsed;

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

  /**
   * A segment that can be read, and how much of it is mapped: of a sealed one, all.
   *
   * @param isSealed whether it was when it was looked at, which may be before its neighbours were
   */
  record Open(SegmentHeader header, int ordinal, long mappedEnd, boolean isSealed) {

    Resumption.Remembered remembered() {
      return new Resumption.Remembered(
          ordinal, header.number(), header.generation(), header.salt());
    }
  }

  /** All of them, in no order. */
  List<Open> open() {
    List<Open> open = new ArrayList<>();
    for (int ordinal = 0; ordinal < ordinalsUsed; ordinal++) {
      SegmentView view = view(ordinal);
      if (view != null) {
        open.add(new Open(view.header(), ordinal, view.mapped().limit(), view.isSealed()));
      }
    }
    return open;
  }

  /** Where the frames of the segment that has this number, or stands for it, begin; -1: nowhere. */
  public long begin(long segmentNumber) {
    for (Open each : open()) {
      if (each.header().first() <= segmentNumber && segmentNumber <= each.header().number()) {
        return Position.of(each.ordinal(), SegmentHeader.BYTES);
      }
    }
    return -1;
  }

  /** This ordinal is for a segment that is set later. While a journal opens. */
  void reserve(int ordinal) {
    synchronized (taken) {
      own(ordinal);
    }
  }

  private void own(int ordinal) {
    taken.set(ordinal);
    ordinalsUsed = Math.max(ordinalsUsed, ordinal + 1);
  }

  /**
   * An ordinal that stands for no segment; the caller's from now on. One that was given back is
   * taken as late as possible: a reader may still have looked up a position that begins with it.
   *
   * @param keptFree so many are left for others
   */
  int take(int keptFree) throws IOException {
    synchronized (taken) {
      if (taken.cardinality() >= Position.ORDINALS_MAX - keptFree) {
        throw new IOException(
            "there are as many segments as can be read at a time, " + Position.ORDINALS_MAX);
      }
      int ordinal = taken.nextClearBit(next);
      if (ordinal >= Position.ORDINALS_MAX) {
        ordinal = taken.nextClearBit(0);
      }
      own(ordinal);
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

  /** All that can be read now, for a later {@link Resumption}. */
  public List<Resumption.Remembered> remember() {
    return open().stream().map(Open::remembered).toList();
  }

  int ordinalsUsed() {
    return ordinalsUsed;
  }

  /** How many there are. */
  int count() {
    return open().size();
  }

  /** How many bytes of segments there are, but for what was not mapped yet of the active one. */
  public long bytes() {
    return open().stream().mapToLong(Open::mappedEnd).sum();
  }

  /** Maps the whole of a segment that will not grow any more. */
  void setSealed(Disk disk, int ordinal, SegmentHeader header, String file, long end)
      throws IOException {
    Mapping mapping = new Mapping();
    int bytes = Math.toIntExact(end);
    try {
      set(ordinal, new SegmentView(header, mapping, mapping.map(disk, file, bytes), bytes, null));
    } catch (IOException | RuntimeException e) {
      mapping.close();
      throw e;
    }
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
    for (int ordinal = 0; ordinal < ordinalsUsed; ordinal++) {
      set(ordinal, null);
    }
    closeRetired();
  }
}
