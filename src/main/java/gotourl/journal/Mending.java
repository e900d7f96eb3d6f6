package gotourl.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How a journal with accepted losses becomes whole by its rules: in the place of what is missing or
 * unsound stands a compacted segment with the frames that are left, and what is in the way is kept
 * aside under a name that nobody reads.
 *
 * <pre>
 *   copy aside -> write the compacted segments -> delete what was copied -> manifest
 * </pre>
 *
 * Each step is durable before the next one. A crash in between leaves a loss to be accepted again,
 * or files that are replaced; never less than there was.
 */
final class Mending {

  private static final int COPY_BYTES = 1 << 20;

  private final Disk disk;
  private final SegmentChain chain;
  private final List<Place> places;

  Mending(Disk disk, SegmentChain chain, List<Place> places) {
    this.disk = disk;
    this.chain = chain;
    this.places = places;
  }

  /**
   * Where a compacted segment is to stand.
   *
   * @param source whose frames it gets, up to {@code sourceEnd}; null if there is nothing left
   */
  record Place(
      long first,
      long number,
      long base,
      long previousEnd,
      int previousCheck,
      long continuedEnd,
      int continuedCheck,
      @Nullable SegmentFile source,
      long sourceEnd) {

    static Place of(SegmentFile file, long end, long continuedEnd, int continuedCheck) {
      SegmentHeader header = file.header();
      return new Place(
          header.first(),
          header.number(),
          header.base(),
          header.previousEnd(),
          header.previousCheck(),
          continuedEnd,
          continuedCheck,
          file,
          end);
    }
  }

  void mend(UUID journal, int content, InstantSource clock, RandomGenerator random)
      throws IOException {
    for (String name : chain.misplaced()) {
      keepAside(name);
    }
    for (Place place : places) {
      if (place.source != null) {
        keepAside(place.source.name());
      }
    }
    for (Place place : places) {
      fill(place, journal, content, clock, random);
    }
    for (String name : chain.misplaced()) {
      disk.delete(name);
    }
    for (Place place : places) {
      if (place.source != null) {
        disk.delete(place.source.name());
      }
    }
    disk.sync();
    SegmentChain.read(disk, content).manifest().write(disk);
  }

  private void fill(
      Place place, UUID journal, int content, InstantSource clock, RandomGenerator random)
      throws IOException {
    SegmentFile source = place.source;
    SegmentHeader header =
        new SegmentHeader(
            content,
            journal,
            place.number,
            random.nextLong(),
            source == null ? clock.millis() : source.header().epochMillis(),
            place.base,
            place.previousEnd,
            place.previousCheck,
            new SegmentHeader.Compacted(
                chain.generationMax() + 1,
                place.first,
                0,
                place.continuedEnd,
                place.continuedCheck));
    try (CompactedSegment segment = new CompactedSegment(header)) {
      if (source != null) {
        copyFrames(source, place.sourceEnd, segment);
      }
      segment.write(disk);
    }
  }

  private void copyFrames(SegmentFile source, long end, CompactedSegment to) throws IOException {
    try (Disk.Reader reader = disk.open(source.name())) {
      new SegmentScan(reader, source.header().salt(), end)
          .run(
              new SegmentScan.Visitor() {
                @Override
                public void frame(ByteBuffer buffer, int at, int bytes, long offset) {
                  ByteBuffer payload = Frame.payload(buffer, at, bytes);
                  byte[] copy = new byte[payload.remaining()];
                  payload.get(copy);
                  to.append(Frame.kind(buffer, at) & Frame.KIND_MASK, copy, copy.length);
                }

                @Override
                public void hole(long from, long to) {}
              });
    }
  }

  /** The same bytes get the same name, so that a second attempt leaves no second copy. */
  private void keepAside(String name) throws IOException {
    CRC32C crc = new CRC32C();
    long size;
    try (Disk.Reader reader = disk.open(name)) {
      size = reader.size();
      ByteBuffer chunk = ByteBuffer.allocate(COPY_BYTES);
      for (long at = 0; at < size; at += chunk.limit()) {
        chunk.clear();
        reader.read(chunk, at);
        crc.update(chunk.flip());
      }
    }
    TailRewrite.copy(disk, name, 0, size, asideName(name, crc.getValue()));
  }

  static String asideName(String name, long crc) {
    return name.replace(".seg", ".aside-%08x".formatted(crc));
  }
}
