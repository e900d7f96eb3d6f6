package gotourl.http;

import gotourl.http.Replies.Told;
import gotourl.link.Passwords;
import gotourl.link.Redirector.Locked;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Lets those follow a link with a password who know it. Browsers are shown a form; others are asked
 * by HTTP Basic, which browsers would keep and send again without asking.
 */
final class Locks {

  /** The queue of {@link Passwords} is empty again after that. */
  private static final int BUSY_RETRY_SECONDS = 4;

  private static final Told BUSY =
      new Told(
          Status.SERVICE_UNAVAILABLE,
          "Too many passwords are tried; try again in a moment.",
          BUSY_RETRY_SECONDS);

  private static final Told ASK =
      new Told(Status.FORBIDDEN, "This link is for those who know its password.");

  private static final Told WRONG = new Told(Status.FORBIDDEN, "This is not the password.");

  private static final String CHALLENGE = "Basic realm=\"a link\", charset=\"UTF-8\"";

  private final Passwords passwords;
  private final Attempts attempts;
  private final Page form;
  private final Page onward;

  Locks(Passwords passwords, Attempts attempts, String siteName) {
    this.passwords = passwords;
    this.attempts = attempts;
    this.form = Page.of("password.html", siteName);
    this.onward = Page.of("onward.html", siteName);
  }

  /**
   * @param behind what those are told who know the password
   */
  Answer answer(Request request, Locked locked, Supplier<Answer> behind) {
    if (!request.isGetOrHead() && !HttpMethod.POST.equals(request.method())) {
      return Replies.ADD_METHODS;
    }
    String given = GivenPassword.of(request);
    if (given == null || given.isEmpty()) {
      return ask(request, ASK);
    }
    Client client = request.client();
    long waitNanos = attempts.spend(client, locked.link());
    if (waitNanos > 0) {
      return told(request, Replies.tooManyPasswords(waitNanos));
    }
    CompletionStage<Boolean> checked = passwords.check(locked.password(), given).orElse(null);
    if (checked == null) {
      attempts.refund(client, locked.link());
      return told(request, BUSY);
    }
    return new Answer.Later<>(
        checked,
        isRight -> {
          if (!isRight) {
            return ask(request, WRONG);
          }
          attempts.refund(client, locked.link());
          return behind.get();
        });
  }

  /** Leads a browser on that has posted a form. */
  Reply onward(String target) {
    return onward
        .reply(Status.OK, Map.of("title", "This way", "target", target))
        .with("Refresh", "0;url=" + target);
  }

  /** Whoever used HTTP Basic or shows nothing to people is asked by it again. */
  private Reply ask(Request request, Told told) {
    boolean byForm = HttpMethod.POST.equals(request.method());
    boolean byBasic = !request.header("Authorization").isEmpty() && !byForm;
    return request.prefersHtml() && !byBasic
        ? page(told)
        : Reply.plain(Status.UNAUTHORIZED, told.words())
            .with("Cache-Control", "no-store")
            .with("WWW-Authenticate", CHALLENGE);
  }

  private Reply told(Request request, Told told) {
    return request.prefersHtml() ? told.dress(page(told)) : told.plain();
  }

  /** What a browser is told has no challenge, which would open a window of its own. */
  private Reply page(Told told) {
    String error = told.equals(ASK) ? "" : told.words();
    return form.reply(told.status(), Map.of("title", "Password", "error", error));
  }
}
