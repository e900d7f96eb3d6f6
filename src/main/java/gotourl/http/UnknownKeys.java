package gotourl.http;

import gotourl.link.Redirector;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is told of a key that names no link, and how often one client may ask for such keys. */
public final class UnknownKeys {

  /**
   * @param limit how many unknown keys one client may ask for; without it, as many as it likes
   * @param redirect where an unknown key leads instead of nowhere: serialised ASCII that the policy
   *     for targets accepts
   */
  public record Options(Optional<Rate> limit, Optional<String> redirect) {

    /** No limit, and nowhere. */
    public static final Options NONE = new Options(Optional.empty(), Optional.empty());
  }

  private final Guesses guesses;
  private final Page waitPage;
  private final Reply missingPage;
  private final Reply gonePage;
  private final Optional<String> elsewhere;

  /**
   * What is told instead of a link.
   *
   * @param isDefault whether the default domain was asked, which goes by the options too
   */
  record Instead(boolean isDefault, Redirector.Instead told) {}

  UnknownKeys(Options options, Guesses guesses, String siteName) {
    this.guesses = guesses;
    this.waitPage = Page.of("wait.html", siteName);
    this.missingPage =
        Page.of("missing.html", siteName).reply(Status.NOT_FOUND, Map.of("title", "No such link"));
    this.gonePage =
        Page.of("gone.html", siteName).reply(Status.GONE, Map.of("title", "No longer there"));
    this.elsewhere = options.redirect();
  }

  Guesses guesses() {
    return guesses;
  }

  /** Who is out of guesses hears this of every key, known or not; {@code null}: may ask. */
  @Nullable Reply refusal(Request request) {
    long waitNanos = guesses.waitNanos(request.client());
    return waitNanos > 0 ? refusal(request, waitNanos) : null;
  }

  /** Counts a guess in advance; {@code null} if there was one left. */
  @Nullable Reply spend(Request request) {
    long waitNanos = guesses.spend(request.client());
    return waitNanos > 0 ? refusal(request, waitNanos) : null;
  }

  /** It was none: the key is known. */
  void refund(Request request) {
    guesses.refund(request.client());
  }

  /** Counts a guess, and tells of a key that it leads to no link. */
  Answer.Now answer(Request request, boolean shows, Instead instead) {
    Reply refusal = spend(request);
    return refusal == null ? tell(request, shows, instead) : refusal;
  }

  /**
   * Tells of a key that it leads to no link.
   *
   * @param shows whether the client wants to see where it leads, not to go there
   */
  Answer.Now tell(Request request, boolean shows, Instead instead) {
    return switch (instead.told) {
      case Redirector.Lead(String target) -> lead(request, shows, target);
      case Redirector.Nothing.GONE -> request.prefersHtml() ? gonePage : Replies.GONE;
      case Redirector.Nothing.UNKNOWN ->
          instead.isDefault && elsewhere.isPresent()
              ? lead(request, shows, elsewhere.get())
              : missing(request);
    };
  }

  private Answer.Now lead(Request request, boolean shows, String target) {
    return !shows && request.isGetOrHead() && !leadsBack(request, target)
        ? to(target)
        : missing(request);
  }

  /** Tells of a path that can be no key. */
  Answer.Now missing(Request request) {
    return request.prefersHtml() ? missingPage : Replies.NOT_FOUND;
  }

  /**
   * The policy knows our own name; others may lead here as well. Whoever comes back to where we
   * sent him is not sent again.
   */
  static boolean leadsBack(Request request, String target) {
    return request.path() == null || request.path().equals(path(target));
  }

  private Reply refusal(Request request, long waitNanos) {
    Replies.Told told = Replies.tooManyGuesses(waitNanos);
    return request.prefersHtml()
        ? told.dress(
            waitPage.reply(told.status(), Map.of("title", "One moment", "words", told.words())))
        : told.plain();
  }

  /** As no cache keeps it. */
  static Reply to(String target) {
    return Reply.empty(Status.FOUND).with("Location", target).with("Cache-Control", "no-store");
  }

  private static @Nullable String path(String target) {
    int start = target.indexOf("://") + 3;
    int end = start;
    while (end < target.length() && "?#".indexOf(target.charAt(end)) < 0) {
      end++;
    }
    int slash = target.indexOf('/', start);
    return slash < 0 || slash >= end ? "" : PathText.decode(target, slash + 1, end);
  }
}
