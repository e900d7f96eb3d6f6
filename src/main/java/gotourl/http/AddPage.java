package gotourl.http;

import gotourl.http.Replies.Told;
import gotourl.http.api.Makers;
import gotourl.link.About;
import gotourl.link.BaseUrl;
import gotourl.link.CodeShape;
import gotourl.link.Draft;
import gotourl.link.Shortener;
import gotourl.link.Shortener.Made;
import gotourl.link.Shortener.Shortened;
import gotourl.link.Terms;
import gotourl.metrics.Histogram;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * {@code /add}, as the original had it: the form without a url; with one, a new link, told as plain
 * text, or on a page for a client that prefers HTML. Some show a secret for it, in a header or in
 * the form.
 */
final class AddPage {

  static final String PATH = "add";

  private static final String TITLE = "Add a link";

  private final Adders adders;
  private final BaseUrl base;
  private final Shortener shortener;
  private final Page form;
  private final Page formWithSecret;
  private final Page ready;
  private final Histogram nanos;

  /**
   * @param nanos gets how long each link took to be saved
   */
  AddPage(Adders adders, BaseUrl base, Shortener shortener, String siteName, Histogram nanos) {
    this.adders = adders;
    this.base = base;
    this.shortener = shortener;
    this.form = Page.of("add.html", siteName);
    this.formWithSecret = Page.of("add-secret.html", siteName);
    this.ready = Page.of("ready.html", siteName);
    this.nanos = nanos;
  }

  Answer answer(Request request) {
    if (!request.isGetOrHead() && !HttpMethod.POST.equals(request.method())) {
      return Replies.ADD_METHODS;
    }
    if (adders.areNone()) {
      return told(request, Replies.ADD_OFF, "");
    }
    return switch (Form.url(request)) {
      case Form.Malformed malformed -> told(request, Replies.BODY_MALFORMED, "");
      case Form.Unsupported unsupported -> told(request, Replies.BODY_UNSUPPORTED, "");
      // HEAD never changes anything, whatever the query says.
      case Form.Value(String url) ->
          url.isEmpty() || request.isHead()
              ? formFor(request).reply(Status.OK, Map.of("title", TITLE))
              : add(request, url);
    };
  }

  private Page formFor(Request request) {
    return adders.needSecret(request) ? formWithSecret : form;
  }

  private Answer add(Request request, String url) {
    if (CrossSite.forbids(request, base)) {
      return told(request, Replies.CROSS_SITE, url);
    }
    long began = System.nanoTime();
    if (!adders.needSecret(request)) {
      return make(request, url, shortener.shorten(url), began);
    }
    if (Adders.showSecretInUrl(request)) {
      return told(request, Replies.SECRET_IN_URL, url);
    }
    return switch (adders.ask(request)) {
      case Makers.Granted granted -> make(request, url, shorten(url, granted), began);
      case Makers.Anonymous _ -> told(request, Replies.SECRET_NEEDED, url);
      case Makers.Unknown _ -> told(request, Replies.SECRET_UNKNOWN, url);
      case Makers.Forbidden _ -> told(request, Replies.SECRET_INSUFFICIENT, url);
      case Makers.UsedUp(var who, var pause) ->
          told(request, Replies.quotaUsedUp(who.limits().creationsPerHour(), pause), url);
    };
  }

  private CompletionStage<Shortened> shorten(String url, Makers.Granted granted) {
    Draft draft = new Draft(url, Terms.NONE, About.NOTHING, granted.who().number());
    return shortener
        .shorten(draft, CodeShape.USUAL)
        .whenComplete((shortened, _) -> {
          if (!(shortened instanceof Made)) {
            adders.notMade(granted);
          }
        });
  }

  private Answer make(Request request, String url, CompletionStage<Shortened> making, long began) {
    return new Answer.Later<>(
        making,
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
        formFor(request)
            .reply(told.status(), Map.of("title", TITLE, "error", told.words(), "url", url)));
  }
}
