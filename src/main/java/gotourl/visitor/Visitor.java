package gotourl.visitor;

import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request, as far as it says so. Each fact is derived when it is first asked for, and
 * once. Belongs to one thread, and to one request.
 */
public final class Visitor {

  /**
   * What is looked at of a user agent. Those of browsers and of the known bots end before 300
   * characters; whoever sends more only makes work.
   */
  static final int USER_AGENT_CHARS_MAX = 512;

  /** How finely shares are told apart: hundredths of a percent. */
  public static final int LOTS = 10_000;

  private final Visitors visitors;
  private final String userAgent;
  private final String languages;
  private final @Nullable InetAddress address;
  private final String query;

  private @Nullable Device device;
  private @Nullable Browser browser;
  private @Nullable Parameters parameters;
  private boolean isCountryKnown;
  private @Nullable String country;
  private @Nullable Boolean bot;
  private @Nullable Long mark;

  Visitor(
      Visitors visitors,
      String userAgent,
      String languages,
      @Nullable InetAddress address,
      String query) {
    this.visitors = visitors;
    this.userAgent =
        userAgent.length() <= USER_AGENT_CHARS_MAX
            ? userAgent
            : userAgent.substring(0, USER_AGENT_CHARS_MAX);
    this.languages = languages;
    this.address = address;
    this.query = query;
  }

  public Device device() {
    Device known = device;
    if (known == null) {
      known = Device.of(userAgent);
      device = known;
    }
    return known;
  }

  public Browser browser() {
    Browser known = browser;
    if (known == null) {
      known = Browser.of(userAgent);
      browser = known;
    }
    return known;
  }

  /** Whether it says that it is one of the known robots, previews or tools. */
  public boolean isBot() {
    Boolean known = bot;
    if (known == null) {
      known = Bots.KNOWN.has(userAgent);
      bot = known;
    }
    return known;
  }

  /** The same of a user agent by itself; empty if there is none. */
  public static boolean isBot(String userAgent) {
    return Bots.KNOWN.has(
        userAgent.length() <= USER_AGENT_CHARS_MAX
            ? userAgent
            : userAgent.substring(0, USER_AGENT_CHARS_MAX));
  }

  /** Whether one of the languages that he accepts is of this range. */
  public boolean accepts(LanguageRange range) {
    return range.isAcceptedBy(languages);
  }

  /** Two capital letters. */
  public Optional<String> country() {
    if (!isCountryKnown) {
      country = visitors.countries().of(address);
      isCountryKnown = true;
    }
    return Optional.ofNullable(country);
  }

  /** Whether he has an address, and it lies in the block. */
  public boolean isIn(AddressBlock block) {
    return address != null && block.contains(address);
  }

  /** Whether the request's query has the name, decoded, with whatever value or none. */
  public boolean asks(String name) {
    return parameters().has(name);
  }

  /** Whether one of the name's values is this, both decoded; a name alone has an empty value. */
  public boolean asks(String name, String value) {
    return parameters().has(name, value);
  }

  private Parameters parameters() {
    Parameters known = parameters;
    if (known == null) {
      known = Parameters.of(query);
      parameters = known;
    }
    return known;
  }

  /**
   * What he draws for a rule of a link: 0 to {@link #LOTS} - 1, the same each time as long as the
   * salt, his network and his user agent stay the same.
   *
   * @param link its number
   * @param rule its place among the link's rules
   */
  public int draw(long link, int rule) {
    Long known = mark;
    if (known == null) {
      known = visitors.salt().mark(address, userAgent);
      mark = known;
    }
    return Draw.of(known, link, rule, LOTS);
  }

  /** Whatever is logged of him by mistake, it is no address. */
  @Override
  public String toString() {
    return "a visitor";
  }
}
