package gotourl.http;

import gotourl.http.HttpServer.AddMode;
import gotourl.link.BaseUrl;
import gotourl.link.LinkStore;
import gotourl.link.Redirector;
import gotourl.link.ShortUrls;
import gotourl.link.Shortener;
import gotourl.link.UrlPolicy;
import gotourl.metrics.Histogram;
import java.time.InstantSource;
import java.util.Optional;

/** What a server answers, without the server. */
final class TestRouter {

  private TestRouter() {}

  static Router of(LinkStore store, Shortener shortener, BaseUrl base, UrlPolicy policy) {
    return of(store, shortener, base, policy, Optional.empty());
  }

  /** With a limit of unknown keys. */
  static Router of(
      LinkStore store, Shortener shortener, BaseUrl base, UrlPolicy policy, Optional<Rate> limit) {
    UnknownKeys unknown =
        new UnknownKeys(UnknownKeys.Options.NONE, new Guesses(limit, System::nanoTime), "Goto");
    return new Router(
        new RedirectHandler(
            store,
            new Redirector(policy, InstantSource.system()),
            Status.FOUND,
            new PreviewPage(new ShortUrls(base, store.domains()), "Goto"),
            unknown,
            new FreeVisits(true)),
        new AddPage(new Adders(AddMode.OPEN, null), base, shortener, "Goto", Histogram.ofNanos()),
        new Probes(),
        null);
  }
}
