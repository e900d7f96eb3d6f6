package gotourl.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Files of text beside the segments, read and written whole. */
final class SmallFile {

  /** A line for each of 8,192 segments at most, with room to spare. */
  private static final int BYTES_MAX = 4 << 20;

  private SmallFile() {}

  /** The text, or {@code null} if there is no such file. */
  static @Nullable String read(Disk disk, String name) throws IOException {
    try (Disk.Reader reader = disk.open(name)) {
      long size = reader.size();
      if (size > BYTES_MAX) {
        throw new IOException(name + " is too long: " + size + " bytes");
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) size);
      reader.read(bytes, 0);
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    } catch (NoSuchFileException | FileNotFoundException e) {
      return null;
    }
  }

  /** Takes the place of an earlier file of the name, durably: there is the one or the other. */
  static void write(Disk disk, String name, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    WholeFile.write(disk, name, file -> file.append(bytes));
  }
}
