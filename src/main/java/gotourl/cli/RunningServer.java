package gotourl.cli;

import gotourl.link.BaseUrl;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A server somewhere, asked in plain text. */
final class RunningServer {

  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

  /** A save that waits longer than this for its disk is answered 503 long before. */
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(30);

  /** A target has 8,192 characters at most; anything beyond this is not our server's answer. */
  private static final long ANSWER_BYTES_MAX = 64 * 1024;

  private static final int OK = 200;

  private final String root;

  RunningServer(BaseUrl base) {
    this.root = base.scheme() + "://" + base.authority();
  }

  /** A request to a path, which is already percent-encoded. */
  HttpRequest.Builder request(String path) throws Failure {
    try {
      return HttpRequest.newBuilder(new URI(root + path))
          .timeout(ANSWER_PATIENCE)
          .header("Accept", "text/plain");
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new Failure(root + path + " is no URL that can be asked", e);
    }
  }

  /** The answer's text if it is a 200; otherwise the failure says what the server said. */
  String ask(HttpRequest request) throws Failure {
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_PATIENCE)
            .build()) {
      HttpResponse<String> answer =
          client.send(
              request,
              BodyHandlers.limiting(
                  BodyHandlers.ofString(StandardCharsets.UTF_8), ANSWER_BYTES_MAX));
      if (answer.statusCode() != OK) {
        throw new Failure(reason(answer));
      }
      return answer.body().strip();
    } catch (ConnectException | HttpTimeoutException e) {
      throw new Failure("no server at " + root, e);
    } catch (IOException e) {
      throw new Failure("no sensible answer from " + root + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted", e);
    }
  }

  private static String reason(HttpResponse<String> answer) {
    String line = answer.body().strip().lines().findFirst().orElse("");
    return line.isEmpty() ? "the server answered " + answer.statusCode() : line;
  }
}
