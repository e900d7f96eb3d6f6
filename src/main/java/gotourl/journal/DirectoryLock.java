package gotourl.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/**
 * At most one process owns a data directory. The system drops the lock with the process, however it
 * ends; the file stays and is never deleted, since a deleted lock file can be locked twice.
 *
 * <p>POSIX drops a process's locks on a file as soon as the process closes <em>any</em> descriptor
 * of it. So a second open in the same process is refused by {@link #HELD} before the file is
 * touched.
 */
public final class DirectoryLock implements Closeable {

  /** The file's name. */
  public static final String NAME = "LOCK";

  /** Directories that this process owns; guarded by itself. */
  private static final Set<Path> HELD = new HashSet<>();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /** Takes the lock of an existing directory, or throws {@link HeldException}. */
  public static DirectoryLock acquire(Path directory) throws IOException {
    Path real = directory.toRealPath();
    synchronized (HELD) {
      if (!HELD.add(real)) {
        throw new HeldException(Long.toString(ProcessHandle.current().pid()));
      }
      try {
        return lock(real);
      } catch (IOException | RuntimeException e) {
        HELD.remove(real);
        throw e;
      }
    }
  }

  private static DirectoryLock lock(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    try {
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new HeldException(owner(channel));
      }
      byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(pid), 0);
      return new DirectoryLock(directory, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(20);
    channel.read(text, 0);
    return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
  }

  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      HELD.remove(directory);
      channel.close();
    }
  }

  /** Somebody else owns the directory. */
  public static final class HeldException extends IOException {
    private final String pid;

    HeldException(String pid) {
      super("in use by process " + pid);
      this.pid = pid;
    }

    /** The owner's process id, as it wrote it down. */
    public String pid() {
      return pid;
    }
  }
}
