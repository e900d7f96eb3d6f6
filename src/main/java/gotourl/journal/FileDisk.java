package gotourl.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A directory of a real file system. Created directories are 0700 and files 0600 where the file
 * system knows such modes.
 */
public final class FileDisk implements Disk {

  private final Path directory;
  private final FileAttribute<?>[] fileMode;
  private final PageCache pageCache =
      LinuxPageCache.isHere() ? new LinuxPageCache() : PageCache.NONE;

  private FileDisk(Path directory) {
    this.directory = directory;
    this.fileMode = mode(directory, "rw-------");
  }

  /** The directory as it is, created if it is missing (durably, with its parent synced). */
  public static FileDisk open(Path directory) throws IOException {
    Path absolute = directory.toAbsolutePath();
    if (!Files.isDirectory(absolute)) {
      Path parent = absolute.getParent();
      if (parent == null) {
        throw new IOException("cannot create " + directory);
      }
      createParents(parent);
      Files.createDirectory(absolute, mode(parent, "rwx------"));
      syncDirectory(parent);
    }
    return new FileDisk(absolute);
  }

  /** A new directory is durable when the one above it is synced: so each of them is. */
  private static void createParents(Path directory) throws IOException {
    Path above = directory.getParent();
    if (above != null && !Files.isDirectory(directory)) {
      createParents(above);
      Files.createDirectory(directory);
      syncDirectory(above);
    }
  }

  /** The directory as it is, for reading; nothing is created. */
  public static FileDisk openExisting(Path directory) {
    return new FileDisk(directory.toAbsolutePath());
  }

  @Override
  public List<String> list() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> file.getFileName().toString())
          .toList();
    } catch (UncheckedIOException e) {
      throw e
          .getCause(); // A failed disk refuses saves; anything unchecked would end the save loop.
    }
  }

  @Override
  public Appender create(String name) throws IOException {
    return new FileAppender(
        FileChannel.open(
            directory.resolve(name),
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
            fileMode));
  }

  @Override
  public Reader open(String name) throws IOException {
    return new FileReader(FileChannel.open(directory.resolve(name), StandardOpenOption.READ));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(
        directory.resolve(from),
        directory.resolve(to),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    // A rename between two names of the same file does nothing at all.
    Files.deleteIfExists(directory.resolve(from));
  }

  @Override
  public void delete(String name) throws IOException {
    Files.delete(directory.resolve(name));
  }

  @Override
  public boolean link(Disk from, String name, String to) throws IOException {
    if (!(from instanceof FileDisk other)) {
      return false;
    }
    Path link = directory.resolve(to);
    try {
      Files.createLink(link, other.directory.resolve(name));
    } catch (NoSuchFileException | FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      return false; // Another file system, one without links, or too many of them.
    }
    try (FileChannel channel = FileChannel.open(link, StandardOpenOption.READ)) {
      channel.force(true);
    }
    return true;
  }

  @Override
  public PageCache pageCache() {
    return pageCache;
  }

  @Override
  public void sync() throws IOException {
    syncDirectory(directory);
  }

  @Override
  public void close() {}

  private static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] mode(Path where, String mode) {
    if (!where.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(mode);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
  }

  private record FileAppender(FileChannel channel) implements Appender {
    @Override
    public void append(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    @Override
    public void sync() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private record FileReader(FileChannel channel) implements Reader {
    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void read(ByteBuffer into, long offset) throws IOException {
      long at = offset;
      while (into.hasRemaining()) {
        int count = channel.read(into, at);
        if (count < 0) {
          return;
        }
        at += count;
      }
    }

    @Override
    public MemorySegment map(long bytes, Arena arena) throws IOException {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, arena);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
