package gotourl.transfer;

import gotourl.link.Domain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The domains of a Shlink, and where they lead whoever asks for what is not there. What a domain
 * does not say for itself, Shlink's own settings say.
 *
 * <p>Shlink knows two kinds of paths that it has nothing for: those that could be a short URL, and
 * others. Here each could be one, so that the first kind's target is taken, or else the second's.
 */
final class ShlinkDomains {

  private static final String BASE = "baseUrlRedirect";

  private static final String UNKNOWN = "invalidShortUrlRedirect";

  private static final String OTHER = "regular404Redirect";

  /** Shlink has it since after 5.1; before, what has expired was unknown, and so it is here. */
  private static final String EXPIRED = "expiredShortUrlRedirect";

  private static final String ITS_HOST = "{DOMAIN}";

  private static final String PATH_ASKED_FOR = "{ORIGINAL_PATH}";

  private final List<Row> rows = new ArrayList<>();
  private final JsonMembers defaults;
  private long count;

  private ShlinkDomains(JsonMembers defaults) {
    this.defaults = defaults;
  }

  static List<Row> read(ForeignApi api) throws IOException {
    try {
      JsonMembers domains = api.get(ShlinkSource.API + "/domains").object("domains");
      if (!domains.has("data")) {
        throw new RowFault("no list of domains");
      }
      ShlinkDomains reading = new ShlinkDomains(domains.object("defaultRedirects"));
      for (JsonMembers domain : domains.objects("data")) {
        reading.add(domain);
      }
      return reading.rows;
    } catch (RowFault fault) {
      throw api.unclear(fault);
    }
  }

  private void add(JsonMembers domain) throws RowFault {
    Place place = new Place(Place.Unit.DOMAIN, ++count);
    String host = domain.text("domain");
    JsonMembers redirects = domain.object("redirects");
    String unknown = target(place, host, redirects, UNKNOWN);
    String other = target(place, host, redirects, OTHER);
    if (!unknown.isEmpty() && !other.isEmpty() && !other.equals(unknown)) {
      leaveOut(
          place, host, OTHER, other, "each path is a code here, and " + UNKNOWN + " says more");
    }
    rows.add(
        new Row.OfDomain(
            place,
            new ForeignDomain(
                domain.flag("isDefault", false) ? Domain.DEFAULT_NAME : host,
                false,
                target(place, host, redirects, BASE),
                unknown.isEmpty() ? other : unknown,
                target(place, host, redirects, EXPIRED),
                false)));
  }

  /** Empty: nowhere. */
  private String target(Place place, String host, JsonMembers redirects, String name)
      throws RowFault {
    String own = redirects.text(name);
    String target = (own.isEmpty() ? defaults.text(name) : own).replace(ITS_HOST, host);
    if (target.contains(PATH_ASKED_FOR)) {
      leaveOut(place, host, name, target, "no target of a domain here can have the path in it");
      return "";
    }
    return target;
  }

  private void leaveOut(Place place, String host, String name, String target, String why) {
    rows.add(
        new Row.Unreadable(
            place,
            "domain "
                + Quoted.of(host)
                + " comes without "
                + name
                + " "
                + Quoted.of(target)
                + ": "
                + why));
  }
}
