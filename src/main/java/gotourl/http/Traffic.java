package gotourl.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import gotourl.accesslog.Lane;
import gotourl.metrics.Histogram;
import gotourl.metrics.Tallies;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;

/**
 * What one event loop has answered: counted by it alone, so that a redirect pays one addition, and
 * two looks at the clock for all that one read brings. Any thread reads.
 */
final class Traffic {

  /** Why we ended a connection that did nothing wrong but nothing at all. */
  enum Ending {
    SILENT,
    IDLE,
    STALLED,
    LINGERING
  }

  private static final byte[] REFERRER = "referer:".getBytes(US_ASCII);
  private static final byte[] AGENT = "user-agent:".getBytes(US_ASCII);
  private static final String NO_REQUEST = "";

  private static final int REDIRECTED = 0;
  private static final int REPLIES = 1;
  private static final int ENDINGS = REPLIES + Status.values().length;
  private static final int TALLIES = ENDINGS + Ending.values().length;

  private final int redirectStatus;
  private final Tallies tallies = new Tallies(TALLIES);
  private final Histogram redirectNanos = Histogram.ofNanos();
  private final @Nullable Lane log;

  /** When the read in hand began, and how many redirects there were then. */
  private long readBegan;

  private boolean reads;
  private long redirectsBefore;

  /**
   * @param log where each request is noted, or {@code null}
   */
  Traffic(Status redirect, @Nullable Lane log) {
    this.redirectStatus = redirect.code();
    this.log = log;
  }

  /** Bytes have come: the first, or more, of one read. */
  void beginRead() {
    if (!reads) {
      reads = true;
      redirectsBefore = tallies.get(REDIRECTED);
      readBegan = System.nanoTime();
    }
  }

  /** They are all looked at, and what could be answered at once is written. */
  void endRead() {
    if (reads) {
      reads = false;
      long redirects = tallies.get(REDIRECTED) - redirectsBefore;
      if (redirects > 0) {
        redirectNanos.recordAlone(System.nanoTime() - readBegan, redirects);
      }
    }
  }

  /** Whether each request is noted. */
  boolean isLogged() {
    return log != null;
  }

  void answered(Answer.Now answer) {
    switch (answer) {
      case Answer.Redirect redirect -> tallies.add(REDIRECTED);
      case Reply reply -> tallies.add(at(reply.status()));
    }
  }

  void ended(Ending ending) {
    tallies.add(at(ending));
  }

  /** For the access log: a request that was decoded, or {@code null}: one that could not be. */
  void note(@Nullable Request request, Answer.Now answer) {
    if (log == null) {
      return;
    }
    log.begin(System.currentTimeMillis(), code(answer), bodyBytes(request, answer));
    if (request == null) {
      log.field(NO_REQUEST);
      log.field(NO_REQUEST);
      log.field(NO_REQUEST);
    } else {
      log.field(request.line());
      log.field(request.header(HttpHeaderNames.REFERER));
      log.field(request.header(HttpHeaderNames.USER_AGENT));
    }
    log.end();
  }

  /** For the access log: a request that was not decoded. */
  void notePlain(PlainRequest request, Answer.Now answer) {
    if (log == null) {
      return;
    }
    log.begin(System.currentTimeMillis(), code(answer), bodyBytes(null, answer));
    request.noteLine(log);
    request.noteField(log, REFERRER);
    request.noteField(log, AGENT);
    log.end();
  }

  private int code(Answer.Now answer) {
    return switch (answer) {
      case Answer.Redirect(String target, Reply special) ->
          special == null ? redirectStatus : special.status().code();
      case Reply reply -> reply.status().code();
    };
  }

  private static int bodyBytes(@Nullable Request request, Answer.Now answer) {
    return switch (answer) {
      case Answer.Redirect redirect -> 0;
      case Reply reply -> request != null && request.isHead() ? 0 : reply.bodyBytes();
    };
  }

  @SuppressWarnings("EnumOrdinal") // a place in memory, known to nobody else
  private static int at(Status status) {
    return REPLIES + status.ordinal();
  }

  @SuppressWarnings("EnumOrdinal") // the same
  private static int at(Ending ending) {
    return ENDINGS + ending.ordinal();
  }

  /** Links followed. Any thread. */
  long redirected() {
    return tallies.get(REDIRECTED);
  }

  /** Answers of this status that led to no link. Any thread. */
  long replied(Status status) {
    return tallies.get(at(status));
  }

  /** Any thread. */
  long endedBy(Ending ending) {
    return tallies.get(at(ending));
  }

  /** How long redirects took. Any thread. */
  Histogram redirectNanos() {
    return redirectNanos;
  }
}
