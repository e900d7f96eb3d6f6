package gotourl.transfer;

import gotourl.transfer.Attempt.Done;
import gotourl.transfer.Attempt.Later;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

/**
 * Asks a server of another kind, again and again while it is only busy or the network fails. What
 * else it says is final, and told as what to do. No redirect is followed: the key would go along.
 */
final class ForeignApi implements AutoCloseable {

  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);

  /** Headers and body: for a page that the other side has to search a large table for. */
  static final Duration ANSWER_PATIENCE = Duration.ofSeconds(60);

  /** A page of 200 links with targets of 64 KiB, which is the longest that Shlink can hold. */
  static final int ANSWER_BYTES_MAX = 1 << 24;

  private final ForeignServer server;
  private final Duration answerPatience;
  private final HttpClient http;
  private final ForeignPatience patience;

  /** Whether it ever answered: if not, it is rather the address that is wrong. */
  private boolean heard;

  /**
   * @param trusted who may vouch for it; empty: whom this Java machine trusts
   */
  ForeignApi(ForeignServer server, Optional<SSLContext> trusted, Transfer.Pause pause) {
    this(server, trusted, pause, ANSWER_PATIENCE);
  }

  ForeignApi(
      ForeignServer server,
      Optional<SSLContext> trusted,
      Transfer.Pause pause,
      Duration answerPatience) {
    this.server = server;
    this.answerPatience = answerPatience;
    this.patience = new ForeignPatience(pause);
    HttpClient.Builder client =
        HttpClient.newBuilder()
            // Without TLS the newer version is asked for by a header that some proxies choke on.
            .version(server.isEncrypted() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_PATIENCE);
    trusted.ifPresent(client::sslContext);
    this.http = client.build();
  }

  ForeignServer server() {
    return server;
  }

  /** What it answers, which must be what was asked for. */
  JsonMembers get(String path) throws IOException {
    return switch (ask(path)) {
      case Done.Told(JsonMembers members) -> members;
      case Done.Refused(int status) -> throw refused(status);
    };
  }

  /** What it answers; that it does not let us in, or has nothing there, is an answer as well. */
  Done ask(String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(server.uri(path))
            .header(server.header(), server.key())
            .header("Accept", "application/json")
            .header("User-Agent", "goto")
            .build();
    for (int tries = 1; ; tries++) {
      switch (attempt(request)) {
        case Done done -> {
          heard = true;
          return done;
        }
        case Later(String why, Duration atLeast) -> {
          if (tries >= ForeignPatience.TRIES_MAX) {
            throw new IOException(
                server
                    + ": "
                    + why
                    + ", for the "
                    + tries
                    + "th time; when it is well, import again: what is there already stays");
          }
          patience.before(tries + 1, atLeast);
        }
      }
    }
  }

  /** Why there is nothing to read, and what to do. */
  IOException refused(int status) {
    return new IOException(
        status == Attempt.NOT_FOUND
            ? server
                + " has no such interface (404): is the address that of the server itself, with the"
                + " path that it is behind?"
            : server
                + " does not let this key in ("
                + status
                + "): it must be one that sees all links");
  }

  /** Why what was read makes no sense. */
  IOException unclear(RowFault fault) {
    return new IOException(
        server
            + " does not answer as a "
            + server.product()
            + " does: "
            + server.withoutKey(fault.reason()));
  }

  private Attempt attempt(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<Optional<byte[]>>> sent =
        http.sendAsync(request, _ -> new AnswerBody(ANSWER_BYTES_MAX));
    try {
      // A timeout of the request itself would end with the headers.
      return Attempt.of(server, sent.get(answerPatience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      var _ = sent.cancel(true);
      return Later.soon("no whole answer within " + answerPatience.toSeconds() + " seconds");
    } catch (ExecutionException e) {
      return broken(e);
    } catch (InterruptedException e) {
      var _ = sent.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + server + " was asked", e);
    }
  }

  private Attempt broken(ExecutionException e) throws IOException {
    if (!(e.getCause() instanceof IOException cause)) {
      throw new IOException(server + " could not be asked", e);
    }
    String words = cause.getMessage() == null ? "" : " (" + server.shown(cause.getMessage()) + ")";
    if (!heard
        && (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException)) {
      throw new IOException("there is no " + server + words + "; is the address right?", cause);
    }
    if (!heard && cause instanceof SSLHandshakeException) {
      throw new IOException("no TLS that this machine trusts: " + server + words, cause);
    }
    return Later.soon("the connection broke" + words);
  }

  @Override
  public void close() {
    // Nothing is under way: whatever was asked has answered or is given up.
    http.shutdownNow();
  }
}
