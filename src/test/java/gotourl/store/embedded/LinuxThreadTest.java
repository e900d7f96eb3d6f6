package gotourl.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.journal.SyncPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class LinuxThreadTest {

  private static final int LOOKS_MAX = 2_000;

  /** The field behind the name, counted from the state on: docs of proc(5). */
  private static final int NICE_AT = 16;

  @TempDir private Path directory;

  @Test
  void whatNobodyWaitsForIsDoneByThreadsThatLetOthersGoFirst() throws Exception {
    EmbeddedStore.Options options =
        new EmbeddedStore.Options(directory.resolve("links"), SyncPolicy.NEVER, 10, false);
    try (EmbeddedStore store = EmbeddedStore.open(options)) {
      assertThat(store.size()).isZero();
      Map<String, Integer> nice = niceness();
      for (int look = 0; look < LOOKS_MAX && !areNice(nice); look++) {
        Thread.sleep(5);
        nice = niceness();
      }
      assertThat(nice)
          .containsEntry("goto-scan", LinuxThread.NICE)
          .containsEntry("goto-maintenanc", LinuxThread.NICE)
          .containsEntry("goto-save", 0);
    }
  }

  private static boolean areNice(Map<String, Integer> nice) {
    return nice.getOrDefault("goto-scan", 0) > 0 && nice.getOrDefault("goto-maintenanc", 0) > 0;
  }

  /** Of this process's threads by name, of which Linux keeps 15 characters. */
  private static Map<String, Integer> niceness() throws IOException {
    Map<String, Integer> niceness = new HashMap<>();
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      for (Path thread : threads.toList()) {
        try {
          String stat = Files.readString(thread.resolve("stat"));
          String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
          String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
          niceness.put(name, Integer.parseInt(fields[NICE_AT]));
        } catch (NoSuchFileException e) {
          // It has ended meanwhile.
        }
      }
    }
    return niceness;
  }
}
