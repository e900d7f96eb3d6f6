package gotourl.link;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** The schemes that a configuration may allow beside http and https. */
final class ExtraSchemes {

  /** What runs script, shows content of its own making, or reaches into the visitor's machine. */
  private static final Set<String> NEVER =
      Set.of(
          "about",
          "blob",
          "chrome",
          "chrome-extension",
          "data",
          "file",
          "filesystem",
          "intent",
          "jar",
          "javascript",
          "jscript",
          "livescript",
          "mhtml",
          "mk",
          "mocha",
          "moz-extension",
          "ms-its",
          "res",
          "resource",
          "vbs",
          "vbscript",
          "view-source",
          "wyciwyg");

  private ExtraSchemes() {}

  /** In lower case, without http and https; the exception says which one is impossible and why. */
  static Set<String> checked(Set<String> schemes) {
    Set<String> checked = new LinkedHashSet<>();
    for (String given : schemes) {
      String scheme = given.toLowerCase(Locale.ROOT);
      if (!scheme.equals(UrlParser.scheme(scheme + ":"))) {
        throw new IllegalArgumentException(
            "\"" + given + "\" is not a URL scheme: write it like mailto, without a colon");
      }
      if (NEVER.contains(scheme)) {
        throw new IllegalArgumentException(
            "the scheme " + scheme + " can never be allowed: its links could attack who follows");
      }
      if (!scheme.equals("http") && !scheme.equals("https")) {
        checked.add(scheme);
      }
    }
    return Set.copyOf(checked);
  }
}
