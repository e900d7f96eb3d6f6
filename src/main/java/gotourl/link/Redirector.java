package gotourl.link;

/** Decides what a request for a link is told. */
public final class Redirector {

  /** What a request is told. */
  public sealed interface Decision {}

  /** Go to {@code target}: safe to be sent in a header as it is. */
  public record Follow(String target) implements Decision {}

  /** As if there were no such link. */
  public enum Unknown implements Decision {
    UNKNOWN
  }

  private final UrlPolicy policy;

  public Redirector(UrlPolicy policy) {
    this.policy = policy;
  }

  /** The target is checked again: the policy may be stricter now than when the link was made. */
  public Decision decide(Link link) {
    return policy.permits(link.target()) ? new Follow(link.target()) : Unknown.UNKNOWN;
  }
}
