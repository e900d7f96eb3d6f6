package gotourl.http;

import gotourl.metrics.Histogram;
import gotourl.metrics.Metric;
import gotourl.metrics.Metrics;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Where the front's metrics are read: in what each loop has counted, added up. */
final class HttpMetrics {

  /** Why a request was not served. */
  private enum Refusal {
    MALFORMED,
    TOO_LARGE,
    TOO_SLOW,
    METHOD,
    FORBIDDEN,
    UNSUPPORTED,
    TARGET,
    TAKEN,
    RATE,
    UNAVAILABLE,
    FAILED,
    /** It was served. */
    NONE
  }

  private final List<Traffic> loops;

  private HttpMetrics(List<Traffic> loops) {
    this.loops = loops;
  }

  static void measure(
      Metrics metrics, List<Traffic> loops, Gate gate, Status redirect, Histogram adds) {
    HttpMetrics front = new HttpMetrics(List.copyOf(loops));
    front.measureRedirects(metrics);
    front.measureAnswers(metrics, redirect);
    metrics.read(Metric.ADD_SECONDS, List.of(adds));
    metrics.read(Metric.CONNECTIONS, gate::connections);
    metrics.read(Metric.CONNECTIONS_MAX, gate::connectionsMax);
    metrics.read(Metric.CONNECTIONS_ACCEPTED, gate::accepted);
    metrics.read(Metric.CONNECTIONS_HELD_BACK, gate::heldBack);
    for (Traffic.Ending ending : Traffic.Ending.values()) {
      metrics.read(
          Metric.CONNECTIONS_ENDED,
          word(ending),
          () -> front.sum(traffic -> traffic.endedBy(ending)));
    }
  }

  private void measureRedirects(Metrics metrics) {
    metrics.read(Metric.REDIRECTS, "redirected", () -> sum(Traffic::redirected));
    metrics.read(Metric.REDIRECTS, "unknown", () -> replied(Status.NOT_FOUND));
    metrics.read(Metric.REDIRECTS, "failed", () -> replied(Status.INTERNAL_SERVER_ERROR));
    metrics.read(Metric.REDIRECT_SECONDS, loops.stream().map(Traffic::redirectNanos).toList());
  }

  private void measureAnswers(Metrics metrics, Status redirect) {
    for (Status status : Status.values()) {
      String code = Integer.toString(status.code());
      if (status == redirect) {
        metrics.read(Metric.RESPONSES, code, () -> replied(status) + sum(Traffic::redirected));
      } else {
        metrics.read(Metric.RESPONSES, code, () -> replied(status));
      }
    }
    for (Refusal refusal : Refusal.values()) {
      if (refusal != Refusal.NONE) {
        metrics.read(Metric.REQUESTS_REFUSED, word(refusal), () -> refused(refusal));
      }
    }
  }

  private long refused(Refusal refusal) {
    long refused = 0;
    for (Status status : Status.values()) {
      if (refusal(status) == refusal) {
        refused += replied(status);
      }
    }
    return refused;
  }

  private static Refusal refusal(Status status) {
    return switch (status) {
      case OK,
          CREATED,
          ACCEPTED,
          NO_CONTENT,
          MOVED_PERMANENTLY,
          FOUND,
          SEE_OTHER,
          NOT_MODIFIED,
          TEMPORARY_REDIRECT,
          PERMANENT_REDIRECT,
          NOT_FOUND,
          GONE ->
          Refusal.NONE;
      case BAD_REQUEST -> Refusal.MALFORMED;
      case UNAUTHORIZED, FORBIDDEN -> Refusal.FORBIDDEN;
      case METHOD_NOT_ALLOWED -> Refusal.METHOD;
      case REQUEST_TIMEOUT -> Refusal.TOO_SLOW;
      case CONFLICT, PRECONDITION_FAILED -> Refusal.TAKEN;
      case CONTENT_TOO_LARGE, URI_TOO_LONG, HEADERS_TOO_LARGE -> Refusal.TOO_LARGE;
      case UNSUPPORTED_MEDIA_TYPE, EXPECTATION_FAILED, VERSION_NOT_SUPPORTED -> Refusal.UNSUPPORTED;
      case TOO_MANY_REQUESTS -> Refusal.RATE;
      case UNPROCESSABLE_CONTENT -> Refusal.TARGET;
      case SERVICE_UNAVAILABLE -> Refusal.UNAVAILABLE;
      case INTERNAL_SERVER_ERROR -> Refusal.FAILED;
    };
  }

  private long replied(Status status) {
    return sum(traffic -> traffic.replied(status));
  }

  private long sum(ToLongFunction<Traffic> count) {
    return loops.stream().mapToLong(count).sum();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
