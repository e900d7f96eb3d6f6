package gotourl.transfer;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pages in a directory that was not there or was empty. Each is synced when it is put there, the
 * directories at the end. If that never comes, nothing stays.
 */
final class DirectoryPages implements PagePlace, Closeable {

  private final Path root;
  private boolean isFinished;

  private DirectoryPages(Path root) {
    this.root = root;
  }

  /** Refuses a directory that somebody uses. */
  static DirectoryPages in(Path directory) throws IOException {
    Path root = directory.toAbsolutePath().normalize();
    if (Files.exists(root, NOFOLLOW_LINKS)) {
      if (!Files.isDirectory(root)) {
        throw new TransferException(directory + " is not a directory", Jobs.NOTHING, null);
      }
      try (Stream<Path> inside = Files.list(root)) {
        if (inside.findAny().isPresent()) {
          throw new TransferException(
              directory + " is not empty; pages are written into a new or an empty directory",
              Jobs.NOTHING,
              null);
        }
      }
    } else {
      Files.createDirectory(root);
    }
    return new DirectoryPages(root.toRealPath());
  }

  @Override
  public Put put(String path, byte[] page) throws IOException {
    Path file;
    try {
      file = root.resolve(path);
    } catch (InvalidPathException e) {
      return Put.NO_NAME;
    }
    if (!file.normalize().equals(file) || !file.startsWith(root)) {
      return Put.NO_NAME;
    }
    if (!makeDirectories(root.relativize(file).getParent())) {
      return Put.TAKEN;
    }
    try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(page);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
      return Put.DONE;
    } catch (FileAlreadyExistsException e) {
      return Put.TAKEN;
    }
  }

  /** One by one, so that none of them leads out of the root. */
  private boolean makeDirectories(@Nullable Path below) throws IOException {
    if (below == null) {
      return true;
    }
    Path directory = root;
    for (Path name : below) {
      directory = directory.resolve(name);
      try {
        Files.createDirectory(directory);
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(directory, NOFOLLOW_LINKS)) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public void finish() throws IOException {
    var _ =
        Files.walkFileTree(
            root,
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult postVisitDirectory(
                  Path directory, @Nullable IOException failed) throws IOException {
                sync(directory);
                return super.postVisitDirectory(directory, failed);
              }
            });
    Path parent = root.getParent();
    if (parent != null) {
      sync(parent);
    }
    isFinished = true;
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Takes away what is not finished. */
  @Override
  public void close() throws IOException {
    if (isFinished) {
      return;
    }
    var _ =
        Files.walkFileTree(
            root,
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                  throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
              }

              @Override
              public FileVisitResult postVisitDirectory(
                  Path directory, @Nullable IOException failed) throws IOException {
                if (!directory.equals(root)) {
                  Files.delete(directory);
                }
                return super.postVisitDirectory(directory, failed);
              }
            });
  }
}
