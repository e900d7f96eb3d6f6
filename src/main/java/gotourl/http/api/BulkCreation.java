package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.access.Scope;
import gotourl.http.api.StreamedCall.CutShort;
import gotourl.link.Link;
import gotourl.link.Manner;
import gotourl.link.ShortUrls;
import gotourl.link.Shortener;
import gotourl.link.Shortener.Made;
import gotourl.link.Shortener.Reused;
import gotourl.link.Shortener.Shortened;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;

/**
 * Many links in one call: a JSON object a row in, one a row out, in the same order, each once its
 * row is decided and saved. Rows fail one by one; nothing is undone for another's sake.
 */
final class BulkCreation {

  /** What the rows are sent as, and what comes back. */
  static final String TYPE = "application/x-ndjson";

  /**
   * Rows that are being saved: some batches of the save loop, so that it need not wait for this
   * thread, and so few that several such calls leave room for others in its queue.
   */
  private static final int IN_HAND_MAX = 2_048;

  /** Read, and not told of yet. */
  private sealed interface Row {}

  private record Begun(long number, CompletionStage<Shortened> stage) implements Row {}

  private record Decided(long number, Response response) implements Row {}

  private final Shortener shortener;
  private final Creation creation;
  private final Outcomes outcomes;
  private final ShortUrls urls;

  BulkCreation(Shortener shortener, Creation creation, Outcomes outcomes, ShortUrls urls) {
    this.shortener = shortener;
    this.creation = creation;
    this.outcomes = outcomes;
    this.urls = urls;
  }

  /** Whether a call is one of these. */
  static boolean isMeant(String method, String contentType) {
    return method.equals("POST") && Bodies.isOf(contentType, TYPE);
  }

  void run(StreamedCall call, Credential who) throws Refused, IOException {
    if (!who.allows(Scope.CREATE)) {
      throw who.allows(Scope.READ) ? Permission.forbidden() : Permission.nothingHere();
    }
    Manner manner = CreationQuery.readForRows(call, shortener);
    Bodies.requireReadable(call, List.of(TYPE));
    Response head = Response.streamed(200, TYPE);
    try (OutputStream out = call.begin(head)) {
      new Run(call, who, manner, out).all();
    }
  }

  /** One call. */
  private final class Run {

    private final Rows rows;
    private final Credential who;
    private final Manner manner;
    private final RowResults results;
    private final Queue<Row> inHand = new ArrayDeque<>();

    Run(StreamedCall call, Credential who, Manner manner, OutputStream out) {
      this.manner = manner;
      this.rows = new Rows(call.in());
      this.who = who;
      this.results = new RowResults(out);
    }

    void all() throws IOException {
      try {
        while (true) {
          if (!inHand.isEmpty() && rows.mayWait()) {
            // The client may be waiting for us.
            tell(0);
            results.flush();
          }
          byte[] row = rows.next();
          if (row == null) {
            tell(0);
            results.flush();
            return;
          }
          take(row);
          if (inHand.size() == IN_HAND_MAX) {
            tell(IN_HAND_MAX / 2);
          }
        }
      } catch (CutShort cut) {
        tell(0);
        results.problem(rows.number() + 1, Api.problem(cut.status(), cut.words()));
        results.flush();
      }
    }

    private void take(byte[] row) {
      if (rows.isTooLong()) {
        inHand.add(
            told(
                Problems.of(
                    Problem.TOO_LARGE,
                    "A row has at most " + Rows.ROW_BYTES_MAX + " bytes; this one is longer.")));
        return;
      }
      if (row.length == 0) {
        return;
      }
      Faults faults = new Faults();
      try {
        Json.Members body = JsonBody.read(row, faults);
        inHand.add(new Begun(rows.number(), creation.begin(body, faults, who, manner)));
      } catch (Refused refused) {
        inHand.add(told(refused.response()));
      }
    }

    private Row told(Response response) {
      return new Decided(rows.number(), response);
    }

    /** Until only so many are left in hand. */
    private void tell(int left) throws IOException {
      while (inHand.size() > left) {
        switch (inHand.remove()) {
          case Begun(long number, CompletionStage<Shortened> stage) ->
              tell(number, stage.toCompletableFuture().join());
          case Decided(long number, Response response) -> results.problem(number, response);
        }
      }
    }

    private void tell(long number, Shortened shortened) throws IOException {
      creation.settle(shortened, who);
      switch (shortened) {
        case Made(Link link) -> results.made(number, 201, link, urls);
        case Reused(Link link) -> results.made(number, 200, link, urls);
        default -> results.problem(number, outcomes.of(shortened, who.allows(Scope.READ)));
      }
    }
  }
}
