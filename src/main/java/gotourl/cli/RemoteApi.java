package gotourl.cli;

import gotourl.access.Secret;
import gotourl.config.Client;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The API of a running server, as somebody with a secret: what is not a yes is a failure. */
final class RemoteApi {

  private static final String ROOT = "/-/api/v1/";

  private static final String JSON = "application/json";

  /** What the API answers; anything else is somebody else's page. */
  private static final List<String> TYPES =
      List.of(JSON, "application/x-ndjson", "image/svg+xml", "image/png");

  /** Nobody else's, ever. */
  private static final int IDEMPOTENCY_KEY_BYTES = 16;

  private static final String IN_HAND = "urn:goto:problem:retry-in-hand";

  /** A save that takes longer than all of them is answered 503. */
  private static final int LOOKS = 10;

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final RunningServer server;
  private final Secret secret;

  private RemoteApi(RunningServer server, Secret secret) {
    this.server = server;
    this.secret = secret;
  }

  static RemoteApi of(RunningServer server, Client client) throws Failure {
    return new RemoteApi(
        server,
        client
            .secret()
            .orElseThrow(() ->
                new Failure(
                    "this takes a secret of "
                        + server.root()
                        + ": set GOTO_SECRET_FILE to a file with one, or GOTO_SECRET")));
  }

  /** The path of a link; a slash in its code is no slash of the path. */
  static String link(String code) {
    return "links/" + segment(code);
  }

  /** A text as one segment of a path. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What stands behind a path; nothing if there are no parameters. */
  static String query(Map<String, List<String>> parameters) {
    List<String> parts = new ArrayList<>();
    parameters.forEach(
        (name, values) -> values.forEach(value -> parts.add(segment(name) + "=" + segment(value))));
    return parts.isEmpty() ? "" : "?" + String.join("&", parts);
  }

  Told get(String path) throws Failure {
    return asked(request(path).GET().build());
  }

  /** Makes something, once, even if the connection breaks before the answer is there. */
  Told make(String path, Object body) throws Failure {
    byte[] key = new byte[IDEMPOTENCY_KEY_BYTES];
    new SecureRandom().nextBytes(key);
    HttpRequest request =
        request(path)
            .header("Content-Type", JSON)
            .header("Idempotency-Key", HexFormat.of().formatHex(key))
            .POST(BodyPublishers.ofString(JsonTree.write(body)))
            .build();
    Told told = server.askAgain(request);
    for (int i = 0; i < LOOKS && isInHand(told); i++) {
      pause();
      told = server.ask(request);
    }
    return good(told);
  }

  /** The call whose connection broke goes on, and its outcome is soon known. */
  private static boolean isInHand(Told told) throws Failure {
    return told.status() == 409 && IN_HAND.equals(told.problem());
  }

  private static void pause() throws Failure {
    try {
      Thread.sleep(BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted", e);
    }
  }

  Told post(String path, String ifMatch) throws Failure {
    return asked(onlyIf(request(path), ifMatch).POST(BodyPublishers.noBody()).build());
  }

  Told post(String path, Map<String, @Nullable Object> body) throws Failure {
    return post(path, JSON, JsonTree.write(body));
  }

  Told post(String path, String type, String body) throws Failure {
    return asked(
        request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)).build());
  }

  /** Sends what somebody reads, and waits until the server is done with all of it. */
  Told upload(String path, InputStream in) throws Failure {
    return asked(
        request(path)
            .timeout(RunningServer.UPLOAD_PATIENCE)
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofInputStream(() -> in))
            .build());
  }

  void download(String path, RunningServer.Taker taker) throws Failure {
    HttpRequest request = request(path).timeout(RunningServer.UPLOAD_PATIENCE).GET().build();
    Optional<Told> refusal = server.download(request, taker);
    if (refusal.isPresent()) {
      throw Refusals.of(refusal.get(), server.root());
    }
  }

  Told patch(String path, Map<String, @Nullable Object> change, String ifMatch) throws Failure {
    return asked(
        onlyIf(request(path), ifMatch)
            .header("Content-Type", "application/merge-patch+json")
            .method("PATCH", BodyPublishers.ofString(JsonTree.write(change)))
            .build());
  }

  Told delete(String path, String ifMatch) throws Failure {
    return asked(onlyIf(request(path), ifMatch).DELETE().build());
  }

  private static HttpRequest.Builder onlyIf(HttpRequest.Builder request, String ifMatch) {
    return ifMatch.isEmpty() ? request : request.header("If-Match", ifMatch);
  }

  private HttpRequest.Builder request(String path) throws Failure {
    return server
        .request(ROOT + path)
        .header("Authorization", "Bearer " + secret.reveal())
        .header("Accept", "*/*");
  }

  private Told asked(HttpRequest request) throws Failure {
    return good(server.ask(request));
  }

  private Told good(Told told) throws Failure {
    if (told.isGood() && (told.isEmpty() || TYPES.stream().anyMatch(told::isOf))) {
      return told;
    }
    throw Refusals.of(told, server.root());
  }
}
