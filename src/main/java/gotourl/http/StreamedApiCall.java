package gotourl.http;

import gotourl.http.api.Response;
import gotourl.http.api.StreamedCall;
import java.io.InputStream;
import java.io.OutputStream;

/** A request of ours that is answered while it comes, as the API sees it. */
final class StreamedApiCall extends ApiCall implements StreamedCall {

  private final Dialogue dialogue;
  private boolean begun;

  StreamedApiCall(Request request, Dialogue dialogue) {
    super(request);
    this.dialogue = dialogue;
  }

  @Override
  public InputStream in() {
    return dialogue.in();
  }

  @Override
  public OutputStream begin(Response head) {
    begun = true;
    return dialogue.begin(ApiPages.reply(head).flowing());
  }

  /** Whether the answer was begun. By the thread of the call. */
  boolean isBegun() {
    return begun;
  }
}
