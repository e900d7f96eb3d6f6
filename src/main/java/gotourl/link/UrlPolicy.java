package gotourl.link;

import java.util.Set;

/** SKELETON: helper A writes this. */
public final class UrlPolicy {

  /** The longest target, in characters, as given and as serialised. */
  public static final int TARGET_LENGTH_MAX = 8_192;

  /**
   * @param base our own address: targets on it would loop
   * @param schemes what is allowed beside http and https; never one that can carry script
   */
  public record Options(BaseUrl base, Set<String> schemes) {}

  /** Outcome of {@link #check}. */
  public sealed interface Checked {}

  /** {@code target} is what is stored and sent: serialised ASCII. */
  public record Accepted(String target) implements Checked {}

  /** The text may not be a target; {@code reason} is a sentence for people. */
  public record Refused(String reason) implements Checked {}

  public UrlPolicy(Options options) {}

  /** Parses as browsers do (WHATWG URL standard), then decides. */
  public Checked check(String text) {
    return new Accepted(text);
  }

  /** Whether a stored target may still be sent: checked again before each redirect. */
  public boolean permits(String target) {
    return true;
  }
}
