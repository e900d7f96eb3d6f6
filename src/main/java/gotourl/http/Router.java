package gotourl.http;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Which of our pages a path names, and the one error boundary: whatever goes wrong behind it is
 * noted here, once, with its stack trace, and told in plain words without.
 *
 * <p>All pages of today are made from memory, so they are answered on the event loop like the
 * redirects.
 */
final class Router implements Site {

  private static final Logger LOG = System.getLogger(Router.class.getName());

  private static final Reply TO_ADD =
      Reply.empty(Status.FOUND).with("Location", "/add").with("Cache-Control", "no-store");

  private final RedirectHandler redirects;
  private final AddPage add;
  private final Assets assets = new Assets();

  Router(RedirectHandler redirects, AddPage add) {
    this.redirects = redirects;
    this.add = add;
  }

  /** Who asks for too many keys that name no link. */
  Guesses guesses() {
    return redirects.guesses();
  }

  @Override
  public boolean readsBody(Request request) {
    return AddPage.PATH.equals(request.path());
  }

  @Override
  public Answer answer(Request request) {
    try {
      return route(request);
    } catch (RuntimeException | Error e) {
      return failed(e);
    }
  }

  /**
   * The answer to a GET or HEAD of this path if it is the key of a link in memory; {@code null}:
   * ask the long way. Our own pages have no keys ({@link gotourl.link.Key}).
   */
  Answer.@Nullable Now redirect(String path) {
    try {
      return redirects.redirect(path);
    } catch (RuntimeException | Error e) {
      return failed(e);
    }
  }

  @Override
  public <T> Answer.Now finish(Answer.Later<T> later, T outcome) {
    try {
      return later.then().apply(outcome);
    } catch (RuntimeException | Error e) {
      return failed(e);
    }
  }

  @Override
  public Answer.Now failed(Throwable cause) {
    LOG.log(Level.ERROR, "a request failed", cause);
    return Replies.FAILED;
  }

  private Answer route(Request request) {
    String path = request.path();
    if (path == null) {
      return redirects.answer(request, null);
    }
    return switch (path) {
      case "" -> request.isGetOrHead() ? TO_ADD : Replies.READ_ONLY;
      case AddPage.PATH -> add.answer(request);
      case String other -> {
        Answer asset = assets.answer(request, other);
        yield asset != null ? asset : redirects.answer(request, other);
      }
    };
  }
}
