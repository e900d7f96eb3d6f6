package gotourl.visitor;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where addresses are. */
@FunctionalInterface
public interface Countries {

  /** Without a file nobody is anywhere. */
  Countries UNKNOWN = address -> null;

  /** Kosovo has no code of ISO's, and this one in every file. */
  String KOSOVO = "XK";

  /**
   * The two capital letters of ISO 3166; {@code null} if they are not known.
   *
   * @param address {@code null} if the visitor has none, as on a Unix-domain socket
   */
  @Nullable String of(@Nullable InetAddress address);

  /** Whether {@code code} is two capital letters that stand for a country. */
  static boolean isCode(String code) {
    return IsoCodes.ALL.contains(code) || code.equals(KOSOVO);
  }

  /** Loaded when the first rule with a country is read. */
  final class IsoCodes {

    private static final Set<String> ALL =
        Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

    private IsoCodes() {}
  }
}
