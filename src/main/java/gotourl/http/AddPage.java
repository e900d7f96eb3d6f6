package gotourl.http;

import gotourl.http.HttpServer.AddMode;
import gotourl.http.Replies.Told;
import gotourl.link.BaseUrl;
import gotourl.link.Shortener;
import gotourl.link.Shortener.Made;
import gotourl.link.Shortener.Shortened;
import gotourl.metrics.Histogram;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Map;

/**
 * {@code /add}, as the original had it: the form without a url; with one, a new link, told as plain
 * text, or on a page for a client that prefers HTML.
 */
final class AddPage {

  static final String PATH = "add";

  private final AddMode mode;
  private final BaseUrl base;
  private final Shortener shortener;
  private final Page form;
  private final Page ready;
  private final Reply emptyForm;
  private final Histogram nanos;

  /**
   * @param nanos gets how long each link took to be saved
   */
  AddPage(AddMode mode, BaseUrl base, Shortener shortener, String siteName, Histogram nanos) {
    this.mode = mode;
    this.base = base;
    this.shortener = shortener;
    this.form = Page.of("add.html", siteName);
    this.ready = Page.of("ready.html", siteName);
    this.emptyForm = form.reply(Status.OK, Map.of("title", "Add a link"));
    this.nanos = nanos;
  }

  Answer answer(Request request) {
    if (!request.isGetOrHead() && !HttpMethod.POST.equals(request.method())) {
      return Replies.ADD_METHODS;
    }
    if (mode == AddMode.OFF) {
      return told(request, Replies.ADD_OFF, "");
    }
    return switch (Form.read(request)) {
      case Form.Malformed malformed -> told(request, Replies.BODY_MALFORMED, "");
      case Form.Unsupported unsupported -> told(request, Replies.BODY_UNSUPPORTED, "");
      // HEAD never changes anything, whatever the query says.
      case Form.Url(String url) ->
          url.isEmpty() || request.isHead() ? emptyForm : add(request, url);
    };
  }

  private Answer add(Request request, String url) {
    if (CrossSite.forbids(request, base)) {
      return told(request, Replies.CROSS_SITE, url);
    }
    long began = System.nanoTime();
    return new Answer.Later<>(
        shortener.shorten(url),
        shortened -> {
          if (shortened instanceof Made) {
            nanos.record(System.nanoTime() - began);
          }
          return answer(request, url, shortened);
        });
  }

  private Answer.Now answer(Request request, String url, Shortened shortened) {
    Told told = Replies.of(shortened);
    if (!(shortened instanceof Made(var link))) {
      return told(request, told, url);
    }
    String made = base.shortUrl(link.key());
    if (!request.prefersHtml()) {
      return Reply.plain(told.status(), made).with("Cache-Control", "no-store");
    }
    return ready.reply(
        told.status(),
        Map.of(
            "title", "Your link", "words", told.words(), "short", made, "target", link.target()));
  }

  private Reply told(Request request, Told told, String url) {
    if (!request.prefersHtml()) {
      return told.plain();
    }
    return told.dress(
        form.reply(
            told.status(), Map.of("title", "Add a link", "error", told.words(), "url", url)));
  }
}
