package gotourl.crash;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.GotoProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Syncs of a real server that fail or hang, injected into its system calls. PROMISES D8, D9. */
@Tag("process")
@Tag("strace")
class SyncFaultTest {

  /** Late enough that some adds have been saved by then. */
  private static final int FAULT_AT_SYNC = 8;

  private static final int REDIRECTS = 500;
  private static final int QUEUE = 4;

  /** 100 ms are promised; under strace, every system call of the server costs extra. */
  private static final Duration REFUSAL_MAX = Duration.ofSeconds(2);

  private static final Duration SLOW_SYNC = Duration.ofMillis(300);
  private static final int REDIRECTS_A_SLOW_SAVE_MIN = 5;

  @TempDir Path dir;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aFailedSyncIsNeverAcknowledgedAndSavingComesBackByItself() throws Exception {
    List<String> saved = new ArrayList<>();
    int refused = 0;
    try (GotoProcess server = underStrace("error=EIO:when=" + FAULT_AT_SYNC)) {
      for (int i = 0; i < 2 * FAULT_AT_SYNC; i++) {
        HttpResponse<String> answer = add(server, i).join();
        if (answer.statusCode() == 200) {
          saved.add(path(answer));
        } else {
          assertRefused(answer);
          refused++;
        }
        for (String path : saved) {
          assertThat(get(server, path).join().statusCode()).isEqualTo(302);
        }
      }
    }
    assertThat(refused).isEqualTo(1);
    try (GotoProcess server = GotoProcess.serve(dir)) {
      for (String path : saved) {
        assertThat(get(server, path).join().statusCode()).isEqualTo(302);
      }
    }
  }

  /** What the queue has no room for is refused at once, and not when the disk is back. */
  @Test
  void redirectsAndNotSavesGoOnWhileASyncHangs() throws Exception {
    try (GotoProcess server =
        underStrace(
            "delay_exit=20000000:when=" + FAULT_AT_SYNC, "-save-queue", Integer.toString(QUEUE))) {
      List<String> saved = new ArrayList<>();
      CompletableFuture<HttpResponse<String>> hanging = null;
      for (int i = 0; i < 2 * FAULT_AT_SYNC && hanging == null; i++) {
        CompletableFuture<HttpResponse<String>> add = add(server, i);
        // A redirect behind it on another connection: the add is done by then, or it hangs.
        for (int wait = 0; wait < 100 && !add.isDone(); wait++) {
          assertThat(get(server, "/none").join().statusCode()).isEqualTo(404);
          Thread.sleep(10);
        }
        if (add.isDone()) {
          saved.add(path(add.join()));
        } else {
          hanging = add;
        }
      }
      assertThat(hanging).isNotNull();
      List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
      for (int i = 0; i < 2 * QUEUE; i++) {
        waiting.add(add(server, 1_000 + i));
      }
      // One place in the queue is taken by the add that hangs.
      for (int wait = 0; wait < 500 && refused(waiting) <= QUEUE; wait++) {
        assertThat(get(server, saved.getFirst()).join().statusCode()).isEqualTo(302);
        Thread.sleep(10);
      }
      assertThat(refused(waiting)).isEqualTo(QUEUE + 1);
      for (int i = 0; i < 2 * QUEUE; i++) {
        long begin = System.nanoTime();
        assertRefused(add(server, 2_000 + i).join());
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(REFUSAL_MAX);
      }
      for (int i = 0; i < REDIRECTS; i++) {
        assertThat(get(server, saved.get(i % saved.size())).join().statusCode()).isEqualTo(302);
      }
      assertThat(hanging).isNotDone();
    }
  }

  /** Of the link that was made. */
  private static String path(HttpResponse<String> added) {
    assertThat(added.statusCode()).isEqualTo(200);
    return added.body().substring(added.body().lastIndexOf('/'));
  }

  private static long refused(List<CompletableFuture<HttpResponse<String>>> adds) {
    List<HttpResponse<String>> answered =
        adds.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join).toList();
    answered.forEach(SyncFaultTest::assertRefused);
    return answered.size();
  }

  private static void assertRefused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
  }

  /** A redirect that waited for the disk would take as long as a save. */
  @Test
  void manyRedirectsAreAnsweredWhileOneSaveWaitsForASlowSync() throws Exception {
    try (GotoProcess server =
        underStrace("delay_exit=" + SLOW_SYNC.toMillis() + "000:when=" + FAULT_AT_SYNC + "+")) {
      String saved = path(add(server, 0).join());
      int slow = 0;
      for (int i = 0; i < 2 * FAULT_AT_SYNC; i++) {
        long begin = System.nanoTime();
        CompletableFuture<HttpResponse<String>> add = add(server, i);
        int redirects = 0;
        while (!add.isDone()) {
          assertThat(get(server, saved).join().statusCode()).isEqualTo(302);
          redirects++;
        }
        saved = path(add.join());
        if (System.nanoTime() - begin >= SLOW_SYNC.toNanos()) {
          slow++;
          assertThat(redirects).isGreaterThan(REDIRECTS_A_SLOW_SAVE_MIN);
        }
      }
      assertThat(slow).as("syncs were slow").isGreaterThan(FAULT_AT_SYNC / 2);
    }
  }

  private GotoProcess underStrace(String fault, String... words) throws Exception {
    return GotoProcess.serve(
        List.of(
            "strace",
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            "trace=fdatasync",
            "-e",
            "inject=fdatasync:" + fault),
        dir,
        words);
  }

  private CompletableFuture<HttpResponse<String>> add(GotoProcess server, int i) throws Exception {
    return get(server, "/add?url=https%3A%2F%2Fexample.org%2F" + i);
  }

  private CompletableFuture<HttpResponse<String>> get(GotoProcess server, String path)
      throws InterruptedException {
    URI uri = URI.create("http://" + server.address() + path);
    return http.sendAsync(
        HttpRequest.newBuilder(uri).header("Accept", "text/plain").build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
