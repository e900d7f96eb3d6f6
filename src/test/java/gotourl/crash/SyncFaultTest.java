package gotourl.crash;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.GotoProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
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

  @TempDir Path dir;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aFailedSyncIsNeverAcknowledgedAndSavingComesBackByItself() throws Exception {
    List<String> saved = new ArrayList<>();
    int refused = 0;
    try (GotoProcess server = underStrace("error=EIO")) {
      for (int i = 0; i < 2 * FAULT_AT_SYNC; i++) {
        HttpResponse<String> answer = add(server, i).join();
        if (answer.statusCode() == 200) {
          saved.add(answer.body().substring(answer.body().lastIndexOf('/')));
        } else {
          assertThat(answer.statusCode()).isEqualTo(503);
          assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
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

  @Test
  void redirectsAndNotSavesGoOnWhileASyncHangs() throws Exception {
    try (GotoProcess server = underStrace("delay_exit=20000000")) {
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
          String body = add.join().body();
          saved.add(body.substring(body.lastIndexOf('/')));
        } else {
          hanging = add;
        }
      }
      assertThat(hanging).isNotNull();
      for (int i = 0; i < REDIRECTS; i++) {
        assertThat(get(server, saved.get(i % saved.size())).join().statusCode()).isEqualTo(302);
      }
      assertThat(hanging).isNotDone();
    }
  }

  private GotoProcess underStrace(String fault) throws Exception {
    String inject = "inject=fdatasync:" + fault + ":when=" + FAULT_AT_SYNC;
    return GotoProcess.serve(
        List.of("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fdatasync", "-e", inject),
        dir);
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
