package gotourl.store.embedded;

import gotourl.journal.Disk;
import gotourl.journal.FileDisk;
import gotourl.journal.Journal;
import gotourl.journal.Segments;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Consumer;

/**
 * What a check of a data directory found. The check reads everything, with all checksums, and
 * changes nothing; it needs no lock and may run beside a server.
 *
 * @param links links that would be served
 * @param frames whole frames
 * @param bytes bytes of their payloads
 * @param damages stretches that are not what was written
 */
public record Verification(long links, long frames, long bytes, int damages) {

  /**
   * Checks a data directory.
   *
   * @param findings one line for each damage and anything else worth knowing
   * @throws IOException if it cannot be read, or is no journal of links
   */
  public static Verification verify(Path directory, Consumer<String> findings) throws IOException {
    try (Disk disk = FileDisk.openExisting(directory)) {
      return verify(disk, findings);
    }
  }

  static Verification verify(Disk disk, Consumer<String> findings) throws IOException {
    try (Segments segments = new Segments()) {
      LinkTable table = new LinkTable(segments, KeyHash.random(new SecureRandom()));
      Recovery recovery = new Recovery(table, findings);
      Journal.replay(disk, EmbeddedStore.CONTENT, segments, recovery);
      return new Verification(
          table.size(), recovery.frames(), recovery.bytes(), recovery.damages());
    }
  }
}
