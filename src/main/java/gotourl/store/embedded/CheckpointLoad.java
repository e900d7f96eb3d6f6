package gotourl.store.embedded;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;

/** Fills an empty table from a checkpoint, on two threads if that is worth it. */
final class CheckpointLoad {

  /** Below this a second thread takes longer to start than it saves. */
  private static final long BYTES_FOR_TWO = 4L << 20;

  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED;

  private final CheckpointFile file;
  private final KeyIndex index;
  private final NumberIndex numbers;
  private final LongPredicate isThere;
  private final boolean allAreThere;
  private final List<CheckpointMap.Block> shards;
  private final AtomicInteger next = new AtomicInteger();
  private boolean hasNowhere;

  /**
   * @param isThere whether a position lies in a segment that still is
   * @param allAreThere whether that is always so
   */
  CheckpointLoad(
      CheckpointFile file,
      KeyIndex index,
      NumberIndex numbers,
      LongPredicate isThere,
      boolean allAreThere) {
    this.file = file;
    this.index = index;
    this.numbers = numbers;
    this.isThere = isThere;
    this.allAreThere = allAreThere;
    this.shards =
        file.map().blocks().stream()
            .filter(block -> block.shard() != CheckpointMap.Block.NUMBERS)
            .toList();
  }

  /** Whether there are entries now that say {@link NumberEntry#NOWHERE}. */
  boolean run() throws IOException {
    long bytes = file.map().blocks().stream().mapToLong(CheckpointMap.Block::bytes).sum();
    if (bytes < BYTES_FOR_TWO) {
      loadNumbers();
      loadShards();
      return hasNowhere;
    }
    FutureTask<Boolean> other =
        new FutureTask<>(() -> {
          loadNumbers();
          loadShards();
          return true;
        });
    new Thread(other, "goto-load").start();
    try {
      loadShards();
    } finally {
      await(other);
    }
    return hasNowhere;
  }

  private static void await(FutureTask<Boolean> other) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          other.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof IOException cause) {
            throw cause;
          }
          throw new IllegalStateException(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void loadNumbers() throws IOException {
    long end = file.map().numbersEnd();
    long[] entries = new long[(int) Math.min(end, NumberCodec.NUMBERS)];
    try {
      for (CheckpointMap.Block block : file.map().blocks()) {
        if (block.shard() == CheckpointMap.Block.NUMBERS) {
          int count = (int) Math.min(end - block.first(), NumberCodec.NUMBERS);
          NumberCodec.decode(file.block(block).toArray(ValueLayout.JAVA_BYTE), count, entries);
          if (!allAreThere) {
            for (int i = 0; i < count; i++) {
              entries[i] = taken(entries[i]);
            }
          }
          numbers.load(block.first(), entries, count);
        }
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException | MalformedRecordException e) {
      throw new CheckpointFile.DamagedException("its numbers make no sense: " + e);
    }
  }

  /**
   * How many earlier versions there are is still true, or was: compaction only makes them fewer.
   */
  private long taken(long entry) {
    if (entry == NumberEntry.NONE || isThere.test(NumberEntry.position(entry))) {
      return entry;
    }
    hasNowhere = true;
    return NumberEntry.at(entry, NumberEntry.NOWHERE);
  }

  private void loadShards() throws IOException {
    long[] words = {};
    int at;
    while ((at = next.getAndIncrement()) < shards.size()) {
      CheckpointMap.Block block = shards.get(at);
      int count = block.words();
      if (words.length < count) {
        words = new long[count + count / 8]; // most of the others fit into it as well
      }
      MemorySegment.copy(file.block(block), WORD, 0, words, 0, count);
      index.load(block.shard(), words, allAreThere ? count : keepThere(words, count));
    }
  }

  /** Those whose frames are still there, moved to the front; how many. */
  private int keepThere(long[] words, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (isThere.test(NumberEntry.position(words[i]))) {
        words[kept++] = words[i];
      }
    }
    return kept;
  }
}
