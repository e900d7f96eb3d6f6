package gotourl.bench.alternatives;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads all segments of a directory, each way as often as asked for: mapped, as the scan did at
 * first, and copied piece by piece, as {@code journal.Stretch} does.
 *
 * <p>Arguments: directory, rounds. On the machine of docs/decisions/0009, 740 MB in the page cache,
 * milliseconds: one word of each mapped page 6 in some processes and 530-700 in others; all words
 * mapped 30 and 520-920; copied and read 230-330 in all of them.
 */
public final class MappedOrCopied {

  private static final int PAGE_BYTES = 4096;
  private static final int PIECE_BYTES = 100 << 10;

  private final List<FileChannel> files;
  private final List<MemorySegment> mapped = new ArrayList<>();
  private final MemorySegment piece;
  private final ByteBuffer pieceBuffer;

  private MappedOrCopied(List<FileChannel> files, Arena arena) throws IOException {
    this.files = files;
    for (FileChannel file : files) {
      mapped.add(file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), arena));
    }
    this.piece = arena.allocate(PIECE_BYTES, PAGE_BYTES);
    this.pieceBuffer = piece.asByteBuffer();
  }

  private interface Way {
    long read() throws IOException;
  }

  /** Prints the time of each way and round. */
  public static void main(String[] args) throws Exception {
    List<FileChannel> files = new ArrayList<>();
    try (Arena arena = Arena.ofShared();
        Stream<Path> names = Files.list(Path.of(args[0]))) {
      for (Path name : names.filter(each -> each.toString().endsWith(".seg")).toList()) {
        files.add(FileChannel.open(name));
      }
      MappedOrCopied both = new MappedOrCopied(files, arena);
      for (int round = 0; round < Integer.parseInt(args[1]); round++) {
        time("a word of each mapped page", () -> both.mapped(PAGE_BYTES));
        time("all words, mapped", () -> both.mapped(Long.BYTES));
        time("all words, copied", both::copied);
      }
    } finally {
      for (FileChannel file : files) {
        file.close();
      }
    }
  }

  private static void time(String name, Way way) throws IOException {
    long start = System.nanoTime();
    long sum = way.read();
    System.out.printf("%-28s %5d ms (%x)%n", name, (System.nanoTime() - start) / 1_000_000, sum);
  }

  private long mapped(int step) {
    long sum = 0;
    for (MemorySegment file : mapped) {
      sum ^= words(file, file.byteSize(), step);
    }
    return sum;
  }

  private long copied() throws IOException {
    long sum = 0;
    for (FileChannel file : files) {
      long size = file.size();
      for (long at = 0; at < size; at += PIECE_BYTES) {
        int count = file.read(pieceBuffer.clear(), at);
        sum ^= words(piece, count, Long.BYTES);
      }
    }
    return sum;
  }

  private static long words(MemorySegment bytes, long end, int step) {
    long sum = 0;
    for (long at = 0; at <= end - Long.BYTES; at += step) {
      sum ^= bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
    }
    return sum;
  }
}
