package gotourl.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The sealed segments of an open journal, and how one file takes the place of a run of them. The
 * save loop seals and makes segments at the same time; of those who replace and drop there is one.
 *
 * <pre>
 *   begin(run) -> frames that are still needed -> replace: the new file is durable and can be read
 *     -> nobody refers to the old ones any more -> drop: their files are deleted
 * </pre>
 *
 * Between replace and drop, and after a crash there, both are in the directory and hold the same.
 */
public final class SealedSegments {

  private final Disk disk;
  private final UUID journal;
  private final int content;
  private final Segments segments;
  private final RandomGenerator random;

  /** Never used twice, not even after a failure. */
  private long generation;

  /** A file that was made in vain and may still be there, or come back after a crash. */
  private @Nullable String inVain;

  SealedSegments(Disk disk, UUID journal, int content, Segments segments, RandomGenerator random) {
    this.disk = disk;
    this.journal = journal;
    this.content = content;
    this.segments = segments;
    this.random = random;
  }

  /** In order; without those that have been replaced. Any thread. */
  public List<SealedSegment> list() {
    List<Segments.Open> live = live();
    List<SealedSegment> sealed = new ArrayList<>();
    for (int i = 0; i + 1 < live.size(); i++) {
      Segments.Open segment = live.get(i);
      SegmentHeader successor = live.get(i + 1).header();
      // Whoever has a successor is sealed, but may have been looked at before it was: not all of it
      // was mapped then, and what is compacted is deleted.
      if (segment.isSealed() && successor.first() == segment.header().number() + 1) {
        sealed.add(
            SealedSegment.of(segment.header(), segment.ordinal(), segment.mappedEnd(), successor));
      }
    }
    return sealed;
  }

  private List<Segments.Open> live() {
    List<Segments.Open> all = segments.open();
    all.sort(
        Comparator.comparingLong((Segments.Open each) -> each.header().first())
            .thenComparingLong(each -> -each.header().number())
            .thenComparingLong(each -> -each.header().generation()));
    List<Segments.Open> live = new ArrayList<>();
    for (Segments.Open each : all) {
      // Ranges lie within each other or apart: the wider or newer one stands first.
      if (live.isEmpty() || each.header().first() > live.getLast().header().number()) {
        live.add(each);
      }
    }
    return live;
  }

  /** What is to take the place of these, which follow on each other; still empty. */
  public CompactedSegment begin(List<SealedSegment> run) throws IOException {
    SegmentHeader first = run.getFirst().header();
    SealedSegment last = run.getLast();
    if (inVain != null) {
      for (String left : List.of(inVain, inVain + Journal.UNFINISHED)) {
        if (disk.list().contains(left)) {
          disk.delete(left);
        }
      }
      disk.sync();
      inVain = null;
    }
    generation = 1 + Math.max(generation, generationMax());
    return new CompactedSegment(
        new SegmentHeader(
            content,
            journal,
            last.number(),
            random.nextLong(),
            // Those of the first one are the lowest, and leave the frames' numbers short.
            first.epochMillis(),
            first.base(),
            first.previousEnd(),
            first.previousCheck(),
            new SegmentHeader.Compacted(
                generation, first.first(), 0, last.continuedEnd(), last.continuedCheck())));
  }

  private long generationMax() {
    return segments.open().stream().mapToLong(each -> each.header().generation()).max().orElse(0);
  }

  /** Makes the file, durably, and readable. After a failure nothing is changed. */
  public SealedSegment replace(CompactedSegment whole) throws IOException {
    int ordinal = segments.take(0);
    boolean made = false;
    try {
      inVain = whole.header().fileName();
      SegmentHeader header = whole.write(disk);
      long end = whole.end();
      try {
        segments.setSealed(disk, ordinal, header, header.fileName(), end);
      } catch (IOException | RuntimeException e) {
        disk.delete(header.fileName());
        throw e;
      }
      made = true;
      inVain = null;
      return SealedSegment.of(header, ordinal, end, header);
    } finally {
      if (!made) {
        segments.giveBack(ordinal);
      }
    }
  }

  /**
   * Whether a file goes on behind its last frame: with what was refused when a disk failed, and may
   * be of any link.
   */
  public boolean hasRest(List<SealedSegment> run) throws IOException {
    for (SealedSegment each : run) {
      try (Disk.Reader file = disk.open(each.header().fileName())) {
        if (file.size() > each.end()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Deletes what has been replaced, and ends its being read. After a failure: again. */
  public void drop(List<SealedSegment> run) throws IOException {
    Manifest.ofHeaders(live().stream().map(Segments.Open::header).toList()).write(disk);
    Set<String> there = Set.copyOf(disk.list());
    for (SealedSegment each : run) {
      String name = each.header().fileName();
      if (there.contains(name)) {
        disk.delete(name);
      }
    }
    disk.sync();
    for (SealedSegment each : run) {
      segments.set(each.ordinal(), null);
    }
  }
}
