package gotourl.link;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;

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
 * @param maxVisits how often it is followed, over all its versions; {@link #ANY_NUMBER}: without
 *     end
 * @param password what whoever follows it must know
 * @param rules that may lead elsewhere than its own target
 */
public record Terms(
    boolean enabled,
    boolean binned,
    Optional<Instant> validSince,
    Optional<Instant> validUntil,
    boolean forwardsQuery,
    int redirectStatus,
    int cacheSeconds,
    boolean crawlable,
    int maxVisits,
    Optional<PasswordHash> password,
    Rules rules) {

  /** The longest that an answer may be kept: a year, as HTTP's own advice has it. */
  public static final int CACHE_SECONDS_MAX = 31_536_000;

  /** Beyond this a year has more than four digits, which nothing else that reads it expects. */
  public static final Instant TIME_MAX = Instant.parse("9999-12-31T23:59:59.999Z");

  /** For {@link #redirectStatus}. */
  public static final int SERVERS_STATUS = 0;

  /** For {@link #maxVisits}. */
  public static final int ANY_NUMBER = 0;

  /** Those of a plain link. */
  public static final Terms NONE =
      new Terms(
          true,
          false,
          Optional.empty(),
          Optional.empty(),
          false,
          SERVERS_STATUS,
          0,
          false,
          ANY_NUMBER,
          Optional.empty(),
          Rules.NONE);

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
    if (maxVisits < ANY_NUMBER) {
      throw new IllegalArgumentException("not to be followed " + maxVisits + " times");
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
    return with(parts -> parts.enabled = other);
  }

  public Terms withBinned(boolean other) {
    return with(parts -> parts.binned = other);
  }

  public Terms withValidSince(Optional<Instant> other) {
    return with(parts -> parts.validSince = other);
  }

  public Terms withValidUntil(Optional<Instant> other) {
    return with(parts -> parts.validUntil = other);
  }

  public Terms withForwardsQuery(boolean other) {
    return with(parts -> parts.forwardsQuery = other);
  }

  public Terms withRedirectStatus(int other) {
    return with(parts -> parts.redirectStatus = other);
  }

  public Terms withCacheSeconds(int other) {
    return with(parts -> parts.cacheSeconds = other);
  }

  public Terms withCrawlable(boolean other) {
    return with(parts -> parts.crawlable = other);
  }

  public Terms withMaxVisits(int other) {
    return with(parts -> parts.maxVisits = other);
  }

  public Terms withPassword(Optional<PasswordHash> other) {
    return with(parts -> parts.password = other);
  }

  public Terms withRules(Rules other) {
    return with(parts -> parts.rules = other);
  }

  private Terms with(Consumer<Parts> change) {
    Parts parts = new Parts(this);
    change.accept(parts);
    return parts.together();
  }

  /** Terms in the making. */
  private static final class Parts {
    private boolean enabled;
    private boolean binned;
    private Optional<Instant> validSince;
    private Optional<Instant> validUntil;
    private boolean forwardsQuery;
    private int redirectStatus;
    private int cacheSeconds;
    private boolean crawlable;
    private int maxVisits;
    private Optional<PasswordHash> password;
    private Rules rules;

    Parts(Terms terms) {
      enabled = terms.enabled;
      binned = terms.binned;
      validSince = terms.validSince;
      validUntil = terms.validUntil;
      forwardsQuery = terms.forwardsQuery;
      redirectStatus = terms.redirectStatus;
      cacheSeconds = terms.cacheSeconds;
      crawlable = terms.crawlable;
      maxVisits = terms.maxVisits;
      password = terms.password;
      rules = terms.rules;
    }

    Terms together() {
      return new Terms(
          enabled,
          binned,
          validSince,
          validUntil,
          forwardsQuery,
          redirectStatus,
          cacheSeconds,
          crawlable,
          maxVisits,
          password,
          rules);
    }
  }
}
