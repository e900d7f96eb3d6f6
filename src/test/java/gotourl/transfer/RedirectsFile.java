package gotourl.transfer;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a file {@code _redirects} as its hosts do, and refuses all that is not the plainest rule:
 * no query, no splat, no placeholder, no condition, no comment behind a rule.
 */
final class RedirectsFile {

  record Rule(String from, String to, int status) {}

  private RedirectsFile() {}

  static List<Rule> read(String text) {
    List<Rule> rules = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      String trimmed = line.strip();
      if (!trimmed.isEmpty() && !trimmed.startsWith("#")) {
        rules.add(rule(trimmed));
      }
    }
    return rules;
  }

  private static Rule rule(String line) {
    String[] words = line.split("\\s+", -1);
    require(words.length == 3, line);
    for (String word : words) {
      require(!word.startsWith("#"), line);
    }
    String from = words[0];
    String to = words[1];
    require(from.startsWith("/") || isUrl(from), line);
    require(from.indexOf('*') < 0 && !from.matches(".*/:[A-Za-z].*"), line);
    require(from.matches("[!-~]+") && from.indexOf('?') < 0 && from.indexOf('#') < 0, line);
    require(isUrl(to) && !to.contains(":splat"), line);
    require(words[2].matches("30[12378]"), line);
    return new Rule(from, to, Integer.parseInt(words[2]));
  }

  private static boolean isUrl(String word) {
    return word.matches("https?://.+");
  }

  private static void require(boolean is, String line) {
    if (!is) {
      throw new AssertionError("not the plainest rule: " + line);
    }
  }
}
