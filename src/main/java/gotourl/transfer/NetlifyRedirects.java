package gotourl.transfer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import gotourl.link.Key;
import gotourl.link.NamedDomain;
import gotourl.link.ShortUrls;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Links as the file {@code _redirects} of Netlify, which Cloudflare Pages and GitLab Pages read
 * too: a line each, between spaces.
 *
 * <pre>
 *   FROM [NAME=VALUE ...] TO [STATUS[!]] [CONDITION ...]
 *
 *   FROM    a path or a URL, percent-encoded; * is a splat, a segment :x a placeholder
 *   TO      a path, or a URL of http or https; :splat and :x are replaced
 *   a word that begins with # and what is behind it is a comment
 * </pre>
 *
 * Source: docs.netlify.com "Redirects and rewrites", netlify-redirect-parser,
 * developers.cloudflare.com/pages/configuration/redirects.
 */
final class NetlifyRedirects implements Form {

  /** As many as Cloudflare Pages takes; Netlify has no number. */
  static final int CLOUDFLARE_LINES_MAX = 2_000;

  static final int CLOUDFLARE_LINE_MAX = 1_000;

  private final Writer out;
  private final PodLinks links;
  private final ShortUrls urls;
  private final Consumer<String> unsaid;

  /**
   * @param out stays open
   */
  NetlifyRedirects(OutputStream out, PodLinks links, ShortUrls urls, Consumer<String> unsaid) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, US_ASCII), 1 << 16);
    this.links = links;
    this.urls = urls;
    this.unsaid = unsaid;
  }

  @Override
  public long write(Departures departures) throws IOException {
    out.write("# Short links that outlive their server. Made by goto export -to netlify.\n");
    departures.forEach((link, domain) -> {
      Optional<PodLink> judged = links.judge(link, domain);
      if (judged.isPresent()) {
        write(judged.get(), from(link.key(), domain));
      }
    });
    out.flush();
    links.tellOf(departures.domains());
    if (links.count() > CLOUDFLARE_LINES_MAX) {
      unsaid.accept(
          "the file has "
              + links.count()
              + " lines, of which Cloudflare Pages takes the first "
              + CLOUDFLARE_LINES_MAX);
    }
    return links.count();
  }

  /** A site is the default domain; of others the whole URL is said. */
  private String from(Key key, NamedDomain domain) {
    String url = urls.shortUrl(key);
    return domain.isDefault() ? url.substring(url.indexOf('/', url.indexOf("://") + 3)) : url;
  }

  private void write(PodLink link, String from) throws IOException {
    Optional<String> obstacle = obstacle(link, from);
    if (obstacle.isPresent()) {
      links.leaveOut(link, obstacle.get());
      return;
    }
    String line = from + ' ' + link.target() + ' ' + link.status();
    out.write(line);
    out.write('\n');
    links.take(link, losses(link, line.length()));
  }

  private static Optional<String> obstacle(PodLink link, String from) {
    if (!link.isWeb()) {
      return Optional.of("the form knows only http and https");
    }
    if (link.code().indexOf('*') >= 0) {
      return Optional.of("the form has * for any characters");
    }
    if (from.indexOf("/:") >= 0 || from.chars().anyMatch(c -> c <= ' ' || c >= 0x7F)) {
      return Optional.of("the form cannot say its code");
    }
    if (link.target().contains(":splat")) {
      return Optional.of("the form has :splat for something else");
    }
    return Optional.empty();
  }

  private static List<String> losses(PodLink link, int length) {
    List<String> losses = new ArrayList<>();
    switch (link.status()) {
      case 301, 302 -> {}
      default -> losses.add("Netlify may not know the status " + link.status());
    }
    if (link.forwardsQuery() && !link.endsInPath()) {
      losses.add("the query of a request may not go along");
    }
    if (!link.domain().isDefault()) {
      losses.add("Cloudflare Pages knows no other domains");
    }
    if (length > CLOUDFLARE_LINE_MAX) {
      losses.add("Cloudflare Pages takes no line as long");
    }
    return losses;
  }
}
