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
import gotourl.link.Redirector.Locked;
import gotourl.link.Redirector.Unknown;
import gotourl.link.Terms;
import gotourl.visitor.Visitors;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The hot path: {@code /KEY} and {@code /KEY+}. Runs on the event loop and never waits. Of a
 * request for a plain link only the path takes part, and only to find the link.
 */
final class RedirectHandler {

  private static final byte[] NO_BODY = {};

  private final LinkStore store;
  private final Domain ofDefault;
  private final Hosts hosts;
  private final Redirector redirector;
  private final Status usual;
  private final PreviewPage preview;
  private final UnknownKeys unknown;
  private final Visitors visitors;
  private final Locks locks;
  private final FreeVisits free;

  RedirectHandler(
      LinkStore store,
      Following following,
      Status redirect,
      PreviewPage preview,
      UnknownKeys unknown,
      Locks locks,
      FreeVisits free) {
    this.store = store;
    this.ofDefault = store.domain();
    this.hosts = new Hosts(store.domains());
    this.redirector = following.redirector();
    this.visitors = following.visitors();
    this.usual = redirect;
    this.preview = preview;
    this.unknown = unknown;
    this.locks = locks;
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

  /**
   * The answer to a GET or HEAD for a link in memory; {@code null}: {@link #answer} knows more.
   *
   * @param fields of a request without a query
   */
  Answer.@Nullable Redirect redirect(String code, Fields fields, Peer peer) {
    return redirect(ofDefault, code, fields, peer);
  }

  /** The same in this domain. */
  Answer.@Nullable Redirect redirect(Domain domain, String code, Fields fields, Peer peer) {
    if (Key.parse(domain, code) instanceof Key.Valid(Key key)
        && store.peek(key) instanceof Peek.Found(Link link)) {
      return redirector.decidePlain(link).orElse(null) instanceof Follow(String target)
          ? new Answer.Redirect(target)
          : onTerms(link, new Asking(visitors, peer, fields, ""));
    }
    return null;
  }

  private Answer.@Nullable Redirect onTerms(Link link, Asking asking) {
    return redirector.decide(link, asking) instanceof FollowOnTerms terms ? onTerms(terms) : null;
  }

  /** Whether a form may be sent there: it is a link with a password. */
  boolean readsBody(Request request) {
    String path = request.path();
    if (path == null || !HttpMethod.POST.equals(request.method())) {
      return false;
    }
    String code = path.endsWith("+") ? path.substring(0, path.length() - 1) : path;
    Domain domain = hosts.of(request).domain();
    return Key.parse(domain, code) instanceof Key.Valid(Key key)
        && switch (store.peek(key)) {
          case Peek.Found(Link link) -> link.terms().password().isPresent();
          case Peek.Absent _ -> false;
          case Peek.Elsewhere _ -> true;
        };
  }

  private Answer look(Request request, NamedDomain domain, Key key, boolean shows) {
    Reply refusal = unknown.refusal(request);
    if (refusal != null) {
      return refusal;
    }
    return switch (store.peek(key)) {
      case Peek.Found(Link link) ->
          tell(request, link, shows)
              .orElseGet(
                  () -> unknown(request, unknown.answer(request, shows, insteadOf(domain, link))));
      case Peek.Absent absent ->
          unknown(request, unknown.answer(request, shows, insteadOfNone(domain)));
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
    return link.map(there -> insteadOf(domain, there)).orElseGet(() -> insteadOfNone(domain));
  }

  private UnknownKeys.Instead insteadOf(NamedDomain domain, Link link) {
    return insteadOf(domain, link, isUsedUp(link));
  }

  private UnknownKeys.Instead insteadOf(NamedDomain domain, Link link, boolean isUsedUp) {
    return new UnknownKeys.Instead(
        domain.isDefault(), redirector.instead(domain, Optional.of(link), isUsedUp));
  }

  private UnknownKeys.Instead insteadOfNone(NamedDomain domain) {
    return new UnknownKeys.Instead(
        domain.isDefault(), redirector.instead(domain, Optional.empty(), false));
  }

  /** Empty: as if there were no such link. */
  private Optional<Answer> tell(Request request, Link link, boolean shows) {
    Asking asking = new Asking(visitors, request.peer(), request, request.query());
    return switch (redirector.decide(link, asking)) {
      case Follow(String target) ->
          Optional.of(tell(request, link, shows, new Answer.Redirect(target), usual));
      case FollowOnTerms terms ->
          Optional.of(tell(request, link, shows, onTerms(terms), status(terms)));
      case Charge(FollowOnTerms terms) ->
          charge(request, link, shows, tell(request, link, shows, onTerms(terms), status(terms)));
      case Locked locked -> unlock(request, link, shows, locked);
      case Unknown unknown -> Optional.empty();
    };
  }

  /** Of a link with a password. Empty: it has no visits left, whoever knows it. */
  private Optional<Answer> unlock(Request request, Link link, boolean shows, Locked locked) {
    if (isUsedUp(link)) {
      return Optional.empty();
    }
    return Optional.of(
        locks.answer(
            request,
            locked,
            () -> {
              Answer.Now told = unlocked(request, link, shows, locked.behind());
              return locked.isCharged()
                  ? charge(request, link, shows, told).orElseGet(() -> usedUp(request, link))
                  : told;
            }));
  }

  /**
   * What those are told who know the password. After a form the target must be asked by GET, so
   * that the password does not go along; and where forms may only be sent to ourselves, browsers
   * also refuse to be redirected after one.
   */
  private Answer.Now unlocked(Request request, Link link, boolean shows, FollowOnTerms behind) {
    if (shows) {
      return preview.answer(request, link, behind.target());
    }
    if (request.isGetOrHead()) {
      return onTerms(behind);
    }
    return request.prefersHtml()
        ? locks.onward(behind.target())
        : onTerms(behind.withStatus(Status.SEE_OTHER.code()));
  }

  private boolean isUsedUp(Link link) {
    int max = link.terms().maxVisits();
    return max != Terms.ANY_NUMBER && store.visits(link.number()) >= max;
  }

  /** Of a link that has only so many visits. Empty: there are none left. */
  private Optional<Answer> charge(Request request, Link link, boolean shows, Answer.Now told) {
    if (isUsedUp(link)) {
      return Optional.empty();
    }
    if (shows || told == Replies.READ_ONLY || free.has(request)) {
      return Optional.of(told);
    }
    return Optional.of(
        new Answer.Later<>(
            store.spend(link.key(), link.number()),
            charged ->
                switch (charged) {
                  case Spent _ -> told;
                  case UsedUp _ -> usedUp(request, link);
                  case Missing _ ->
                      unknown(
                          request,
                          unknown.answer(request, false, insteadOfNone(hosts.of(request))));
                  case Unsaved unsaved -> Replies.notCharged(unsaved).plain();
                }));
  }

  private Answer.Now usedUp(Request request, Link link) {
    return unknown(
        request, unknown.answer(request, false, insteadOf(hosts.of(request), link, true)));
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
    return new Answer.Redirect(
        terms.target(),
        Reply.of(
            status(terms),
            List.of(
                new Field("Location", terms.target()), new Field("Cache-Control", caching(terms))),
            NO_BODY));
  }

  private static String caching(FollowOnTerms terms) {
    int seconds = terms.cacheSeconds();
    return seconds == 0
        ? "no-store"
        : (terms.isPersonal() ? "private, " : "") + "max-age=" + seconds;
  }
}
