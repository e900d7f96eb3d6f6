package gotourl.http;

import gotourl.link.Domain;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Missing;
import gotourl.link.LinkStore.Peek;
import gotourl.link.LinkStore.Spent;
import gotourl.link.LinkStore.Unsaved;
import gotourl.link.LinkStore.UsedUp;
import gotourl.link.NamedDomain;
import gotourl.link.Redirector;
import gotourl.link.Redirector.Charge;
import gotourl.link.Redirector.Follow;
import gotourl.link.Redirector.FollowOnTerms;
import gotourl.link.Redirector.Unknown;
import gotourl.link.Terms;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The hot path: {@code /KEY} and {@code /KEY+}. Runs on the event loop and never waits. Of the
 * request only the path takes part, and only to find the link.
 */
final class RedirectHandler {

  private final LinkStore store;
  private final Domain ofDefault;
  private final Hosts hosts;
  private final Redirector redirector;
  private final Status usual;
  private final PreviewPage preview;
  private final UnknownKeys unknown;
  private final FreeVisits free;

  RedirectHandler(
      LinkStore store,
      Redirector redirector,
      Status redirect,
      PreviewPage preview,
      UnknownKeys unknown,
      FreeVisits free) {
    this.store = store;
    this.ofDefault = store.domain();
    this.hosts = new Hosts(store.domains());
    this.redirector = redirector;
    this.usual = redirect;
    this.preview = preview;
    this.unknown = unknown;
    this.free = free;
  }

  Guesses guesses() {
    return unknown.guesses();
  }

  /** Whose links requests are for. */
  Hosts hosts() {
    return hosts;
  }

  /** Where the address of the domain alone leads, if anywhere. */
  Optional<Reply> base(Request request) {
    return redirector
        .base(hosts.of(request))
        .filter(target -> !UnknownKeys.leadsBack(request, target))
        .map(UnknownKeys::to);
  }

  /**
   * @param path decoded; {@code null} if it is not text, and then there is no such link
   */
  Answer answer(Request request, @Nullable String path) {
    boolean shows = path != null && path.endsWith("+");
    if (path == null) {
      return unknown(request, unknown.missing(request));
    }
    String code = shows ? path.substring(0, path.length() - 1) : path;
    NamedDomain domain = hosts.of(request);
    return switch (Key.parse(domain.domain(), code)) {
      case Key.Valid(Key key) -> look(request, domain, key, shows);
      case Key.Invalid invalid -> unknown(request, unknown.missing(request));
    };
  }

  /** The answer to a GET or HEAD for a link in memory; {@code null}: {@link #answer} knows more. */
  Answer.@Nullable Redirect redirect(String code) {
    return redirect(ofDefault, code);
  }

  /** The same in this domain. */
  Answer.@Nullable Redirect redirect(Domain domain, String code) {
    return Key.parse(domain, code) instanceof Key.Valid(Key key)
            && store.peek(key) instanceof Peek.Found(Link link)
            && redirector.decidePlain(link).orElse(null) instanceof Follow(String target)
        ? new Answer.Redirect(target)
        : null;
  }

  private Answer look(Request request, NamedDomain domain, Key key, boolean shows) {
    Reply refusal = unknown.refusal(request);
    if (refusal != null) {
      return refusal;
    }
    return switch (store.peek(key)) {
      case Peek.Found(Link link) ->
          tell(request, link, shows)
              .orElseGet(() ->
                  unknown(
                      request, unknown.answer(request, shows, instead(domain, Optional.of(link)))));
      case Peek.Absent absent ->
          unknown(request, unknown.answer(request, shows, instead(domain, Optional.empty())));
      case Peek.Elsewhere elsewhere -> lookElsewhere(request, domain, key, shows);
    };
  }

  /** Counts a guess before the answer is there: many may be awaited at once. */
  private Answer lookElsewhere(Request request, NamedDomain domain, Key key, boolean shows) {
    Reply refusal = unknown.spend(request);
    if (refusal != null) {
      return refusal;
    }
    return new Answer.Later<Optional<Link>>(
        store.find(key),
        found -> {
          Optional<Answer> told = found.flatMap(link -> tell(request, link, shows));
          if (told.isPresent()) {
            unknown.refund(request);
          }
          return told.orElseGet(
              () -> unknown(request, unknown.tell(request, shows, instead(domain, found))));
        });
  }

  private UnknownKeys.Instead instead(NamedDomain domain, Optional<Link> link) {
    return new UnknownKeys.Instead(domain.isDefault(), redirector.instead(domain, link));
  }

  /** Empty: as if there were no such link. */
  private Optional<Answer> tell(Request request, Link link, boolean shows) {
    return switch (redirector.decide(link, request.query())) {
      case Follow(String target) ->
          Optional.of(tell(request, link, shows, new Answer.Redirect(target), usual));
      case FollowOnTerms terms ->
          Optional.of(tell(request, link, shows, onTerms(terms), status(terms)));
      case Charge(FollowOnTerms terms) -> charge(request, link, shows, terms);
      case Unknown unknown -> Optional.empty();
    };
  }

  /** Of a link that has only so many visits. Empty: there are none left. */
  private Optional<Answer> charge(Request request, Link link, boolean shows, FollowOnTerms terms) {
    if (store.visits(link.number()) >= link.terms().maxVisits()) {
      return Optional.empty();
    }
    Answer.Now told = tell(request, link, shows, onTerms(terms), status(terms));
    if (shows || told == Replies.READ_ONLY || free.has(request)) {
      return Optional.of(told);
    }
    return Optional.of(
        new Answer.Later<>(
            store.spend(link.key(), link.number()),
            charged ->
                switch (charged) {
                  case Spent _ -> told;
                  case UsedUp _, Missing _ ->
                      unknown(
                          request,
                          unknown.answer(
                              request, false, instead(hosts.of(request), Optional.of(link))));
                  case Unsaved unsaved -> Replies.notCharged(unsaved).plain();
                }));
  }

  /** Other methods hear of an unknown key what they hear of a usual one. */
  private Answer.Now unknown(Request request, Answer.Now answer) {
    return request.isGetOrHead() || usual.keepsMethod() ? answer : Replies.READ_ONLY;
  }

  /** Whatever is no GET or HEAD would arrive as a GET, by all statuses but two. */
  private Answer.Now tell(
      Request request, Link link, boolean shows, Answer.Redirect redirect, Status status) {
    if (!request.isGetOrHead() && (shows || !status.keepsMethod())) {
      return Replies.READ_ONLY;
    }
    return shows ? preview.answer(request, link, redirect.target()) : redirect;
  }

  private Status status(FollowOnTerms terms) {
    return terms.status() == Terms.SERVERS_STATUS ? usual : Status.ofRedirect(terms.status());
  }

  private Answer.Redirect onTerms(FollowOnTerms terms) {
    int seconds = terms.cacheSeconds();
    return new Answer.Redirect(
        terms.target(),
        Reply.empty(status(terms))
            .with("Location", terms.target())
            .with("Cache-Control", seconds == 0 ? "no-store" : "max-age=" + seconds));
  }
}
