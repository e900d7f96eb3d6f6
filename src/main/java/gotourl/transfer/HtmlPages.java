package gotourl.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import gotourl.link.DomainList;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.NamedDomain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Links as pages that lead on by themselves, {@code CODE/index.html} each: for any place that
 * serves files. Where there are further domains, each has a directory of its name.
 */
final class HtmlPages implements Form {

  private static final String INDEX = "index.html";

  private final PagePlace place;
  private final PodLinks links;
  private final String host;

  /**
   * @param host of the default domain, for its directory
   */
  HtmlPages(PagePlace place, PodLinks links, String host) {
    this.place = place;
    this.links = links;
    this.host = host;
  }

  @Override
  public long write(Departures departures) throws IOException {
    Twins twins = Twins.among(departures, HtmlPages::hash);
    DomainList domains = departures.domains();
    departures.forEach(
        (link, domain) -> write(link, domain, domains.isDefaultAlone(), twins.has(link.key())));
    links.tellOf(domains);
    place.finish();
    return links.count();
  }

  /** By what macOS and Windows take for the same. */
  private static long hash(Key key) {
    StringBuilder folded = new StringBuilder().append(key.domain()).append('/');
    key.code()
        .codePoints()
        .forEach(c -> folded.appendCodePoint(Character.toLowerCase(Character.toUpperCase(c))));
    return SeenCodes.hash(folded.toString());
  }

  private void write(Link link, NamedDomain domain, boolean isAlone, boolean hasTwin)
      throws IOException {
    Optional<PodLink> judged = links.judge(link, domain);
    if (judged.isEmpty()) {
      return;
    }
    PodLink pod = judged.get();
    if (!isPath(pod.code())) {
      links.leaveOut(pod, "its code cannot be a directory");
      return;
    }
    String directory = isAlone ? "" : (domain.isDefault() ? host : domain.name()) + "/";
    switch (place.put(directory + pod.code() + "/" + INDEX, page(pod.target()))) {
      case DONE -> links.take(pod, losses(pod, hasTwin));
      case TAKEN -> links.leaveOut(pod, "this disk takes its code for another one");
      case NO_NAME ->
          links.leaveOut(pod, "this machine has no name for it; with LC_ALL=C.UTF-8 it may");
    }
  }

  private static List<String> losses(PodLink link, boolean hasTwin) {
    List<String> losses = new ArrayList<>();
    if (link.forwardsQuery() && link.isWeb()) {
      losses.add("the query of a request does not go along");
    }
    if (hasTwin) {
      losses.add("another code differs by case only, and some disks and servers take both for one");
    }
    return losses;
  }

  /** Whether each segment is a name, and none that of a page. */
  private static boolean isPath(String code) {
    for (String segment : code.split("/", -1)) {
      if (segment.isEmpty()
          || segment.equals(".")
          || segment.equals("..")
          || segment.equalsIgnoreCase(INDEX)
          || segment.chars().anyMatch(c -> c <= ' ' || c == 0x7F || c == '\\' || c == ':')) {
        return false;
      }
    }
    return true;
  }

  /** What leads on: at once, and for those who do not follow, by a click. */
  static byte[] page(String target) {
    String shown = escaped(target);
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <meta http-equiv="refresh" content="0; url=%1$s">
    <link rel="canonical" href="%1$s">
    <title>%1$s</title>
    </head>
    <body>
    <p><a href="%1$s">%1$s</a></p>
    </body>
    </html>
    """
        .formatted(shown)
        .getBytes(UTF_8);
  }

  private static String escaped(String text) {
    StringBuilder shown = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> shown.append("&amp;");
        case '<' -> shown.append("&lt;");
        case '>' -> shown.append("&gt;");
        case '"' -> shown.append("&quot;");
        case '\'' -> shown.append("&#39;");
        default -> shown.append(c);
      }
    }
    return shown.toString();
  }
}
