package gotourl.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** How the end that a crash left behind becomes durable. */
final class TailRewrite {

  /** Large enough that the calls do not matter. */
  private static final int CHUNK_BYTES = 1 << 20;

  private TailRewrite() {}

  /** Copies the valid part to a new file that takes the old one's place. */
  static void rewrite(Disk disk, Replayer.Tail tail) throws IOException {
    String name = tail.header().fileName();
    copy(disk, name, 0, tail.end(), name);
  }

  /** Copies the bytes behind the valid part to a file that nobody reads. */
  static void keepAside(Disk disk, Replayer.Tail tail) throws IOException {
    String name = tail.header().fileName();
    String aside = Journal.tornName(name, tail.end());
    copy(disk, name, tail.end(), tail.file().bytes(), aside);
  }

  /** A durable copy of some bytes of a file. */
  static void copy(Disk disk, String from, long start, long end, String to) throws IOException {
    try (Disk.Reader reader = disk.open(from)) {
      WholeFile.write(
          disk,
          to,
          copy -> {
            ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, end - start));
            for (long at = start; at < end; at += chunk.limit()) {
              chunk.clear().limit((int) Math.min(chunk.capacity(), end - at));
              reader.read(chunk, at);
              if (chunk.hasRemaining()) {
                throw new IOException(from + " became shorter while it was copied");
              }
              copy.append(chunk.flip());
            }
          });
    }
  }
}
