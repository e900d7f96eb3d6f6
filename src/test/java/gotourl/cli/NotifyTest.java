package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import gotourl.http.NotifySocket;
import gotourl.support.GotoProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;

/** The packaged server under a service manager that listens. */
@Tag("process")
@EnabledOnOs(LINUX)
class NotifyTest {

  @TempDir Path dir;

  @Test
  void theServiceManagerHearsOfTheStartWhenItAcceptsAndOfTheStop() throws Exception {
    String address = dir.resolve("notify").toString();
    try (NotifySocket manager = new NotifySocket(address);
        GotoProcess server =
            GotoProcess.serve(List.of("env", "NOTIFY_SOCKET=" + address), dir, "-file", "d")) {
      assertThat(manager.next()).isEqualTo("STATUS=opening d");
      assertThat(manager.next()).isEqualTo("READY=1\nSTATUS=serving");
      assertThat(server.terminate().exitCode()).isZero();
      assertThat(manager.next()).isEqualTo("STOPPING=1\nSTATUS=stopping");
      assertThat(manager.waiting()).isZero();
    }
  }

  @Test
  void aReloadIsToldFromItsBeginningToItsEndEvenIfThereIsNothingToReadAgain() throws Exception {
    String address = dir.resolve("notify").toString();
    try (NotifySocket manager = new NotifySocket(address);
        GotoProcess server =
            GotoProcess.serve(List.of("env", "NOTIFY_SOCKET=" + address), dir, "-file", "d")) {
      assertThat(manager.next()).isEqualTo("STATUS=opening d");
      assertThat(manager.next()).isEqualTo("READY=1\nSTATUS=serving");
      server.signal("HUP");
      assertThat(manager.next()).matches("RELOADING=1\nMONOTONIC_USEC=[1-9][0-9]*");
      assertThat(manager.next()).isEqualTo("READY=1\nSTATUS=serving");
      assertThat(server.terminate().exitCode()).isZero();
    }
  }

  @Test
  void whoeverCannotStartIsNeverReady() throws Exception {
    String address = dir.resolve("notify").toString();
    try (NotifySocket manager = new NotifySocket(address);
        GotoProcess server =
            GotoProcess.start(
                List.of("env", "NOTIFY_SOCKET=" + address), dir, "-http", "192.0.2.1:80")) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(manager.next()).isEqualTo("STATUS=opening goto-data");
      assertThat(manager.waiting()).isZero();
    }
  }

  @Test
  void aServiceManagerThatIsGoneIsNoReasonNotToStart() throws Exception {
    try (GotoProcess server =
        GotoProcess.serve(List.of("env", "NOTIFY_SOCKET=" + dir.resolve("gone")), dir)) {
      server.err().await(line -> line.contains("could not be told READY=1"));
      assertThat(server.terminate().exitCode()).isZero();
    }
  }
}
