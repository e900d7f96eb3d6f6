package gotourl.link;

import java.util.Optional;

/**
 * How a link is to be made.
 *
 * @param retry marks the wish, so that asking again makes no second link
 * @param reuses whether an equal link that is there will do
 */
public record Manner(Optional<RetryKey> retry, boolean reuses) {

  /** Anew, whoever asked before. */
  public static final Manner ANEW = new Manner(Optional.empty(), false);
}
