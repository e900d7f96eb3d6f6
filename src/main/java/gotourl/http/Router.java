package gotourl.http;

import gotourl.link.Domain;
import gotourl.link.DomainList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which of our pages a path names, for the public.
 *
 * <p>All pages but the API's and that for robots are made from memory, so they are answered on the
 * event loop like the redirects.
 */
final class Router extends Front {

  private static final Reply TO_ADD =
      Reply.empty(Status.FOUND).with("Location", "/add").with("Cache-Control", "no-store");

  private final RedirectHandler redirects;
  private final AddPage add;
  private final RobotsPage robots;
  private final Probes probes;
  private final @Nullable ApiPages api;
  private final Assets assets = new Assets();

  /**
   * @param api {@code null}: it is off, and there is nothing where it would be
   */
  Router(
      RedirectHandler redirects,
      AddPage add,
      RobotsPage robots,
      Probes probes,
      @Nullable ApiPages api) {
    this.redirects = redirects;
    this.add = add;
    this.robots = robots;
    this.probes = probes;
    this.api = api;
  }

  /** Who asks for too many keys that name no link. */
  Guesses guesses() {
    return redirects.guesses();
  }

  @Override
  boolean readsBody(Request request) {
    return AddPage.PATH.equals(request.path()) || isForApi(request) || redirects.readsBody(request);
  }

  @Override
  boolean streams(Request request) {
    return isForApi(request) && ApiPages.isStreamed(request);
  }

  @Override
  void converse(Request request, Dialogue dialogue) {
    Objects.requireNonNull(api).converse(request, dialogue);
  }

  private boolean isForApi(Request request) {
    return api != null && ApiTarget.isOf(request);
  }

  @Override
  Reply refusal(Request request, Reply refusal) {
    return isForApi(request) ? ApiPages.problem(refusal) : refusal;
  }

  /** As they are now. */
  DomainList domains() {
    return redirects.hosts().domains();
  }

  /** Whose links requests are for. */
  Hosts hosts() {
    return redirects.hosts();
  }

  /**
   * The answer to a GET or HEAD of this path if it is the key of a link in memory; {@code null}:
   * ask the long way. Our own pages have no keys ({@link gotourl.link.Key}).
   */
  Answer.@Nullable Now redirect(String path, Fields fields, Peer peer) {
    try {
      return redirects.redirect(path, fields, peer);
    } catch (RuntimeException | Error e) {
      return failed(e);
    }
  }

  /** The same in a domain of its own. */
  Answer.@Nullable Now redirect(Domain domain, String path, Fields fields, Peer peer) {
    try {
      return redirects.redirect(domain, path, fields, peer);
    } catch (RuntimeException | Error e) {
      return failed(e);
    }
  }

  @Override
  Answer route(Request request) {
    if (redirects.hosts().areContradicted(request)) {
      return Replies.MALFORMED;
    }
    if (api != null && ApiTarget.isOf(request)) {
      return api.answer(request);
    }
    String path = request.path();
    if (path == null) {
      return redirects.answer(request, null);
    }
    return switch (path) {
      case "" -> request.isGetOrHead() ? redirects.base(request).orElse(TO_ADD) : Replies.READ_ONLY;
      case AddPage.PATH -> add.answer(request);
      case RobotsPage.PATH -> robots.answer(request, hosts().of(request).number());
      case Probes.LIVE, Probes.READY -> probes.answer(request, path);
      case String other -> {
        Answer asset = assets.answer(request, other);
        yield asset != null ? asset : redirects.answer(request, other);
      }
    };
  }
}
