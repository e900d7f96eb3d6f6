package gotourl.link;

/**
 * A host that targets may lead to, in the one form that all its spellings share: as the URL
 * standard serialises it, without a dot at its end.
 *
 * @param name ASCII in lower case, four decimal numbers, or an IPv6 address in brackets
 */
public record TargetHost(String name) {

  /** Outcome of {@link #parse}. */
  public sealed interface Parsed {}

  public record Valid(TargetHost host) implements Parsed {}

  /** The text names no host; {@code reason} is a sentence for people. */
  public record Invalid(String reason) implements Parsed {}

  private static final String ALL_BELOW = "*.";

  /** Reads a name as it may stand in a URL; an IPv6 address also without its brackets. */
  public static Parsed parse(String text) {
    if (text.startsWith(ALL_BELOW)) {
      return new Invalid("A host stands for all below it: leave the *. out.");
    }
    try {
      String name = withoutDots(HostParser.parse(isBareIpv6(text) ? "[" + text + "]" : text));
      return name.isEmpty() || name.startsWith(".") || name.contains("..")
          ? new Invalid("The host name has an empty part.")
          : new Valid(new TargetHost(name));
    } catch (UrlFault fault) {
      return new Invalid(fault.sentence());
    }
  }

  private static boolean isBareIpv6(String text) {
    return !text.startsWith("[") && text.indexOf(':') != text.lastIndexOf(':');
  }

  /** The root of all names may be spelled or not, and leads to the same place. */
  static String withoutDots(String name) {
    int end = name.length();
    while (end > 0 && name.charAt(end - 1) == '.') {
      end--;
    }
    return name.substring(0, end);
  }
}
