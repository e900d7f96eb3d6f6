package gotourl.store.embedded;

import gotourl.journal.Disk;
import gotourl.journal.FileDisk;
import gotourl.journal.Journal;
import gotourl.journal.Segments;
import gotourl.journal.Unfinished;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a check of a data directory found. The check reads everything, with all checksums, and
 * changes nothing; it needs no lock and may run beside a server.
 *
 * @param links links that would be served
 * @param frames whole frames
 * @param bytes bytes of their payloads
 * @param damages stretches that are not what was written, and losses
 * @param losses files that are not there or not what they should be
 */
public record Verification(long links, long frames, long bytes, int damages, int losses) {

  /** A running server drops segments once in many seconds; reading them all takes less. */
  private static final int ATTEMPTS_MAX = 5;

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
    Unfinished.refuse(disk);
    for (int i = 1; ; i++) {
      Set<String> before = Set.copyOf(disk.list());
      try {
        Verification found = read(disk, findings);
        if (found.losses == 0 || i >= ATTEMPTS_MAX || before.equals(Set.copyOf(disk.list()))) {
          return found;
        }
      } catch (IOException e) {
        if (i >= ATTEMPTS_MAX || before.equals(Set.copyOf(disk.list()))) {
          throw e;
        }
      }
      findings.accept("segments came or went while they were read: checking again");
    }
  }

  /** Whatever the directory is marked as. */
  static Verification read(Disk disk, Consumer<String> findings) throws IOException {
    try (Segments segments = new Segments()) {
      LinkTable table = new LinkTable(segments, KeyHash.random(new SecureRandom()));
      Recovery recovery = new Recovery(table, findings);
      Journal.replay(disk, EmbeddedStore.CONTENT, segments, recovery);
      return new Verification(
          table.size(), recovery.frames(), recovery.bytes(), recovery.damages(), recovery.losses());
    }
  }
}
