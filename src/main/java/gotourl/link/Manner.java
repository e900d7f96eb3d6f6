package gotourl.link;

import java.util.Optional;

/**
 * How a link is to be made.
 *
 * @param retry marks the wish, so that asking again makes no second link
 * @param reuses whether an equal link that is there will do
 * @param origin what it brings along
 */
public record Manner(Optional<RetryKey> retry, boolean reuses, Origin origin) {

  /** Anew, whoever asked before. */
  public static final Manner ANEW = new Manner(Optional.empty(), false);

  /** Of a link that is made here and now. */
  public Manner(Optional<RetryKey> retry, boolean reuses) {
    this(retry, reuses, Origin.HERE);
  }

  /** Of a link that comes from elsewhere. */
  public static Manner from(Origin origin) {
    return new Manner(Optional.empty(), false, origin);
  }
}
