package gotourl.cli;

import gotourl.link.HostLines;
import gotourl.link.HostSet;
import gotourl.link.UrlPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that no link may lead to, taken from their file when it changes. A file that is of no
 * use leaves the list before it in force; why is logged once.
 *
 * <p>{@link #look} is the duty cycle. It takes the file when it has been the same for two looks,
 * because an editor may be writing it.
 */
final class BlockList implements AutoCloseable {

  private static final Logger LOG = System.getLogger(BlockList.class.getName());

  /** Two looks and the reading of a long list are less than a second, which is promised. */
  private static final Duration LOOK = Duration.ofMillis(250);

  /** Room for the longest list, and far less than the heap. */
  private static final long FILE_BYTES_MAX = 48L << 20;

  private final Path file;
  private final UrlPolicy policy;
  private Optional<Stamp> tried;
  private Optional<Stamp> seen;
  private volatile boolean closed;
  private @Nullable Thread thread;

  /** When and how large the file was, and which. */
  private record Stamp(FileTime time, long size, @Nullable Object key) {

    static Optional<Stamp> of(Path path) {
      try {
        BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
        return Optional.of(new Stamp(file.lastModifiedTime(), file.size(), file.fileKey()));
      } catch (IOException missingOrHidden) {
        return Optional.empty();
      }
    }
  }

  private BlockList(Path file, UrlPolicy policy, Optional<Stamp> stamp) {
    this.file = file;
    this.policy = policy;
    this.tried = stamp;
    this.seen = stamp;
  }

  /** Puts the list in force; a file that is of no use ends the start. */
  static BlockList open(Path file, UrlPolicy policy) throws Failure {
    Optional<Stamp> stamp = Stamp.of(file);
    HostSet hosts = read(file);
    policy.block(hosts);
    LOG.log(Level.INFO, "links to {0} hosts are blocked, by {1}", hosts.size(), file);
    return new BlockList(file, policy, stamp);
  }

  /** Looks on a thread of its own from now on, until it is closed. */
  BlockList watch() {
    // A long list keeps a processor busy for some hundred milliseconds: not on a virtual thread.
    Thread watching = new Thread(this::run, "goto-blocklist");
    watching.setDaemon(true);
    thread = watching;
    watching.start();
    return this;
  }

  private void run() {
    while (!closed) {
      look();
      LockSupport.parkNanos(this, LOOK.toNanos());
    }
  }

  /** Takes the file if it has changed and changes no more. */
  synchronized void look() {
    Optional<Stamp> found = Stamp.of(file);
    boolean atRest = found.equals(seen);
    seen = found;
    if (atRest && !found.equals(tried)) {
      take();
    }
  }

  /** Takes the file as it is. */
  synchronized void reload() {
    take();
  }

  private void take() {
    tried = Stamp.of(file);
    try {
      HostSet hosts = read(file);
      policy.block(hosts);
      LOG.log(Level.INFO, "the new list is in force: links to {0} hosts are blocked", hosts.size());
    } catch (Failure mistake) {
      LOG.log(
          Level.WARNING, "the old list of blocked hosts stays in force: " + mistake.getMessage());
    }
  }

  private static HostSet read(Path file) throws Failure {
    try {
      if (Files.size(file) > FILE_BYTES_MAX) {
        throw new Failure(file + " is larger than " + FILE_BYTES_MAX + " bytes");
      }
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(
                  Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()))) {
        return switch (HostLines.read(in)) {
          case HostLines.Read(HostSet hosts) -> hosts;
          case HostLines.Faulty(int line, String reason) ->
              throw new Failure(file + ", line " + line + ": " + reason);
        };
      }
    } catch (NoSuchFileException e) {
      throw new Failure(file + " does not exist", e);
    } catch (AccessDeniedException e) {
      throw new Failure(file + " cannot be read: permission denied", e);
    } catch (CharacterCodingException e) {
      throw new Failure(file + " is not UTF-8 text", e);
    } catch (IOException e) {
      throw new Failure(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
