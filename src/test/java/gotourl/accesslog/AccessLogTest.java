package gotourl.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.LogLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {

  @TempDir Path dir;

  @Test
  void linesOfAllLanesAreWritten() throws Exception {
    AccessLog log = log("access.log");
    Lane one = log.lane();
    Lane other = log.lane();
    note(one, "a");
    note(other, "b");
    note(one, "c");
    assertThat(log.writeOnce()).isTrue();
    assertThat(log.writeOnce()).isFalse();
    assertThat(agents("access.log")).containsExactly("a", "c", "b");
    assertThat(log.lines()).isEqualTo(3);
    assertThat(log.dropped()).isZero();
  }

  @Test
  void aBusyLaneLeavesRoomForTheOthers() throws Exception {
    AccessLog log = log("access.log");
    Lane busy = log.lane();
    Lane other = log.lane();
    for (int i = 0; i < 2_000; i++) {
      note(busy, "busy");
    }
    note(other, "other");
    log.writeOnce();
    assertThat(agents("access.log")).contains("busy", "other");
  }

  @Test
  void aFileThatIsThereIsContinued() throws Exception {
    Files.writeString(dir.resolve("access.log"), "before\n");
    AccessLog log = log("access.log");
    note(log.lane(), "a");
    log.writeOnce();
    assertThat(Files.readAllLines(dir.resolve("access.log")))
        .hasSize(2)
        .first()
        .isEqualTo("before");
  }

  @Test
  void afterARenameAndReopenLinesGoToANewFile() throws Exception {
    AccessLog log = log("access.log");
    Lane lane = log.lane();
    note(lane, "a");
    log.writeOnce();
    Files.move(dir.resolve("access.log"), dir.resolve("access.log.1"));
    note(lane, "b");
    log.writeOnce();
    assertThat(dir.resolve("access.log")).doesNotExist();
    log.reopen();
    note(lane, "c");
    log.writeOnce();
    assertThat(agents("access.log.1")).containsExactly("a", "b");
    assertThat(agents("access.log")).containsExactly("c");
  }

  @Test
  void aPlaceThatFailsIsSaidOnceAndTriedAgain() throws Exception {
    AccessLog log = log("missing/access.log");
    Lane lane = log.lane();
    try (LogLines said = LogLines.of(AccessLog.class)) {
      note(lane, "a");
      assertThat(log.writeOnce()).isFalse();
      assertThat(log.writeOnce()).isFalse();
      assertThat(said.lines()).singleElement().asString().contains("cannot be written");
      Files.createDirectory(dir.resolve("missing"));
      assertThat(log.writeOnce()).isTrue();
      assertThat(said.lines().getLast()).contains("written again");
    }
    assertThat(agents("missing/access.log")).containsExactly("a");
    assertThat(log.dropped()).isZero();
  }

  @Test
  void linesOfAWriteThatFailedAreCountedAsDropped() throws Exception {
    boolean[] full = {true};
    AccessLog log =
        new AccessLog(
            () ->
                Channels.newChannel(
                    new OutputStream() {
                      @Override
                      public void write(int b) throws IOException {
                        if (full[0]) {
                          throw new IOException("no space left");
                        }
                      }
                    }),
            LineFormat.JSON);
    Lane lane = log.lane();
    try (LogLines said = LogLines.of(AccessLog.class)) {
      note(lane, "a");
      note(lane, "b");
      assertThat(log.writeOnce()).isFalse();
      assertThat(log.dropped()).isEqualTo(2);
      log.sayDropped();
      log.sayDropped();
      assertThat(said.lines().stream().filter(line -> line.contains("2 lines dropped"))).hasSize(1);
      full[0] = false;
      note(lane, "c");
      assertThat(log.writeOnce()).isTrue();
      assertThat(log.lines()).isEqualTo(1);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aPipeThatNobodyReadsBlocksNobodyButTheWriterAndWhatIsDroppedIsCounted() throws Exception {
    Path pipe = dir.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    AccessLog log = new AccessLog(AccessLog.Target.file(pipe), LineFormat.COMBINED);
    Lane lane = log.lane();
    CountDownLatch writes = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    log.start(task ->
        Thread.ofPlatform()
            .daemon()
            .unstarted(() -> {
              writes.countDown();
              task.run();
              ended.countDown();
            }));
    writes.await();
    // More than the lane and the pipe hold together, whether the writer has got that far or not.
    int count = 0;
    while (log.dropped() == 0) {
      note(lane, "x".repeat(1_000));
      count++;
      assertThat(count).isLessThan(10_000);
    }
    try (LogLines said = LogLines.of(AccessLog.class)) {
      log.sayDropped();
      assertThat(said.lines()).singleElement().asString().contains("1 lines dropped");
      log.close();
      assertThat(said.lines().getLast()).contains("hangs");
    }
    // Lets the writer go: somebody reads, and it hears that it is not waited for any more.
    try (InputStream reader = Files.newInputStream(pipe)) {
      reader.readAllBytes();
    }
    ended.await();
  }

  @Test
  void whatIsLeftIsWrittenAtTheEnd() throws Exception {
    AccessLog log = log("access.log");
    Lane lane = log.lane();
    log.start(Thread.ofPlatform().daemon().factory());
    for (int i = 0; i < 5_000; i++) {
      note(lane, Integer.toString(i));
    }
    log.close();
    assertThat(agents("access.log")).hasSize(5_000).endsWith("4999");
  }

  private AccessLog log(String name) {
    return new AccessLog(AccessLog.Target.file(dir.resolve(name)), LineFormat.COMBINED);
  }

  private static void note(Lane lane, String agent) {
    lane.begin(0, 200, 0);
    lane.field("GET / HTTP/1.1");
    lane.field("");
    lane.field(agent);
    lane.end();
  }

  private List<String> agents(String name) throws IOException {
    return Files.readAllLines(dir.resolve(name)).stream()
        .map(line -> line.substring(line.indexOf("\"-\" ") + 5, line.length() - 1))
        .toList();
  }
}
