package gotourl.link;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * On what terms a link is followed. Nearly all links have none; those have {@link #NONE} itself,
 * and are decided by that alone.
 *
 * @param enabled false: as if there were no such link
 * @param binned removed by somebody who may want it back: the same, and its key stays taken
 * @param validSince before this, as if there were no such link; 1970 to {@link #TIME_MAX}, to the
 *     millisecond
 * @param validUntil from this on, the same
 * @param forwardsQuery whether the query of a request goes along
 * @param redirectStatus 301, 302, 303, 307 or 308; 0: the server's
 * @param cacheSeconds how long an answer may be kept by who gets it; 0: not at all
 * @param crawlable whether robots are invited
 */
public record Terms(
    boolean enabled,
    boolean binned,
    Optional<Instant> validSince,
    Optional<Instant> validUntil,
    boolean forwardsQuery,
    int redirectStatus,
    int cacheSeconds,
    boolean crawlable) {

  /** The longest that an answer may be kept: a year, as HTTP's own advice has it. */
  public static final int CACHE_SECONDS_MAX = 31_536_000;

  /** Beyond this a year has more than four digits, which nothing else that reads it expects. */
  public static final Instant TIME_MAX = Instant.parse("9999-12-31T23:59:59.999Z");

  /** For {@link #redirectStatus}. */
  public static final int SERVERS_STATUS = 0;

  /** Those of a plain link. */
  public static final Terms NONE =
      new Terms(true, false, Optional.empty(), Optional.empty(), false, SERVERS_STATUS, 0, false);

  public Terms {
    if (!isStatus(redirectStatus)) {
      throw new IllegalArgumentException("no status of a redirect: " + redirectStatus);
    }
    if (!isTime(validSince) || !isTime(validUntil)) {
      throw new IllegalArgumentException("not a time for a link: " + validSince + validUntil);
    }
    if (cacheSeconds < 0 || cacheSeconds > CACHE_SECONDS_MAX) {
      throw new IllegalArgumentException("not to be kept for " + cacheSeconds + " seconds");
    }
  }

  private static boolean isTime(Optional<Instant> time) {
    return time.map(Terms::isTime).orElse(true);
  }

  /** Whether {@link #validSince} and {@link #validUntil} may be this. */
  public static boolean isTime(Instant time) {
    return !time.isBefore(Instant.EPOCH)
        && !time.isAfter(TIME_MAX)
        && time.equals(time.truncatedTo(ChronoUnit.MILLIS));
  }

  /** Whether {@link #redirectStatus} may be this. */
  public static boolean isStatus(int status) {
    return switch (status) {
      case SERVERS_STATUS, 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  /** Whether a link on these terms leads anywhere at that time. */
  public boolean isInForce(Instant at) {
    return enabled
        && !binned
        && validSince.map(since -> !at.isBefore(since)).orElse(true)
        && validUntil.map(at::isBefore).orElse(true);
  }

  public Terms withEnabled(boolean other) {
    return new Terms(
        other,
        binned,
        validSince,
        validUntil,
        forwardsQuery,
        redirectStatus,
        cacheSeconds,
        crawlable);
  }

  public Terms withBinned(boolean other) {
    return new Terms(
        enabled,
        other,
        validSince,
        validUntil,
        forwardsQuery,
        redirectStatus,
        cacheSeconds,
        crawlable);
  }

  public Terms withValidSince(Optional<Instant> other) {
    return new Terms(
        enabled, binned, other, validUntil, forwardsQuery, redirectStatus, cacheSeconds, crawlable);
  }

  public Terms withValidUntil(Optional<Instant> other) {
    return new Terms(
        enabled, binned, validSince, other, forwardsQuery, redirectStatus, cacheSeconds, crawlable);
  }

  public Terms withForwardsQuery(boolean other) {
    return new Terms(
        enabled, binned, validSince, validUntil, other, redirectStatus, cacheSeconds, crawlable);
  }

  public Terms withRedirectStatus(int other) {
    return new Terms(
        enabled, binned, validSince, validUntil, forwardsQuery, other, cacheSeconds, crawlable);
  }

  public Terms withCacheSeconds(int other) {
    return new Terms(
        enabled, binned, validSince, validUntil, forwardsQuery, redirectStatus, other, crawlable);
  }
}
