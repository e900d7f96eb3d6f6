package gotourl.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {

  @TempDir Path directory;

  @Test
  void aSecondOwnerInTheSameProcessIsRefusedAndTheFirstKeepsTheLock() throws IOException {
    String pid = Long.toString(ProcessHandle.current().pid());
    try (DirectoryLock first = DirectoryLock.acquire(directory)) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(
                () -> DirectoryLock.acquire(directory.resolve("../" + directory.getFileName())))
            .isInstanceOf(DirectoryLock.HeldException.class)
            .hasMessage("in use by process " + pid);
      }
      assertThat(first).isNotNull();
    }
    DirectoryLock.acquire(directory).close();
  }

  @Test
  void theFileNamesTheOwnerAndStays() throws IOException {
    DirectoryLock.acquire(directory).close();
    assertThat(Files.readString(directory.resolve("LOCK")).strip())
        .isEqualTo(Long.toString(ProcessHandle.current().pid()));
  }
}
