package gotourl.link;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Decides what a request for a link is told. */
public final class Redirector {

  /** What a request is told. */
  public sealed interface Decision {}

  /** Go to {@code target}: safe to be sent in a header as it is. */
  public record Follow(String target) implements Decision {}

  /**
   * Go there, on the link's own terms.
   *
   * @param status of the answer; {@link Terms#SERVERS_STATUS}: the server's
   * @param cacheSeconds how long it may be kept; 0: not at all, whatever the status
   */
  public record FollowOnTerms(String target, int status, int cacheSeconds) implements Decision {}

  /** As if there were no such link. */
  public enum Unknown implements Decision {
    UNKNOWN
  }

  private final UrlPolicy policy;
  private final InstantSource clock;

  public Redirector(UrlPolicy policy, InstantSource clock) {
    this.policy = policy;
    this.clock = clock;
  }

  /** The target is checked again: the policy may be stricter now than when the link was made. */
  public Decision decide(Link link) {
    if (!policy.permits(link.target())) {
      return Unknown.UNKNOWN;
    }
    return isPlain(link) ? new Follow(link.target()) : decideOnTerms(link, clock.instant());
  }

  @SuppressWarnings("ReferenceEquality") // as Terms has it; the quick way for nearly all links
  private static boolean isPlain(Link link) {
    return link.terms() == Terms.NONE;
  }

  private static Decision decideOnTerms(Link link, Instant now) {
    Terms terms = link.terms();
    return terms.isInForce(now)
        ? new FollowOnTerms(link.target(), terms.redirectStatus(), cacheSeconds(terms, now))
        : Unknown.UNKNOWN;
  }

  /** Nobody keeps an answer for longer than it is true. */
  private static int cacheSeconds(Terms terms, Instant now) {
    return terms
        .validUntil()
        .map(
            until -> (int) Math.min(terms.cacheSeconds(), Duration.between(now, until).toSeconds()))
        .orElse(terms.cacheSeconds());
  }
}
