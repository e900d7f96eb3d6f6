package gotourl.bench.store;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the disk takes for a synced write of 4 KiB at the end of a file: without it no rate of
 * durable adds says anything.
 *
 * <p>Arguments: file (made anew), seconds. Prints {@code RESULT p50 p99 p99.9 max} in milliseconds.
 */
public final class Syncs {

  private static final int BLOCK_BYTES = 4_096;

  private Syncs() {}

  /** Measures. */
  public static void main(String[] args) throws Exception {
    Latencies latencies = new Latencies();
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
    try (FileChannel file =
        FileChannel.open(
            Path.of(args[0]), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long end = System.nanoTime() + (long) (Double.parseDouble(args[1]) * 1e9);
      while (System.nanoTime() < end) {
        long start = System.nanoTime();
        block.clear();
        while (block.hasRemaining()) {
          file.write(block);
        }
        file.force(false);
        latencies.record(System.nanoTime() - start);
      }
    }
    System.out.println("RESULT " + latencies.line());
  }
}
