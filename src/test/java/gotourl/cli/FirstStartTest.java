package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Secret;
import gotourl.support.GotoProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged server's admin secret. */
@Tag("process")
class FirstStartTest {

  @TempDir Path dir;

  @Test
  void theFirstStartMakesASecretThatNoStreamHasAndLaterStartsNone() throws Exception {
    String value;
    try (GotoProcess server = GotoProcess.serve(dir)) {
      server.err().await(line -> line.contains("cli: a new admin secret is in " + file()));
      value = Files.readString(file()).strip();
      assertThat(Secret.parse(value)).isPresent();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
          .isEqualTo("rw-------");
      assertThat(server.signal("KILL").exitCode()).isNotZero();
      assertSilent(server, value);
    }
    try (GotoProcess server = GotoProcess.serve(dir)) {
      assertThat(server.terminate().exitCode()).isZero();
      assertThat(server.err().all()).noneMatch(line -> line.contains("admin secret"));
    }
    assertThat(Files.readString(file()).strip()).isEqualTo(value);
    assertThat(contentOfSegments()).contains("admin").doesNotContain(value.substring(5, 37));
    try (GotoProcess dump = GotoProcess.start(dir, "dump")) {
      assertThat(dump.exitCode()).isZero();
      assertThat(dump.out().all())
          .filteredOn(line -> line.contains(" secret number="))
          .singleElement()
          .asString()
          .endsWith(" name=admin");
    }
  }

  @Test
  void aResetWaitsUntilNoServerHasTheDirectory() throws Exception {
    String first;
    try (GotoProcess server = GotoProcess.serve(dir)) {
      first = Files.readString(file());
      try (GotoProcess reset = GotoProcess.start(dir, "secrets", "reset")) {
        assertThat(reset.exitCode()).isEqualTo(Main.FAILED);
        assertThat(reset.err().all())
            .singleElement()
            .asString()
            .contains("in use by process " + server.pid());
      }
      assertThat(Files.readString(file())).isEqualTo(first);
      assertThat(server.terminate().exitCode()).isZero();
    }
    try (GotoProcess reset = GotoProcess.start(dir, "secrets", "reset")) {
      assertThat(reset.exitCode()).isZero();
      String value = Files.readString(file()).strip();
      assertThat(value).isNotEqualTo(first.strip());
      assertSilent(reset, value);
    }
    try (GotoProcess verify = GotoProcess.start(dir, "verify")) {
      assertThat(verify.exitCode()).isZero();
    }
  }

  @Test
  void aSecretOnTheCommandLineIsRefusedAndNotRepeated() throws Exception {
    String value = Secret.random(new Random(1)).reveal();
    try (GotoProcess server = GotoProcess.start(dir, "-admin-secret=" + value)) {
      assertThat(server.exitCode()).isEqualTo(Main.NOT_UNDERSTOOD);
      assertThat(server.err().all().getFirst()).startsWith("goto: -admin-secret: ");
      assertSilent(server, value);
    }
  }

  /** Input and output are a terminal, as where a person starts the server. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void onATerminalTheValueIsSaid() throws Exception {
    List<String> words =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            Path.of(System.getProperty("goto.jar")).toAbsolutePath().toString(),
            "-http",
            "127.0.0.1:0",
            "2>err.log");
    try (GotoProcess server =
        GotoProcess.of(
            new ProcessBuilder("script", "-qec", String.join(" ", words), "/dev/null")
                .directory(dir.toFile()))) {
      server.out().await(line -> line.startsWith("Server listening at "));
      String value = Files.readString(file()).strip();
      assertThat(server.out().all()).contains("admin secret: " + value);
      assertThat(Files.readString(dir.resolve("err.log")))
          .contains("a new admin secret is in")
          .doesNotContain(value);
    }
  }

  private static void assertSilent(GotoProcess process, String value) {
    List<String> all = new ArrayList<>(process.out().all());
    all.addAll(process.err().all());
    assertThat(all).isNotEmpty().noneMatch(line -> line.contains(value.substring(5, 37)));
  }

  private Path file() {
    return dir.resolve("goto-data/admin-secret");
  }

  private String contentOfSegments() throws IOException {
    StringBuilder content = new StringBuilder();
    try (Stream<Path> files = Files.list(dir.resolve("goto-data"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".seg")).toList()) {
        content.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return content.toString();
  }
}
