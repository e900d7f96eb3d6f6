package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.condition.OS.LINUX;

import gotourl.support.LogLines;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;

@EnabledOnOs(LINUX)
class SupervisorTest {

  @TempDir Path dir;

  @Test
  void itHearsWhatItIsToldThroughAFile() throws Exception {
    itHearsWhatItIsTold(dir.resolve("notify").toString());
  }

  @Test
  void itHearsWhatItIsToldThroughANameThatIsInNoFileSystem() throws Exception {
    itHearsWhatItIsTold("@gotourl-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
  }

  private static void itHearsWhatItIsTold(String address) throws Exception {
    try (NotifySocket socket = new NotifySocket(address)) {
      Supervisor supervisor = Supervisor.at(address);
      supervisor.status("a line for people");
      supervisor.ready();
      long before = System.nanoTime() / 1_000;
      supervisor.reloading();
      supervisor.stopping();
      assertThat(socket.next()).isEqualTo("STATUS=a line for people");
      assertThat(socket.next()).isEqualTo("READY=1\nSTATUS=serving");
      String reloading = socket.next();
      assertThat(reloading).startsWith("RELOADING=1\nMONOTONIC_USEC=");
      assertThat(Long.parseLong(reloading.substring(reloading.lastIndexOf('=') + 1)))
          .isBetween(before, System.nanoTime() / 1_000);
      assertThat(socket.next()).isEqualTo("STOPPING=1\nSTATUS=stopping");
    }
  }

  @ParameterizedTest
  @NullAndEmptySource
  void whereNobodyListensNothingIsSaid(@Nullable String address) {
    try (LogLines log = LogLines.of(Supervisor.class)) {
      Supervisor.at(address).ready();
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void aSocketThatIsNotThereIsLoggedAndNothingFails() {
    try (LogLines log = LogLines.of(Supervisor.class)) {
      Supervisor supervisor = Supervisor.at(dir.resolve("nobody").toString());
      assertThatCode(supervisor::ready).doesNotThrowAnyException();
      assertThat(log.lines()).singleElement().asString().contains("READY=1");
    }
  }

  @Test
  void anAddressThatIsNoneIsLoggedOnceAndNothingFails() {
    try (LogLines log = LogLines.of(Supervisor.class)) {
      for (String address : new String[] {"vsock:2:3", "/" + "x".repeat(107)}) {
        Supervisor supervisor = Supervisor.at(address);
        supervisor.ready();
        supervisor.stopping();
      }
      assertThat(log.lines()).hasSize(2).allMatch(line -> line.contains("NOTIFY_SOCKET"));
    }
  }
}
