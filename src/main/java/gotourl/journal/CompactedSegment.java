package gotourl.journal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A compacted segment while it is made. Its header stands first and says where its frames end, and
 * files only grow: so it is put together off heap, at most as large as what it replaces, and then
 * written in one go. One thread, but for {@link #close}.
 */
public final class CompactedSegment implements AutoCloseable {

  /**
   * Large enough that the writes do not matter, small enough to be there for a nearly empty one.
   */
  private static final int CHUNK_BYTES = 1 << 20;

  /** A sync of the save loop is not to wait for more than this to reach the disk. */
  private static final int CHUNKS_PER_SYNC = 4;

  private final SegmentHeader header;
  private final Arena arena = Arena.ofShared();

  /** Frames in order; no frame lies in two of them. */
  private final List<ByteBuffer> chunks = new ArrayList<>();

  private final byte[] frame = new byte[Frame.BYTES_MAX];
  private final CRC32C crc = new CRC32C();
  private long end = SegmentHeader.BYTES;

  /**
   * @param header whose {@link SegmentHeader.Compacted#end} is not known yet and ignored
   */
  CompactedSegment(SegmentHeader header) {
    if (header.compacted() == null) {
      throw new IllegalArgumentException("segment " + header.number() + " has no generation");
    }
    this.header = header;
  }

  /**
   * Adds a frame.
   *
   * @param kind 0 to 127
   * @param payload the first {@code bytes} bytes of this
   * @return the frame's offset
   */
  public long append(int kind, byte[] payload, int bytes) {
    if (bytes >= Frame.LENGTH_MAX) {
      throw new IllegalArgumentException("a payload of " + bytes + " bytes is too long");
    }
    long offset = end;
    int count = Frame.encode(frame, kind, payload, bytes, Frame.mask(header.salt(), offset), crc);
    chunk(count).put(frame, 0, count);
    end += count;
    return offset;
  }

  /** Times, numbers and segments in the frames are relative to this. */
  public SegmentHeader header() {
    return header;
  }

  /** Where the next frame would stand. */
  public long end() {
    return end;
  }

  /**
   * Makes the file, durably. After a failure there is none.
   *
   * @return the header with its end
   */
  SegmentHeader write(Disk disk) throws IOException {
    SegmentHeader whole = header.withEnd(end);
    try {
      WholeFile.write(disk, whole.fileName(), this::appendTo);
      return whole;
    } catch (IOException | RuntimeException e) {
      // Renamed, and the name not synced: a later one of another run must not meet it.
      try {
        if (disk.list().contains(whole.fileName())) {
          disk.delete(whole.fileName());
        }
      } catch (IOException deleting) {
        e.addSuppressed(deleting);
      }
      throw e;
    }
  }

  private void appendTo(Disk.Appender file) throws IOException {
    file.append(header.withEnd(end).encode());
    for (int i = 0; i < chunks.size(); i++) {
      file.append(chunks.get(i).duplicate().flip());
      if (i % CHUNKS_PER_SYNC == CHUNKS_PER_SYNC - 1) {
        file.sync();
      }
    }
  }

  @Override
  public void close() {
    arena.close();
  }

  private ByteBuffer chunk(int bytes) {
    if (chunks.isEmpty() || chunks.getLast().remaining() < bytes) {
      chunks.add(arena.allocate(CHUNK_BYTES).asByteBuffer());
    }
    return chunks.getLast();
  }
}
