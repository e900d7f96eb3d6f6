package gotourl.link;

import java.util.Optional;

/**
 * Where a domain leads whoever asks for what is not there. Targets are as {@link UrlPolicy} has
 * accepted them.
 *
 * @param base for its address alone, without a code
 * @param unknown for a code that no link has
 * @param expired for a link that is not in force: expired, its visits used up, not valid yet, or
 *     disabled
 * @param expiredIsGone whether an expired link without such a target is told of as gone (410),
 *     which shows that there was one, and not as an unknown one
 */
public record Fallbacks(
    Optional<String> base,
    Optional<String> unknown,
    Optional<String> expired,
    boolean expiredIsGone) {

  /** Nowhere. */
  public static final Fallbacks NONE =
      new Fallbacks(Optional.empty(), Optional.empty(), Optional.empty(), false);

  public Fallbacks withBase(Optional<String> other) {
    return new Fallbacks(other, unknown, expired, expiredIsGone);
  }

  public Fallbacks withUnknown(Optional<String> other) {
    return new Fallbacks(base, other, expired, expiredIsGone);
  }

  public Fallbacks withExpired(Optional<String> other) {
    return new Fallbacks(base, unknown, other, expiredIsGone);
  }

  public Fallbacks withExpiredIsGone(boolean other) {
    return new Fallbacks(base, unknown, expired, other);
  }
}
