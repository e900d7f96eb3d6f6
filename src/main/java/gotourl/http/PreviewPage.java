package gotourl.http;

import gotourl.link.Link;
import gotourl.link.ShortUrls;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** {@code /KEY+}: where a link goes, without going there. */
final class PreviewPage {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private final ShortUrls urls;
  private final Page page;

  PreviewPage(ShortUrls urls, String siteName) {
    this.urls = urls;
    this.page = Page.of("preview.html", siteName);
  }

  Reply answer(Request request, Link link, String target) {
    if (!request.prefersHtml()) {
      return Reply.plain(Status.OK, target).with("Cache-Control", "no-store");
    }
    return page.reply(
        Status.OK,
        Map.of(
            "title",
            link.key().code(),
            "short",
            urls.shortUrl(link.key()),
            "target",
            target,
            "created",
            link.created().toString(),
            "day",
            DAY.format(link.created())));
  }
}
