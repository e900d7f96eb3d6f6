package gotourl.cli;

import gotourl.link.BaseUrl;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** A server somewhere. Whatever keeps it from answering is told as what to do about it. */
final class RunningServer implements AutoCloseable {

  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

  /** A save that waits longer than this for its disk is answered 503 long before. */
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(30);

  /** A file that is uploaded is answered when all of it is saved. */
  static final Duration UPLOAD_PATIENCE = Duration.ofDays(1);

  /** A page of a thousand links with the longest targets and notes is a third of it. */
  private static final long ANSWER_BYTES_MAX = 64 * 1024 * 1024;

  private static final int OK = 200;

  private static final String NAME_IT = "-server or GOTO_SERVER says where to look";

  private final String root;
  private final HttpClient http;

  RunningServer(BaseUrl base) throws Failure {
    this(base, SystemTrust.of(base));
  }

  /**
   * @param trusted who may vouch for it
   */
  RunningServer(BaseUrl base, SSLContext trusted) {
    this.root = base.scheme() + "://" + base.authority();
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_PATIENCE)
            .sslContext(trusted)
            .build();
  }

  /** Where it is, for people. */
  String root() {
    return root;
  }

  /** A request to a path, which is already percent-encoded. */
  HttpRequest.Builder request(String path) throws Failure {
    try {
      return HttpRequest.newBuilder(new URI(root + path)).timeout(ANSWER_PATIENCE);
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new Failure(root + path + " is no URL that can be asked", e);
    }
  }

  /** The answer's words if it is a 200, as everybody hears them. */
  String text(HttpRequest.Builder request) throws Failure {
    Told told = ask(request.header("Accept", "text/plain").build());
    if (told.status() != OK) {
      throw Refusals.of(told, root);
    }
    return told.text();
  }

  /** Whatever is answered. */
  Told ask(HttpRequest request) throws Failure {
    try {
      return send(request);
    } catch (IOException e) {
      throw explained(e);
    }
  }

  /**
   * The same, and once more if the connection breaks.
   *
   * @param request doing it twice must be as good as doing it once
   */
  Told askAgain(HttpRequest request) throws Failure {
    try {
      return send(request);
    } catch (ConnectException | HttpTimeoutException | SSLException e) {
      throw explained(e);
    } catch (IOException broken) {
      return ask(request);
    }
  }

  /**
   * Hands what is answered to somebody as it comes, if it is a yes.
   *
   * @return what else was answered; empty if it was a yes
   */
  Optional<Told> download(HttpRequest request, Taker taker) throws Failure {
    try {
      HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        if (answer.statusCode() == OK) {
          taker.hear(answer.headers());
          taker.take(body);
          return Optional.empty();
        }
        byte[] words = body.readNBytes((int) ANSWER_BYTES_MAX);
        return Optional.of(new Told(answer.statusCode(), answer.headers(), words));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted", e);
    } catch (IOException e) {
      throw explained(e);
    }
  }

  /** Somebody who reads to the end. */
  interface Taker {
    /** What stands before it. */
    default void hear(HttpHeaders headers) {}

    void take(InputStream body) throws IOException, Failure;
  }

  private Told send(HttpRequest request) throws IOException, Failure {
    try {
      HttpResponse<byte[]> answer =
          http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
      return new Told(answer.statusCode(), answer.headers(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted", e);
    }
  }

  private Failure explained(IOException e) {
    return switch (e) {
      case ConnectException unknown when isNameUnknown(unknown) ->
          Failure.later("no host is called as in " + root + "; " + NAME_IT, e);
      case ConnectException _ -> noServer(e);
      case HttpConnectTimeoutException _ -> noServer(e);
      case HttpTimeoutException _ ->
          Failure.later(
              "no answer from %s within %d seconds".formatted(root, ANSWER_PATIENCE.toSeconds()),
              e);
      case SSLException _ ->
          new Failure("no TLS that this machine trusts at " + root + ": " + e.getMessage(), e);
      default ->
          Failure.later(
              "no sensible answer from "
                  + root
                  + ": "
                  + Optional.ofNullable(e.getMessage()).orElse("the connection broke"),
              e);
    };
  }

  private static boolean isNameUnknown(ConnectException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return true;
      }
    }
    return false;
  }

  private Failure noServer(IOException e) {
    return Failure.later("no server at " + root + "; " + NAME_IT, e);
  }

  @Override
  public void close() {
    http.close();
  }
}
