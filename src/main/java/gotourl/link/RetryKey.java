package gotourl.link;

import java.time.Duration;

/**
 * Marks one wish to make a link, so that whoever asks again, not knowing whether he was heard, gets
 * the link that was made and no second one.
 *
 * @param high of a hash of who asks and of what he calls his wish; and {@code low}
 * @param wish of a hash of the wish itself: the same name for another wish is a mistake
 */
public record RetryKey(long high, long low, long wish) {

  /** How long it is remembered from the making of its link on. */
  public static final Duration KEPT = Duration.ofHours(24);

  /** What it is called, and by whom. */
  public record Name(long high, long low) {}

  public Name name() {
    return new Name(high, low);
  }
}
