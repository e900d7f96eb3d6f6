package gotourl.link;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may be a target. A text is first parsed as browsers parse it, and the decision is taken
 * about the result, which is also what is stored: printable ASCII, so that it can stand in a header
 * as it is.
 *
 * <p>Allowed are http and https, and the schemes that the configuration adds. Targets on our own
 * address are refused, because they would lead in circles.
 */
public final class UrlPolicy {

  /** The longest target, in characters, as given and as serialised. */
  public static final int TARGET_LENGTH_MAX = 8_192;

  private static final Refused TOO_LONG =
      new Refused("The address is too long: it may have " + TARGET_LENGTH_MAX + " characters.");

  private static final Refused BLOCKED =
      new Refused("The address leads to a host that this server does not link to.");

  /**
   * @param base our own address: targets on it would loop
   * @param schemes what is allowed beside http and https; never one that can carry script
   */
  public record Options(BaseUrl base, Set<String> schemes) {

    /** Throws {@link IllegalArgumentException} with a sentence for a scheme that cannot be. */
    public Options {
      schemes = ExtraSchemes.checked(schemes);
    }
  }

  /** Outcome of {@link #check}. */
  public sealed interface Checked {}

  /** {@code target} is what is stored and sent: serialised ASCII. */
  public record Accepted(String target) implements Checked {}

  /** The text may not be a target; {@code reason} is a sentence for people. */
  public record Refused(String reason) implements Checked {}

  private final Set<String> schemes;
  private final String[] prefixes;
  private static final Pattern LOOPBACK_IPV4 = Pattern.compile("127(\\.[0-9]+){3}");

  private final String ownHost;
  private final int ownPort;

  /** Whose hosts are ours beside the base's. */
  private volatile Supplier<Optional<DomainList>> served = Optional::empty;

  /** Empty, as a rule; read on each redirect. */
  private volatile HostSet blocked = HostSet.NONE;

  public UrlPolicy(Options options) {
    schemes = options.schemes();
    ownHost = withoutDot(options.base().host());
    ownPort = options.base().port();
    Set<String> all = new TreeSet<>(Set.of("https://", "http://"));
    schemes.forEach(scheme -> all.add(scheme + ":"));
    prefixes = all.toArray(String[]::new);
  }

  /** From now on the hosts of these domains are ours as well. Any thread. */
  public void serve(Domains domains) {
    served = () -> Optional.of(domains.now());
  }

  /** From now on no target may lead to these hosts, whenever it was saved. Any thread. */
  public void block(HostSet hosts) {
    blocked = hosts;
  }

  /** Parses as browsers do (WHATWG URL standard), then decides. */
  public Checked check(String text) {
    if (text.length() > TARGET_LENGTH_MAX) {
      return TOO_LONG;
    }
    String clean = UrlParser.clean(text);
    String scheme = UrlParser.scheme(clean);
    if (clean.isEmpty()) {
      return new Refused("There is no address: a link begins with http:// or https://.");
    }
    if (scheme == null) {
      return new Refused("The address is not complete: a link begins with http:// or https://.");
    }
    if (scheme.equals("http") || scheme.equals("https")) {
      return checkWeb(scheme, clean);
    }
    return schemes.contains(scheme)
        ? checkOpaque(scheme, clean)
        : new Refused(
            "An address cannot begin with "
                + shown(scheme)
                + ": here; a link begins with http:// or https://.");
  }

  private Checked checkWeb(String scheme, String clean) {
    WebUrl url;
    try {
      url = UrlParser.parse(scheme, clean);
    } catch (UrlFault fault) {
      return new Refused(fault.sentence());
    }
    if (leadsHere(url)) {
      return new Refused("The address is on this server itself: the link would lead in circles.");
    }
    return bounded(url.serialise());
  }

  /** What an opaque address means is between its scheme and the browser: it is only made safe. */
  private Checked checkOpaque(String scheme, String clean) {
    String inside = clean.substring(scheme.length() + 1);
    if (inside.isEmpty()) {
      return new Refused("The address is not complete: it ends after " + scheme + ":.");
    }
    return bounded(scheme + ":" + PercentEncoding.OPAQUE.encode(inside));
  }

  private Checked bounded(String target) {
    if (target.length() > TARGET_LENGTH_MAX) {
      return TOO_LONG;
    }
    return blocked.covers(target) ? BLOCKED : new Accepted(target);
  }

  /** A base without a port answers on the ports of both schemes. */
  private boolean leadsHere(WebUrl url) {
    String host = withoutDot(url.host());
    if (!host.equals(ownHost) && !(isLoopback(ownHost) && isLoopback(host)) && !isServed(host)) {
      return false;
    }
    int port = url.effectivePort();
    return ownPort == BaseUrl.PORT_ABSENT ? port == 80 || port == 443 : port == ownPort;
  }

  private boolean isServed(String host) {
    return served.get().map(domains -> domains.hasHost(host)).orElse(false);
  }

  /** The names of this machine, as the URL parser serialises them: all lead to the same place. */
  private static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals("[::1]")
        || LOOPBACK_IPV4.matcher(host).matches();
  }

  private static String withoutDot(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  /** A scheme may be as long as the whole text; the sentence should stay one. */
  private static String shown(String scheme) {
    return scheme.length() > 20 ? scheme.substring(0, 20) + "…" : scheme;
  }

  /**
   * Whether a stored target may still be sent: checked again before each redirect. No parsing and
   * no allocation, but for hosts that are spelled as we never store them; the store may have been
   * written by anybody, so nothing is taken for granted.
   */
  public boolean permits(String target) {
    int length = target.length();
    if (length > TARGET_LENGTH_MAX) {
      return false;
    }
    String prefix = prefixOf(target);
    if (prefix == null || length == prefix.length()) {
      return false;
    }
    for (int i = prefix.length(); i < length; i++) {
      char c = target.charAt(i);
      if (c < 0x21 || c > 0x7E) {
        return false;
      }
    }
    return !blocked.covers(target);
  }

  private @Nullable String prefixOf(String target) {
    for (String prefix : prefixes) {
      if (target.startsWith(prefix)) {
        return prefix;
      }
    }
    return null;
  }
}
