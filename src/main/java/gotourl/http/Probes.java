package gotourl.http;

/**
 * What a balancer or a supervisor asks every listener, without details: does the process live, and
 * should it be sent requests. It should as long as it accepts any: also while saving is refused,
 * since redirects go on then, and taking the server away would end them too.
 */
final class Probes {

  static final String LIVE = "-/health/live";
  static final String READY = "-/health/ready";

  private static final Reply OK = probe(Status.OK, "ok");
  private static final Reply NOT_READY = probe(Status.SERVICE_UNAVAILABLE, "not ready");

  private volatile boolean stopping;

  private static Reply probe(Status status, String words) {
    return Reply.plain(status, words).with("Cache-Control", "no-store");
  }

  /** Nothing more should be sent here. */
  void stop() {
    stopping = true;
  }

  /**
   * @param path {@link #LIVE} or {@link #READY}
   */
  Answer.Now answer(Request request, String path) {
    if (!request.isGetOrHead()) {
      return Replies.READ_ONLY;
    }
    return path.equals(READY) && stopping ? NOT_READY : OK;
  }
}
