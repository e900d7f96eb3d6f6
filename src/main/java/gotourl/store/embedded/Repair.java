package gotourl.store.embedded;

import gotourl.journal.DirectoryLock;
import gotourl.journal.Disk;
import gotourl.journal.FileDisk;
import gotourl.journal.Journal;
import gotourl.journal.Segments;
import gotourl.journal.Unfinished;
import gotourl.link.Link;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A clean copy of what can be read of a damaged data directory, in a new one. The damaged one is
 * only read. What the copy serves is what a start on the damaged directory would serve.
 *
 * @param links links that the copy serves
 * @param leftOut links that are not in the copy, because the damage may hide what became of them
 * @param damages stretches that could not be read
 */
public record Repair(long links, int leftOut, int damages) {

  /** What a new directory may hold: a file system's own, and the lock. */
  private static final Set<String> NOBODYS = Set.of(DirectoryLock.NAME, "lost+found");

  /**
   * Makes the copy.
   *
   * @param findings one line for each damage and each link that is left out
   * @throws OpenException if it cannot be made; the message is one line for the operator
   */
  public static Repair repair(Path damaged, Path clean, Consumer<String> findings)
      throws OpenException {
    try (FileDisk from = Backup.source(damaged)) {
      Backup.refuseSame(damaged, clean);
      try (FileDisk to = FileDisk.open(clean);
          DirectoryLock lock = DirectoryLock.acquire(clean)) {
        assert lock != null;
        return repair(from, to, findings, new SecureRandom());
      }
    } catch (DirectoryLock.HeldException e) {
      throw new OpenException(clean + " is in use by process " + e.pid(), e);
    } catch (IOException e) {
      throw new OpenException("cannot repair " + damaged + ": " + Backup.reason(e), e);
    }
  }

  static Repair repair(Disk damaged, Disk clean, Consumer<String> findings, RandomGenerator random)
      throws IOException, OpenException {
    if (!NOBODYS.containsAll(clean.list())) {
      throw new OpenException("a repaired copy needs a new or an empty directory");
    }
    try (Segments segments = new Segments()) {
      return repair(damaged, segments, clean, findings, random);
    }
  }

  private static Repair repair(
      Disk damaged,
      Segments segments,
      Disk clean,
      Consumer<String> findings,
      RandomGenerator random)
      throws IOException, OpenException {
    LinkTable table = new LinkTable(segments, KeyHash.random(random));
    Recovery recovery = new Recovery(table, findings);
    Journal.replay(damaged, EmbeddedStore.CONTENT, segments, recovery);
    if (recovery.losses() > 0) {
      throw new OpenException(
          "whole segments are missing or not what they should be: restore them from a backup, or"
              + " give up what is lost by goto serve -accept-loss, and repair then what is left");
    }
    LinkRecord.Birth birth = table.birthIfAny();
    if (birth == null) {
      throw new OpenException(
          "the frames that say what the store is are damaged or missing: nothing can be repaired");
    }
    List<Link> inDoubt = table.inDoubt();
    for (Link link : inDoubt) {
      findings.accept(
          "left out: link %s (number %d), which led to %s in version %d"
              .formatted(link.key().code(), link.number(), link.target(), link.version()));
    }
    Unfinished.begin(clean);
    Set<Long> leftOut = inDoubt.stream().map(Link::number).collect(Collectors.toSet());
    try (Rewriting rewriting = new Rewriting(clean, birth, leftOut, recovery.frames(), random)) {
      try (Segments again = new Segments()) {
        Journal.replay(damaged, EmbeddedStore.CONTENT, again, rewriting);
      }
      rewriting.finish(table);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    check(clean, table.size());
    Unfinished.end(clean);
    return new Repair(table.size(), inDoubt.size(), recovery.damages());
  }

  private static void check(Disk clean, long links) throws IOException {
    Verification found = Verification.read(clean, line -> {});
    if (found.damages() > 0 || found.links() != links) {
      throw new IOException(
          "the copy has %d links instead of %d and %d damages; is a server running on the original,"
                  .formatted(found.links(), links, found.damages())
              + " or the disk failing?");
    }
  }
}
