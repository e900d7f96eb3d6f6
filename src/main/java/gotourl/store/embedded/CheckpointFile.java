package gotourl.store.embedded;

import gotourl.journal.Disk;
import gotourl.journal.MappedPages;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The file of a checkpoint (docs/FORMAT.md): blocks, then the {@link CheckpointMap}, then where
 * that is. Only a cache: whatever is wrong with it, the journal knows better.
 *
 * <pre>
 *   blocks | map | length of the map u32 | check of the map u32 | magic u64
 * </pre>
 */
final class CheckpointFile implements AutoCloseable {

  static final String NAME = "checkpoint";

  /** What its name ends with until it is whole. */
  static final String UNFINISHED = ".tmp";

  /** Its last byte is the version of the layout: another one's checkpoint is no checkpoint. */
  static final long MAGIC = 0x474F544F_43484B05L;

  static final int TRAILER_BYTES = 16;

  /** The checkpoint is not what was written, or was written by another version. */
  static final class DamagedException extends IOException {
    DamagedException(String reason) {
      super(reason);
    }
  }

  private final Arena arena;
  private final MemorySegment bytes;
  private final CheckpointMap map;

  private CheckpointFile(Arena arena, MemorySegment bytes, CheckpointMap map) {
    this.arena = arena;
    this.bytes = bytes;
    this.map = map;
  }

  /** Reads the map. The file must be there. */
  @SuppressWarnings("MustBeClosedChecker") // Closed with the object that it goes to.
  static CheckpointFile open(Disk disk) throws IOException {
    Arena arena = Arena.ofShared();
    try (Disk.Reader reader = disk.open(NAME)) {
      MemorySegment bytes = reader.map(reader.size(), arena);
      return new CheckpointFile(arena, bytes, readMap(bytes));
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private static CheckpointMap readMap(MemorySegment bytes) throws DamagedException {
    long size = bytes.byteSize();
    if (size < TRAILER_BYTES) {
      throw new DamagedException("it is too short");
    }
    ByteBuffer trailer = readable(bytes.asSlice(size - TRAILER_BYTES)).asByteBuffer();
    long length = Integer.toUnsignedLong(trailer.getInt());
    int check = trailer.getInt();
    if (trailer.getLong() != MAGIC || length > size - TRAILER_BYTES) {
      throw new DamagedException("its end is not one");
    }
    MemorySegment map = readable(bytes.asSlice(size - TRAILER_BYTES - length, length));
    if (check(map) != check) {
      throw new DamagedException("its map does not match its checksum");
    }
    try {
      return CheckpointMap.decode(map.asByteBuffer());
    } catch (BufferUnderflowException
        | IndexOutOfBoundsException
        | IllegalArgumentException
        | MalformedRecordException e) {
      throw new DamagedException("its map makes no sense: " + e);
    }
  }

  CheckpointMap map() {
    return map;
  }

  /** The bytes of a block, verified. */
  MemorySegment block(CheckpointMap.Block block) throws DamagedException {
    if (block.offset() < 0
        || block.bytes() < 0
        || block.offset() + block.bytes() > bytes.byteSize()) {
      throw new DamagedException("a block lies outside of it");
    }
    MemorySegment content = readable(bytes.asSlice(block.offset(), block.bytes()));
    if (check(content) != block.check()) {
      throw new DamagedException(
          "the block at offset %d (0x%x) does not match its checksum"
              .formatted(block.offset(), block.offset()));
    }
    return content;
  }

  static int check(MemorySegment bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.asByteBuffer());
    return (int) crc.getValue();
  }

  private static MemorySegment readable(MemorySegment bytes) throws DamagedException {
    if (!MappedPages.canBeRead(bytes.asByteBuffer(), 0, Math.toIntExact(bytes.byteSize()))) {
      throw new DamagedException("the disk does not give all of it");
    }
    return bytes;
  }

  @Override
  public void close() {
    arena.close();
  }
}
