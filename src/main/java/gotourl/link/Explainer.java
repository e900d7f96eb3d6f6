package gotourl.link;

import gotourl.visitor.Visitor;
import gotourl.visitor.Visitors;
import java.time.Instant;
import java.util.Optional;

/**
 * Says what would be told of a link to a visitor who is only imagined. He has no address: a country
 * is told of him instead, he is in no block, and his share is that of a visitor on a Unix-domain
 * socket.
 *
 * @param visitors those that real ones are made by
 */
public record Explainer(Redirector redirector, Visitors visitors) {

  /**
   * @param userAgent empty if he sends none; the next one too
   * @param country where he is; nothing: it is not known
   * @param query of his request, without its question mark
   */
  public record Imagined(
      String userAgent, String languages, Optional<String> country, String query) {}

  public Redirector.Explained explain(Link link, Imagined imagined, Instant at) {
    Visitors there = new Visitors(_ -> imagined.country().orElse(null), visitors.salt());
    Visitor visitor = there.of(imagined.userAgent(), imagined.languages(), null, imagined.query());
    return redirector.explain(
        link,
        new Inquiry() {
          @Override
          public String query() {
            return imagined.query();
          }

          @Override
          public Visitor visitor() {
            return visitor;
          }
        },
        at);
  }
}
