package gotourl.link;

import java.util.Iterator;
import java.util.stream.Stream;

/**
 * What robots are told of a domain in the words of RFC 9309: they are to leave everything alone but
 * the links that invite them. Those that lead nowhere at present are not named.
 */
public final class Robots {

  /**
   * What every crawler reads of it at least (RFC 9309, 2.5); what stands behind is lost on some.
   */
  public static final int BYTES_MAX = 500 * 1024;

  /**
   * Links that are looked at for one text: five times as many as it has room for. Each is a read, a
   * microsecond or two of one that lies in memory.
   */
  static final int LOOKED_AT_MAX = 1 << 18;

  private static final String BEGIN = "User-agent: *\n";

  /**
   * Behind what is allowed: of old crawlers some go by the first line that fits, and the others by
   * the longest, which is never one of these. The first two say what is ours also to those that
   * know of exceptions nothing.
   */
  private static final String END = "Disallow: /add\nDisallow: /-/\nDisallow: /\n";

  private final LinkStore store;
  private final Redirector redirector;

  public Robots(LinkStore store, Redirector redirector) {
    this.store = store;
    this.redirector = redirector;
  }

  /** What they are told where no link invites them. */
  public static String toNone() {
    return BEGIN + END;
  }

  /** Whether any link of this domain invites them, in force or not. Answers at once. */
  public boolean mayInvite(int domain) {
    return store.hasCrawlable(domain);
  }

  /** What they are told now. Takes as long as it takes to read many links. */
  public String text(int domain) {
    StringBuilder text = new StringBuilder(BEGIN);
    try (Stream<Link> links = store.crawlable(domain)) {
      Iterator<Link> looked = links.limit(LOOKED_AT_MAX).iterator();
      while (looked.hasNext()) {
        Link link = looked.next();
        if (invites(link) && !append(link.key(), text)) {
          break;
        }
      }
    }
    return text.append(END).toString();
  }

  private boolean invites(Link link) {
    return redirector.invites(link)
        && (link.terms().maxVisits() == Terms.ANY_NUMBER
            || store.visits(link.number()) < link.terms().maxVisits());
  }

  /** False: there is no room for it. */
  private static boolean append(Key key, StringBuilder text) {
    int before = text.length();
    text.append("Allow: /").append(path(key)).append("$\n");
    if (text.length() + END.length() <= BYTES_MAX) {
      return true;
    }
    text.setLength(before);
    return false;
  }

  /** ASCII, as it stands in the short URL, but for what is a pattern in a line for robots. */
  private static String path(Key key) {
    return PercentEncoding.CONTROLS.encode(key.code()).replace("*", "%2A").replace("$", "%24");
  }
}
