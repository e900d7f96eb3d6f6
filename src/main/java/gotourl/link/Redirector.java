package gotourl.link;

/** SKELETON: helper A writes this. Decides what a request for a link is told. */
public final class Redirector {

  /** What a request is told. */
  public sealed interface Decision {}

  /** Go to {@code target}: safe to be sent in a header as it is. */
  public record Follow(String target) implements Decision {}

  /** As if there were no such link. */
  public enum Unknown implements Decision {
    UNKNOWN
  }

  public Redirector(UrlPolicy policy) {}

  public Decision decide(Link link) {
    return new Follow(link.target());
  }
}
