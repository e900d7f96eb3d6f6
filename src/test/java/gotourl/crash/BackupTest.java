package gotourl.crash;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.GotoProcess;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups, a standby, checks and dumps beside a server that eight writers add links to. */
@Tag("process")
class BackupTest {

  private static final int WRITERS = 8;

  @TempDir Path dir;

  private final Writers writers = new Writers();

  @Test
  void aBackupBesideARunningServerHasAllThatWasAcknowledgedBeforeItBegan() throws Exception {
    Map<String, String> before = Map.of();
    try (GotoProcess server = GotoProcess.serve(dir)) {
      writers.start(WRITERS, server.address());
      for (int round = 1; round <= 3; round++) {
        awaitAcknowledged(300 * round);
        before = new HashMap<>(writers.acknowledged);
        assertThat(ended("backup", "copy")).isZero();
        assertThat(ended("verify")).isZero();
        assertThat(ended("verify", "-file", "copy")).isZero();
      }
      assertDumped(before);
      writers.stop();
      assertThat(server.terminate().exitCode()).isZero();
    }
    Map<Path, byte[]> original = files(dir.resolve("goto-data"));
    assertServed(dir.resolve("copy"), before);
    assertSame(files(dir.resolve("goto-data")), original);
    assertServed(dir.resolve("goto-data"), writers.acknowledged);
    assertThat(ended("backup", "copy")).isEqualTo(1); // A server has appended to it.
  }

  private void assertDumped(Map<String, String> links) throws Exception {
    try (GotoProcess dump = GotoProcess.start(dir, "dump")) {
      assertThat(dump.exitCode()).isZero();
      List<String> lines = dump.out().all();
      assertThat(lines.stream().filter(line -> line.contains(" add number=")).count())
          .isGreaterThanOrEqualTo(links.size());
    }
  }

  /** The follower is killed without warning at some points, the server at the end. */
  @Test
  void theStandbyHasAllButTheLastMomentWhoeverIsKilled() throws Exception {
    Map<String, String> before;
    try (GotoProcess server = GotoProcess.serve(dir)) {
      writers.start(WRITERS, server.address());
      for (int round = 1; round <= 3; round++) {
        try (GotoProcess follower = follow()) {
          follower.err().await(line -> line.endsWith("the copy is whole, following"));
          awaitAcknowledged(writers.acknowledged.size() + 200);
          assertThat(ended("verify", "-file", "standby")).isZero();
          follower.signal("KILL").exitCode();
          assertThat(ended("verify", "-file", "standby")).isZero();
        }
      }
      try (GotoProcess follower = follow()) {
        follower.err().await(line -> line.endsWith("the copy is whole, following"));
        awaitAcknowledged(writers.acknowledged.size() + 200);
        before = new HashMap<>(writers.acknowledged);
        awaitInCopy(before);
        server.signal("KILL").exitCode();
        writers.stop();
        assertInUse(follower);
        assertThat(follower.signal("TERM").exitCode()).isZero();
        assertThat(follower.err().all().getLast()).endsWith("cli: stopped");
      }
    }
    // The last pass, at the stop, took what the server had acknowledged before it was killed.
    assertServed(dir.resolve("standby"), writers.acknowledged);
    assertServed(dir.resolve("goto-data"), writers.acknowledged);
  }

  @Test
  void aFollowerThatMayNotGoOnSaysWhyAndEndsWithOne() throws Exception {
    try (GotoProcess server = GotoProcess.serve(dir)) {
      assertThat(server.terminate().exitCode()).isZero();
    }
    Files.createDirectory(dir.resolve("standby"));
    Files.writeString(dir.resolve("standby").resolve("letter.txt"), "dear");
    try (GotoProcess follower = follow()) {
      assertThat(follower.exitCode()).isEqualTo(1);
      assertThat(follower.err().all().getLast()).contains("letter.txt");
    }
    assertThat(ended("backup", "goto-data")).isEqualTo(1);
    assertThat(ended("backup", "copy", "-file", "nowhere")).isEqualTo(1);
    assertThat(Files.exists(dir.resolve("copy"))).isFalse();
  }

  @Test
  void aDamagedDirectoryIsRepairedIntoANewOne() throws Exception {
    try (GotoProcess server = GotoProcess.serve(dir)) {
      writers.start(WRITERS, server.address());
      awaitAcknowledged(300);
      writers.stop();
      assertThat(server.terminate().exitCode()).isZero();
    }
    Path segment = dir.resolve("goto-data/0000000000000001.seg");
    byte[] bytes = Files.readAllBytes(segment);
    bytes[bytes.length / 2] ^= 1;
    Files.write(segment, bytes);
    assertThat(ended("verify")).isEqualTo(1);
    Map<Path, byte[]> damaged = files(dir.resolve("goto-data"));
    try (GotoProcess repair = GotoProcess.start(dir, "verify", "--repair", "clean")) {
      assertThat(repair.exitCode()).isZero();
      assertThat(repair.out().all().getFirst()).startsWith("0000000000000001.seg: offset ");
      assertThat(repair.out().all().getLast()).contains("1 damages");
    }
    assertSame(files(dir.resolve("goto-data")), damaged);
    assertThat(ended("verify", "-file", "clean")).isZero();
    assertThat(ended("verify", "--repair", "clean")).isEqualTo(1);
  }

  private GotoProcess follow() throws Exception {
    return GotoProcess.start(dir, "backup", "--follow", "standby");
  }

  private void assertInUse(GotoProcess follower) throws Exception {
    try (GotoProcess second = GotoProcess.start(dir, "-http", "127.0.0.1:0", "-file", "standby")) {
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.err().all().getLast()).contains("in use by process " + follower.pid());
    }
  }

  private int ended(String... words) throws Exception {
    try (GotoProcess program = GotoProcess.start(dir, words)) {
      return program.exitCode();
    }
  }

  private void awaitAcknowledged(int links) throws InterruptedException {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (writers.acknowledged.size() < links) {
      assertThat(System.nanoTime()).as("the writers hang").isLessThan(deadline);
      Thread.sleep(5);
    }
  }

  /** Until a dump of the standby names every link: the follower does come along. */
  private void awaitInCopy(Map<String, String> links) throws Exception {
    for (int i = 0; i < 20; i++) {
      try (GotoProcess dump = GotoProcess.start(dir, "dump", "standby")) {
        assertThat(dump.exitCode()).isZero();
        long there = dump.out().all().stream().filter(line -> line.contains(" add ")).count();
        if (there >= links.size()) {
          return;
        }
      }
    }
    throw new AssertionError("the standby does not follow");
  }

  private void assertServed(Path data, Map<String, String> links) throws Exception {
    try (GotoProcess server = GotoProcess.serve(dir, "-file", data.toString())) {
      Writers reader = new Writers();
      reader.acknowledged.putAll(links);
      reader.check(server.address());
      assertThat(server.err().all()).noneMatch(line -> line.contains("WARNING gotourl"));
      writersAddOne(server);
      assertThat(server.terminate().exitCode()).isZero();
    }
  }

  private void writersAddOne(GotoProcess server) throws Exception {
    try (GotoProcess add =
        GotoProcess.start(dir, "add", "http://example.com/new", "-host", server.address())) {
      assertThat(add.exitCode()).isZero();
    }
  }

  private static Map<Path, byte[]> files(Path directory) throws Exception {
    Map<Path, byte[]> files = new HashMap<>();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws java.io.IOException {
            files.put(file, Files.readAllBytes(file));
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private static void assertSame(Map<Path, byte[]> actual, Map<Path, byte[]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((file, bytes) -> assertThat(actual.get(file)).isEqualTo(bytes));
  }
}
