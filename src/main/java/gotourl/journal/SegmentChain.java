package gotourl.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which of the files in the directory are the journal, and in which order. Headers only; nothing is
 * changed. Where something is not as it should be, the rest stands all the same, with gaps.
 */
final class SegmentChain {

  /** Where a segment ends cannot be told from headers. */
  static final long UNKNOWN = -1;

  /** What may have been in a segment that is not there. */
  static final long SEGMENT_BYTES =
      Journal.Options.SEGMENT_BYTES_MAX + Journal.Options.BATCH_BYTES_MAX;

  /** Beyond this a lost stretch is only "very long": no sum of them may overflow. */
  private static final long LOST_SEGMENTS_MAX = 1 << 10;

  /** A stretch of the journal. */
  sealed interface Part {
    long first();

    long number();

    /**
     * Segments that are read.
     *
     * @param end where the frames end, or {@link #UNKNOWN}: of the last, and before a gap
     */
    record Live(SegmentFile file, long end) implements Part {
      @Override
      public long first() {
        return file.first();
      }

      @Override
      public long number() {
        return file.number();
      }
    }

    /** No segment has these numbers, and there must have been some. */
    record Gap(long first, long number) implements Part {
      Loss loss() {
        String one = SegmentHeader.fileName(number);
        String file = first == number ? one : SegmentHeader.fileName(first) + " to " + one;
        long count = Math.min(LOST_SEGMENTS_MAX, number - first + 1);
        return new Loss(file, "is missing", count * SEGMENT_BYTES);
      }
    }
  }

  private final List<Part> parts = new ArrayList<>();
  private final List<Damage> damages = new ArrayList<>();
  private final List<Loss> losses = new ArrayList<>();
  private final List<String> replaced = new ArrayList<>();
  private final List<String> misplaced = new ArrayList<>();

  /** What could be a part: of each run and generation one file. */
  private final List<SegmentFile> candidates = new ArrayList<>();

  private final Set<String> names = new HashSet<>();
  private final List<SegmentFile> live = new ArrayList<>();
  private Manifest known = Manifest.EMPTY;
  private boolean manifestIsWhole;
  private long generationMax;

  private SegmentChain() {}

  /**
   * Reads the headers of all segments.
   *
   * @throws BrokenJournalException if one is newer than this version, or of another content
   */
  static SegmentChain read(Disk disk, int content) throws IOException {
    SegmentChain chain = new SegmentChain();
    chain.readManifest(disk);
    List<SegmentFile> files = chain.files(disk, content);
    chain.leaveOutForeigners(files);
    chain.leaveOutCopies(files);
    chain.choose();
    chain.order();
    return chain;
  }

  private void readManifest(Disk disk) throws IOException {
    switch (Manifest.read(disk)) {
      case Manifest.Found.Absent() -> {}
      case Manifest.Found.Whole(Manifest manifest) -> {
        known = manifest;
        manifestIsWhole = true;
        generationMax = manifest.generationMax();
      }
      case Manifest.Found.Damaged(long bytes) ->
          damages.add(
              new Damage(
                  Manifest.NAME,
                  0,
                  bytes,
                  "is not what was written; a start makes it anew from the segments"));
    }
  }

  private List<SegmentFile> files(Disk disk, int content) throws IOException {
    List<SegmentFile> files = new ArrayList<>();
    for (String name : disk.list().stream().sorted().toList()) {
      if (Journal.isSegment(name)) {
        names.add(name);
        switch (SegmentFile.read(disk, name, content)) {
          case SegmentFile.Found.Whole(SegmentFile file) -> files.add(file);
          case SegmentFile.Found.Unreadable(String unreadable) ->
              misplaced(
                  unreadable,
                  "has no whole copy of its header; it is no segment, or its disk is failing");
        }
      }
    }
    for (SegmentFile file : files) {
      generationMax = Math.max(generationMax, file.header().generation());
      if (file.damagedAt() >= 0) {
        damages.add(
            new Damage(
                file.name(),
                file.damagedAt(),
                SegmentHeader.COPY_BYTES,
                "one copy of the header does not match its checksum; the other was used"));
      }
    }
    return files;
  }

  /** The journal is the one that most of the files belong to. */
  private void leaveOutForeigners(List<SegmentFile> files) {
    Map<UUID, Integer> counts = new HashMap<>();
    files.forEach(file -> counts.merge(file.header().journal(), 1, Integer::sum));
    UUID journal = null;
    int most = 0;
    for (SegmentFile file : files) {
      int count = counts.getOrDefault(file.header().journal(), 0);
      if (count > most) {
        journal = file.header().journal();
        most = count;
      }
    }
    for (SegmentFile file : files) {
      if (file.header().journal().equals(journal)) {
        candidates.add(file);
      } else {
        misplaced(file.name(), "belongs to another journal");
      }
    }
  }

  /** A file under a wrong name is used if there is no other for its number. */
  private void leaveOutCopies(List<SegmentFile> files) {
    for (SegmentFile file : files) {
      if (file.isMisnamed() && candidates.contains(file)) {
        losses.add(
            new Loss(
                file.name(), "holds segment " + file.number() + ": it was renamed or copied", 0));
        if (candidates.stream().anyMatch(other -> !other.equals(file) && other.isSameAs(file))) {
          candidates.remove(file);
          misplaced.add(file.name());
        }
      }
    }
  }

  /** The highest generation is the live one; older files within its range are replaced. */
  private void choose() {
    candidates.sort(
        Comparator.comparingLong((SegmentFile file) -> -file.header().generation())
            .thenComparingLong(SegmentFile::number));
    for (SegmentFile file : candidates) {
      SegmentFile over = newerOver(file);
      if (over != null && over.covers(file)) {
        (file.isMisnamed() ? misplaced : replaced).add(file.name());
      } else if (over != null) {
        misplaced(file.name(), "shares numbers with " + over.name() + ", which is newer");
      } else if (known.knowsNewerThan(file.header())) {
        misplaced(
            file.name(),
            "is stale: the manifest knows a newer segment in its place, which is missing");
      } else {
        live.add(file);
      }
    }
    live.sort(Comparator.comparingLong(SegmentFile::first));
  }

  private @Nullable SegmentFile newerOver(SegmentFile file) {
    for (SegmentFile other : live) {
      if (other.overlaps(file.first(), file.number())) {
        return other;
      }
    }
    return null;
  }

  private void order() {
    long last = 0;
    for (SegmentFile file : live) {
      if (file.first() > last + 1) {
        parts.add(new Part.Gap(last + 1, file.first() - 1));
      }
      parts.add(new Part.Live(file, UNKNOWN));
      last = file.number();
    }
    long numberMax = lastNumberAfter(last);
    if (numberMax > last) {
      parts.add(new Part.Gap(last + 1, numberMax));
    }
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) instanceof Part.Live(SegmentFile file, long unknown)) {
        parts.set(
            i, new Part.Live(file, end(file, i + 1 < parts.size() ? parts.get(i + 1) : null)));
      }
    }
  }

  /** The number of the last segment that there is, or that there must have been. */
  private long lastNumberAfter(long lastLive) {
    boolean isCompacted = !live.isEmpty() && live.getLast().header().generation() != 0;
    long compactedMax = Math.max(known.numberMax(), isCompacted ? lastLive : 0);
    // Only what has a successor is compacted.
    long last = Math.max(lastLive, compactedMax == 0 ? 0 : compactedMax + 1);
    // A name that is taken, whatever the file holds, is not given to another.
    while (names.contains(SegmentHeader.fileName(last + 1))) {
      last++;
    }
    return last;
  }

  private static long end(SegmentFile file, @Nullable Part next) {
    SegmentHeader.Compacted compacted = file.header().compacted();
    if (compacted != null) {
      return compacted.end();
    }
    return next instanceof Part.Live(SegmentFile successor, long end)
        ? successor.header().previousEnd()
        : UNKNOWN;
  }

  private void misplaced(String name, String what) {
    losses.add(new Loss(name, what, 0));
    misplaced.add(name);
  }

  /** In order: no number is left out. */
  List<Part> parts() {
    return parts;
  }

  /** The live segments in order. */
  List<SegmentFile> live() {
    return live;
  }

  /** Of headers and of the manifest. */
  List<Damage> damages() {
    return damages;
  }

  /** Of files that are not where or what they should be; gaps tell theirs themselves. */
  List<Loss> losses() {
    return losses;
  }

  /** Files that a newer one stands for: not read, to be deleted. */
  List<String> replaced() {
    return replaced;
  }

  /** Files that are in the way: not read. */
  List<String> misplaced() {
    return misplaced;
  }

  /** The number of the last segment that there is, or that there must have been; 0 if none. */
  long lastNumber() {
    return parts.isEmpty() ? 0 : parts.getLast().number();
  }

  /** The highest generation that was ever seen. */
  long generationMax() {
    return generationMax;
  }

  /** What the manifest should say. */
  Manifest manifest() {
    return Manifest.of(live);
  }

  /** Brings the manifest up to the segments, then deletes what is replaced. */
  void tidy(Disk disk) throws IOException {
    if (!manifestIsRight()) {
      manifest().write(disk);
    }
    for (String name : replaced) {
      disk.delete(name);
    }
    if (!replaced.isEmpty()) {
      disk.sync();
    }
  }

  /** Whether the manifest says what it should; with nothing to say it may be missing. */
  private boolean manifestIsRight() {
    Manifest right = manifest();
    return manifestIsWhole
        ? known.equals(right)
        : right.entries().isEmpty()
            && damages.stream().noneMatch(d -> d.file().equals(Manifest.NAME));
  }
}
