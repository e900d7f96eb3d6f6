package gotourl.store.embedded;

import gotourl.journal.CopyRefusedException;
import gotourl.journal.DirectoryLock;
import gotourl.journal.Disk;
import gotourl.journal.FileDisk;
import gotourl.journal.JournalCopy;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * A second directory with the same links, beside a running server or without one. The data
 * directory is only read, without its lock; the other one is locked.
 *
 * @param bytes copied; what was linked is not in this
 * @param segments put there, or begun
 */
public record Backup(long bytes, int segments) {

  /**
   * Makes a backup, or brings an earlier one in the same place up to date.
   *
   * @throws OpenException if it cannot be made; the message is one line for the operator
   */
  public static Backup make(Path source, Path target) throws OpenException {
    return make(source, target, bytes -> true);
  }

  /**
   * The same.
   *
   * @param watch asked now and then, with how many bytes were copied, whether to go on
   */
  public static Backup make(Path source, Path target, LongPredicate watch) throws OpenException {
    try (FileDisk from = source(source)) {
      if (!JournalCopy.hasSegments(from)) {
        throw new OpenException(source + " holds no links to back up");
      }
      refuseSame(source, target);
      try (FileDisk to = FileDisk.open(target);
          DirectoryLock lock = DirectoryLock.acquire(target)) {
        assert lock != null;
        return make(from, to, watch);
      }
    } catch (IOException e) {
      throw failed(source, target, e);
    }
  }

  static Backup make(Disk from, Disk to) throws IOException {
    return make(from, to, bytes -> true);
  }

  static Backup make(Disk from, Disk to, LongPredicate watch) throws IOException {
    try (JournalCopy copy = open(from, to)) {
      copy.watch(watch);
      JournalCopy.Pass pass = copy.copy();
      return new Backup(pass.bytes(), pass.segments());
    }
  }

  /** A server that ran on the copy may have left a checkpoint, which knows none of what follows. */
  static JournalCopy open(Disk from, Disk to) throws IOException {
    JournalCopy copy = JournalCopy.open(from, EmbeddedStore.CONTENT, to);
    boolean deleted = false;
    for (String name :
        List.of(CheckpointFile.NAME, CheckpointFile.NAME + CheckpointFile.UNFINISHED)) {
      if (to.list().contains(name)) {
        to.delete(name);
        deleted = true;
      }
    }
    if (deleted) {
      to.sync();
    }
    return copy;
  }

  /** An existing data directory, to be read. */
  static FileDisk source(Path source) throws OpenException {
    if (!Files.isDirectory(source)) {
      throw new OpenException(source + " is not a directory");
    }
    return FileDisk.openExisting(source);
  }

  static void refuseSame(Path source, Path target) throws IOException, OpenException {
    if (Files.isRegularFile(target)) {
      throw new OpenException(target + " is a file, not a directory");
    }
    if (Files.exists(target) && Files.isSameFile(source, target)) {
      throw new OpenException("a directory cannot be its own backup: " + target);
    }
  }

  static OpenException failed(Path source, Path target, IOException e) {
    return switch (e) {
      case DirectoryLock.HeldException held ->
          new OpenException(target + " is in use by process " + held.pid(), held);
      case CopyRefusedException refused ->
          new OpenException(
              "cannot keep a copy in " + target + ": " + refused.getMessage(), refused);
      default -> new OpenException("cannot copy " + source + " to " + target + ": " + reason(e), e);
    };
  }

  /** An error of a file system with its reason, which its message alone may lack. */
  static String reason(IOException e) {
    if (e instanceof FileSystemException named) {
      String reason = named.getReason() == null ? e.getClass().getSimpleName() : named.getReason();
      return String.join(": ", List.of(String.valueOf(named.getFile()), reason));
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
