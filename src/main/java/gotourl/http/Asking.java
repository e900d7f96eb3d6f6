package gotourl.http;

import gotourl.link.Inquiry;
import gotourl.visitor.Visitor;
import gotourl.visitor.Visitors;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;

/** A request for a link, as the link's terms see it. Belongs to one thread. */
final class Asking implements Inquiry {

  private final Visitors visitors;
  private final Peer peer;
  private final Fields fields;
  private final String query;
  private @Nullable Visitor visitor;

  Asking(Visitors visitors, Peer peer, Fields fields, String query) {
    this.visitors = visitors;
    this.peer = peer;
    this.fields = fields;
    this.query = query;
  }

  @Override
  public String query() {
    return query;
  }

  @Override
  public Visitor visitor() {
    Visitor known = visitor;
    if (known == null) {
      known =
          visitors.of(
              fields.header(HttpHeaderNames.USER_AGENT),
              fields.header(HttpHeaderNames.ACCEPT_LANGUAGE),
              peer.client(fields::header).address(),
              query);
      visitor = known;
    }
    return known;
  }
}
