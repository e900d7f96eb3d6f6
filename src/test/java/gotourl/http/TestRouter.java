package gotourl.http;

import gotourl.http.HttpServer.AddMode;
import gotourl.link.BaseUrl;
import gotourl.link.LinkStore;
import gotourl.link.Passwords;
import gotourl.link.Redirector;
import gotourl.link.Robots;
import gotourl.link.ShortUrls;
import gotourl.link.Shortener;
import gotourl.link.UrlPolicy;
import gotourl.metrics.Histogram;
import gotourl.visitor.Countries;
import gotourl.visitor.ShareSalt;
import gotourl.visitor.Visitors;
import java.security.SecureRandom;
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
    Passwords passwords = new Passwords(new SecureRandom());
    Following following =
        new Following(
            new Redirector(policy, InstantSource.system()),
            new Visitors(Countries.UNKNOWN, ShareSalt.random()),
            passwords);
    return new Router(
        new RedirectHandler(
            store,
            following,
            Status.FOUND,
            new PreviewPage(new ShortUrls(base, store.domains()), "Goto"),
            unknown,
            new Locks(passwords, new Attempts(System::nanoTime), "Goto"),
            new FreeVisits(true)),
        new AddPage(new Adders(AddMode.OPEN, null), base, shortener, "Goto", Histogram.ofNanos()),
        new RobotsPage(new Robots(store, following.redirector()), System::nanoTime),
        new Probes(),
        null);
  }
}
