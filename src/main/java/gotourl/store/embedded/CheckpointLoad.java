package gotourl.store.embedded;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.BufferUnderflowException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;

/** Fills an empty table from a checkpoint, on two threads if that is worth it. */
final class CheckpointLoad {

  /** Below this a second thread takes longer to start than it saves. */
  private static final long BYTES_FOR_TWO = 4L << 20;

  private final CheckpointFile file;
  private final KeyIndex index;
  private final NumberIndex numbers;
  private final LongPredicate isThere;
  private final boolean allAreThere;
  private final List<CheckpointMap.Block> shards;
  private final AtomicInteger next = new AtomicInteger();

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

  void run() throws IOException {
    long bytes = file.map().blocks().stream().mapToLong(CheckpointMap.Block::bytes).sum();
    if (bytes < BYTES_FOR_TWO) {
      loadNumbers();
      loadShards();
      return;
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
    try {
      for (CheckpointMap.Block block : file.map().blocks()) {
        if (block.shard() == CheckpointMap.Block.NUMBERS) {
          NumberCodec.decode(
              file.block(block).asByteBuffer(),
              block.first(),
              end,
              allAreThere ? entry -> entry : this::taken,
              numbers);
        }
      }
    } catch (BufferUnderflowException | MalformedRecordException e) {
      throw new CheckpointFile.DamagedException("its numbers make no sense: " + e);
    }
  }

  /**
   * How many earlier versions there are is still true, or was: compaction only makes them fewer.
   */
  private long taken(long entry) {
    return isThere.test(NumberEntry.position(entry))
        ? entry
        : NumberEntry.at(entry, NumberEntry.NOWHERE);
  }

  private void loadShards() throws IOException {
    int at;
    while ((at = next.getAndIncrement()) < shards.size()) {
      CheckpointMap.Block block = shards.get(at);
      MemorySegment words = file.block(block);
      if (allAreThere) {
        index.load(block.shard(), words, block.words());
      } else {
        long[] left = there(words, block.words());
        index.load(block.shard(), MemorySegment.ofArray(left), left.length);
      }
    }
  }

  private long[] there(MemorySegment words, int count) {
    long[] left = new long[count];
    int kept = 0;
    for (int i = 0; i < count; i++) {
      long word = words.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i);
      if (isThere.test(NumberEntry.position(word))) {
        left[kept++] = word;
      }
    }
    return Arrays.copyOf(left, kept);
  }
}
