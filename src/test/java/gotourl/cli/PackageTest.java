package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.GotoProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package, built from the jar, with nothing of the machine's own Java in reach. */
@Tag("process")
@Tag("package")
class PackageTest {

  private static final String VERSION = "of-a-test";
  private static final String INSTANT = "2026-11-01T00:00:00Z";
  private static final Path HOME = Path.of("target", "goto-" + VERSION);
  private static final Path ARCHIVE = Path.of("target", "goto-" + VERSION + ".tar.gz");

  /** What the package may take on a disk, without the cache that it makes. */
  private static final long BYTES_MAX = 80L << 20;

  @TempDir Path dir;

  @BeforeAll
  static void build() throws Exception {
    ProcessBuilder build = new ProcessBuilder("packaging/build", VERSION, INSTANT).inheritIO();
    build.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = build.start();
    // A machine that is busy otherwise may be at it for a minute.
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  @AfterAll
  static void remove() throws Exception {
    run(Path.of(""), "rm", "-rf", HOME.toString(), ARCHIVE.toString());
  }

  @Test
  void theSameJarGivesTheSameBytes() throws Exception {
    byte[] first = Files.readAllBytes(ARCHIVE);
    build();
    assertThat(Files.readAllBytes(ARCHIVE)).isEqualTo(first);
  }

  @Test
  void itIsSmallAndHasItsLicenses() throws Exception {
    unpack();
    try (Stream<Path> files = Files.walk(home())) {
      assertThat(files.filter(Files::isRegularFile).mapToLong(PackageTest::size).sum())
          .isLessThan(BYTES_MAX);
    }
    assertThat(home().resolve("LICENSE")).hasSameBinaryContentAs(Path.of("LICENSE"));
    assertThat(home().resolve("THIRD-PARTY.md")).content().contains("Netty", "Unicode");
    assertThat(home().resolve("runtime/legal/java.base")).isDirectory();
  }

  @Test
  void itServesAddsAndStopsAndItsCommandsWork() throws Exception {
    unpack();
    try (GotoProcess server = start("serve", "-http", "127.0.0.1:0", "-file", "d")) {
      String address = server.address();
      // The name of the host needs the tables that the jar has kept.
      String made = add(address, "https://b%C3%BCcher.example/");
      String key = made.substring(made.lastIndexOf('/') + 1);
      assertThat(run(dir, goTo(), "get", key, "-host", address))
          .containsExactly("https://xn--bcher-kva.example/");
      assertThat(Files.readString(Path.of("/proc/" + server.pid() + "/maps")))
          .contains(home().toRealPath().resolve("lib/libnetty_transport_native_epoll").toString());
      String port = address.substring(address.lastIndexOf(':') + 1);
      Path answers = home().resolve("bin/goto-answers");
      assertThat(exitCode(answers.toString(), port)).isZero();
      assertThat(server.terminate().exitCode()).isZero();
      assertThat(exitCode(answers.toString(), port)).isEqualTo(1);
      assertThat(server.err().all()).noneMatch(line -> line.contains("WARN"));
    }
    assertThat(run(dir, goTo(), "verify", "-file", "d").getLast()).contains("1 link");
    assertThat(run(dir, goTo(), "help").getFirst()).contains("A link server");
  }

  @Test
  void itsCacheIsMadeOnceAndTaken() throws Exception {
    unpack();
    assertThat(run(dir, goTo(), "prepare")).isEmpty();
    try (Stream<Path> files = Files.list(home().resolve("lib"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".aot")))
          .singleElement()
          .satisfies(cache -> assertThat(cache).isNotEmptyFile());
    }
    try (GotoProcess server =
        start(
            List.of("GOTO_JAVA_OPTS=-Xlog:class+load:file=loaded.txt"),
            "serve",
            "-http",
            "127.0.0.1:0")) {
      assertThat(server.address()).isNotEmpty();
      assertThat(server.err().all()).noneMatch(line -> line.contains("preparing"));
      assertThat(server.terminate().exitCode()).isZero();
    }
    List<String> loaded = Files.readAllLines(dir.resolve("loaded.txt"));
    assertThat(loaded)
        .filteredOn(line -> line.contains(" gotourl.") && !line.contains("$$"))
        .isNotEmpty()
        .allMatch(line -> line.contains("shared objects file"));
  }

  private void unpack() throws Exception {
    run(dir, "tar", "-xzf", ARCHIVE.toAbsolutePath().toString());
  }

  private Path home() {
    return dir.resolve(HOME.getFileName());
  }

  private String goTo() {
    return home().resolve("bin/goto").toString();
  }

  private GotoProcess start(String... words) throws IOException {
    return start(List.of(), words);
  }

  private GotoProcess start(List<String> environment, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("env", "-u", "JAVA_HOME"));
    command.addAll(environment);
    command.add(goTo());
    command.addAll(List.of(words));
    return GotoProcess.of(new ProcessBuilder(command).directory(dir.toFile()));
  }

  private static String add(String address, String target) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://" + address + "/add?url=" + target))
              .header("Accept", "text/plain")
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body().strip();
    }
  }

  /** What it says on standard output; it must end with 0. */
  private static List<String> run(Path directory, String... command) throws Exception {
    try (GotoProcess process = process(directory, command)) {
      assertThat(process.exitCode()).as(String.join("\n", process.err().all())).isZero();
      return process.out().all();
    }
  }

  private int exitCode(String... command) throws Exception {
    try (GotoProcess process = process(dir, command)) {
      return process.exitCode();
    }
  }

  private static GotoProcess process(Path directory, String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toAbsolutePath().toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return GotoProcess.of(builder);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
