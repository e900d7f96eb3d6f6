package gotourl.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDiskTest {

  @TempDir Path parent;

  @Test
  void onlyTheOwnerMayLookIntoTheDirectoryAndItsFiles() throws IOException {
    Path directory = parent.resolve("new/data");
    FileDisk disk = FileDisk.open(directory);
    disk.create("file").close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("file"))))
        .isEqualTo("rw-------");
  }

  @Test
  void whatIsAppendedIsReadBack() throws IOException {
    FileDisk disk = FileDisk.open(parent);
    try (Disk.Appender file = disk.create("a.tmp")) {
      file.append(ByteBuffer.wrap("hello, ".getBytes(StandardCharsets.US_ASCII)));
      file.append(ByteBuffer.wrap("disk".getBytes(StandardCharsets.US_ASCII)));
      file.sync();
    }
    disk.rename("a.tmp", "a");
    disk.sync();
    ByteBuffer read = ByteBuffer.allocate(100);
    try (Disk.Reader file = disk.open("a")) {
      assertThat(file.size()).isEqualTo(11);
      file.read(read, 7);
    }
    assertThat(new String(read.array(), 0, read.position(), StandardCharsets.US_ASCII))
        .isEqualTo("disk");
    assertThat(disk.list()).containsExactly("a");
    disk.delete("a");
    assertThat(disk.list()).isEmpty();
  }

  @Test
  void aFileIsNeverCreatedOverAnother() throws IOException {
    FileDisk disk = FileDisk.open(parent);
    disk.create("a").close();
    assertThatThrownBy(() -> disk.create("a")).isInstanceOf(FileAlreadyExistsException.class);
  }
}
