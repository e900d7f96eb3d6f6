package gotourl.cli;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file that is made anew: whole under its name, or not at all. Nobody else may read it, for it
 * may hold what opens something.
 */
final class OutputFile implements Closeable {

  private static final String STANDARD_OUTPUT = "-";
  private static final String UNFINISHED = ".part";
  private static final int BUFFER_BYTES = 1 << 16;

  private final @Nullable Path file;
  private final @Nullable FileChannel channel;
  private final OutputStream out;
  private boolean isFinished;

  private OutputFile(@Nullable Path file, @Nullable FileChannel channel, OutputStream out) {
    this.file = file;
    this.channel = channel;
    this.out = out;
  }

  static OutputFile of(String name, Terminal terminal) throws IOException, Failure {
    if (name.equals(STANDARD_OUTPUT)) {
      return new OutputFile(null, null, new BufferedOutputStream(terminal.out(), BUFFER_BYTES));
    }
    try {
      Path file = Path.of(name);
      Path part = unfinished(file);
      Files.deleteIfExists(part);
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
      OutputStream plain =
          new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
      OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(plain, BUFFER_BYTES) : plain;
      return new OutputFile(file, channel, out);
    } catch (InvalidPathException e) {
      throw new Failure(name + " is not a path: " + e.getReason(), e);
    }
  }

  private static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + UNFINISHED);
  }

  OutputStream stream() {
    return out;
  }

  /** All has been written: it gets its name once it is on the disk. */
  void finish() throws IOException {
    if (out instanceof GZIPOutputStream packed) {
      packed.finish();
    }
    out.flush();
    if (file != null && channel != null) {
      channel.force(true);
      Files.move(
          unfinished(file),
          file,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
    isFinished = true;
  }

  @Override
  public void close() throws IOException {
    if (file == null) {
      return;
    }
    if (!isFinished) {
      Files.deleteIfExists(unfinished(file));
    }
    if (channel != null) {
      channel.close();
    }
  }
}
