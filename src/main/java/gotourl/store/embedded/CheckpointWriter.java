package gotourl.store.embedded;

import gotourl.journal.Disk;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the blocks of a checkpoint while the save loop goes on: so they show the table as it was
 * at some moment after the mark, each word at its own. A replay from the mark brings all of it to
 * the same state.
 */
final class CheckpointWriter implements AutoCloseable {

  /** Large enough that the calls do not matter. */
  private static final int BUFFER_BYTES = 1 << 20;

  /** A shard that has grown while it was dumped is dumped again, with so much more room. */
  private static final int GROWTH_WORDS = 1024;

  private final Disk.Appender file;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final List<CheckpointMap.Block> blocks = new ArrayList<>();
  private long offset;

  CheckpointWriter(Disk.Appender file) {
    this.file = file;
  }

  void shards(KeyIndex index) throws IOException {
    for (int shard = 0; shard < KeyIndex.SHARDS; shard++) {
      int count = -1;
      while (count < 0) {
        try (Arena arena = Arena.ofConfined()) {
          long room = (long) (index.wordsMax(shard) + GROWTH_WORDS) * Long.BYTES;
          MemorySegment words = arena.allocate(room, Long.BYTES);
          count = index.dump(shard, words);
          if (count > 0) {
            block(shard, 0, count, words.asSlice(0, (long) count * Long.BYTES));
          }
        }
      }
    }
  }

  void numbers(NumberIndex numbers, long end) throws IOException {
    ByteBuffer out = ByteBuffer.allocateDirect(NumberCodec.BLOCK_BYTES_MAX);
    for (long first = 0; first < end; first += NumberCodec.NUMBERS) {
      NumberCodec.encode(numbers, first, end, out.clear());
      block(CheckpointMap.Block.NUMBERS, first, 0, MemorySegment.ofBuffer(out.flip()));
    }
  }

  private void block(int shard, long first, int words, MemorySegment bytes) throws IOException {
    int count = Math.toIntExact(bytes.byteSize());
    blocks.add(
        new CheckpointMap.Block(shard, first, words, offset, count, CheckpointFile.check(bytes)));
    append(bytes.asByteBuffer());
  }

  List<CheckpointMap.Block> blocks() {
    return blocks;
  }

  /** Appends the map and syncs. */
  void finish(CheckpointMap map) throws IOException {
    byte[] bytes = map.encode();
    append(ByteBuffer.wrap(bytes));
    ByteBuffer trailer = ByteBuffer.allocate(CheckpointFile.TRAILER_BYTES);
    trailer
        .putInt(bytes.length)
        .putInt(CheckpointFile.check(MemorySegment.ofArray(bytes)))
        .putLong(CheckpointFile.MAGIC);
    append(trailer.flip());
    flush();
    file.sync();
  }

  private void append(ByteBuffer bytes) throws IOException {
    offset += bytes.remaining();
    if (bytes.remaining() > buffer.remaining()) {
      flush();
    }
    if (bytes.remaining() > buffer.remaining()) {
      file.append(bytes);
    } else {
      buffer.put(bytes);
    }
  }

  private void flush() throws IOException {
    if (buffer.position() > 0) {
      file.append(buffer.flip());
      buffer.clear();
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
