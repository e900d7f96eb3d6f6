package gotourl.http;

import gotourl.http.api.Api;
import gotourl.http.api.Response;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The way from a connection to the API and back: each call has a virtual thread of its own, which
 * may wait for the store, and no event loop does.
 */
final class ApiPages {

  /**
   * Calls that are in hand at once, bodies of 64 KiB each: 64 MiB at worst. One save takes all that
   * wait with it, so that more of them would not make it faster.
   */
  static final int IN_HAND_MAX = 1_024;

  private static final Executor ASIDE = task -> Thread.ofVirtual().name("goto-api").start(task);

  /** What goes on for long keeps no thread of the others busy. */
  private static final Executor FOR_LONG =
      task -> Thread.ofPlatform().daemon().name("goto-stream").start(task);

  private static final String ROOT = "-/api";

  private static final Reply TO_GUIDE =
      Reply.empty(Status.FOUND)
          .with("Location", "/" + ApiGuide.PATH)
          .with("Cache-Control", "no-store");

  private static final Reply BUSY = reply(Api.busy());
  private static final Reply FAILED = problem(Replies.FAILED);

  /** Calls that are read while they come: what each has in hand fits the save queue eight times. */
  static final int STREAMED_MAX = 8;

  private static final Logger LOG = System.getLogger(ApiPages.class.getName());

  private final Semaphore freeToStream = new Semaphore(STREAMED_MAX);
  private final Semaphore free = new Semaphore(IN_HAND_MAX);
  private final Api api;

  ApiPages(Api api) {
    this.api = api;
  }

  Answer answer(Request request) {
    if (!free.tryAcquire()) {
      return BUSY;
    }
    ApiCall call = new ApiCall(request);
    return new Answer.Later<Answer.Now>(
        CompletableFuture.supplyAsync(() -> answer(request, call), ASIDE),
        answer -> answer,
        call::giveUp,
        FAILED);
  }

  private Answer.Now answer(Request request, ApiCall call) {
    try {
      Answer.Now guide = guide(request);
      return guide == null ? reply(api.answer(call)) : guide;
    } finally {
      free.release();
    }
  }

  /** Whether a request is one of those that {@link #converse} answers. */
  static boolean isStreamed(Request request) {
    return Api.isStreamed(
        request.method().name(),
        ApiTarget.segments(request.rawPath()),
        request.header(HttpHeaderNames.CONTENT_TYPE));
  }

  void converse(Request request, Dialogue dialogue) {
    if (!freeToStream.tryAcquire()) {
      dialogue.answer(BUSY);
      return;
    }
    FOR_LONG.execute(() -> {
      try {
        converse(new StreamedApiCall(request, dialogue), dialogue);
      } finally {
        freeToStream.release();
      }
    });
  }

  private void converse(StreamedApiCall call, Dialogue dialogue) {
    try {
      Response whole = api.answer(call);
      if (whole != null) {
        dialogue.answer(reply(whole));
      }
    } catch (IOException gone) {
      LOG.log(Level.DEBUG, "nobody is left to be answered", gone);
      dialogue.abort();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "a request failed", e);
      if (call.isBegun()) {
        dialogue.abort();
      } else {
        dialogue.answer(FAILED);
      }
    }
  }

  private static Answer.@Nullable Now guide(Request request) {
    String path = request.path();
    if (ROOT.equals(path)) {
      return TO_GUIDE;
    }
    return path != null && ApiGuide.mayHave(path) ? ApiGuide.answer(request, path) : null;
  }

  static Reply reply(Response response) {
    List<Field> fields = new ArrayList<>(response.fields().size());
    response.fields().forEach(field -> fields.add(new Field(field.name(), field.value())));
    return Reply.of(Status.of(response.status()), fields, response.body());
  }

  /** What a client of the API is told where others get words. */
  static Reply problem(Reply refusal) {
    Reply problem = reply(Api.problem(refusal.status().code(), refusal.words()));
    return refusal.last() ? problem.closing() : problem;
  }
}
