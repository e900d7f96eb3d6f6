package gotourl.crash;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.GotoProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real file system that is full, and has room again. PROMISES D7. */
@Tag("process")
@Tag("root")
class FullDiskTest {

  private static final String SMALL = "size=8m";
  private static final String LARGE = "size=64m";

  /** So long that the small file system holds less than two thousand. */
  private static final String LONG = "x".repeat(6_000);

  private static final int LINKS_MAX = 2_000;
  private static final int LINKS_LATER = 100;
  private static final int REFUSALS = 20;
  private static final Duration REFUSED_WITHIN = Duration.ofSeconds(1);
  private static final Duration RESUMED_WITHIN = Duration.ofSeconds(5);

  @TempDir Path dir;

  private final HttpClient http = HttpClient.newHttpClient();

  /** Target by path, of what was acknowledged. */
  private final Map<String, String> saved = new LinkedHashMap<>();

  private int targets;

  @BeforeEach
  void aSmallFileSystem() throws Exception {
    Files.createDirectory(disk());
    run("mount", "-t", "tmpfs", "-o", SMALL, "tmpfs", disk().toString());
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", disk().toString());
  }

  @Test
  void redirectsGoOnOnAFullDiskAndSavingComesBackByItselfWhenThereIsRoom() throws Exception {
    try (GotoProcess server = GotoProcess.serve(dir, "-file", data())) {
      fill(server);
      assertThat(saved).isNotEmpty();
      assertServed(server);
      for (int i = 0; i < REFUSALS; i++) {
        assertThat(isSaved(server)).isFalse();
      }
      assertServed(server);
      run("mount", "-o", "remount," + LARGE, disk().toString());
      awaitSaved(server);
      for (int i = 0; i < LINKS_LATER; i++) {
        assertThat(isSaved(server)).isTrue();
      }
      assertServed(server);
      assertThat(server.terminate().exitCode()).isZero();
    }
    try (GotoProcess verify = GotoProcess.start(dir, "verify", "-file", data())) {
      assertThat(verify.exitCode()).as("%s", verify.out().all()).isZero();
    }
    try (GotoProcess server = GotoProcess.serve(dir, "-file", data())) {
      assertServed(server);
    }
  }

  /** Until the first add is refused. */
  private void fill(GotoProcess server) throws Exception {
    while (isSaved(server)) {
      assertThat(saved.size()).isLessThan(LINKS_MAX);
    }
  }

  private void awaitSaved(GotoProcess server) throws Exception {
    long begin = System.nanoTime();
    while (!isSaved(server)) {
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(RESUMED_WITHIN);
      Thread.sleep(10);
    }
  }

  /** False: it was refused as it should be, and soon. */
  private boolean isSaved(GotoProcess server) throws Exception {
    String target = "https://example.org/" + targets++ + "/" + LONG;
    long begin = System.nanoTime();
    HttpResponse<String> answer = get(server, "/add?url=" + target);
    if (answer.statusCode() == 200) {
      saved.put(answer.body().substring(answer.body().lastIndexOf('/')), target);
      return true;
    }
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(REFUSED_WITHIN);
    return false;
  }

  private void assertServed(GotoProcess server) throws Exception {
    for (Map.Entry<String, String> each : saved.entrySet()) {
      HttpResponse<String> answer = get(server, each.getKey());
      assertThat(answer.statusCode()).isEqualTo(302);
      assertThat(answer.headers().firstValue("Location")).hasValue(each.getValue());
    }
  }

  private HttpResponse<String> get(GotoProcess server, String path) throws Exception {
    URI uri = URI.create("http://" + server.address() + path);
    return http.send(
        HttpRequest.newBuilder(uri).header("Accept", "text/plain").build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private Path disk() {
    return dir.resolve("disk");
  }

  private String data() {
    return disk().resolve("links").toString();
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).as("%s", String.join(" ", command)).isZero();
  }
}
