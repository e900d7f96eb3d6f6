package gotourl.support;

import gotourl.link.About;
import gotourl.link.Draft;
import gotourl.link.Terms;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/** Drafts with anything that there is, at random. */
public final class Drafts {

  private static final int[] STATUSES = {Terms.SERVERS_STATUS, 301, 302, 303, 307, 308};

  private Drafts() {}

  /** The same for the same seed. */
  public static Draft of(Random random, String target) {
    return new Draft(
        target, terms(random), new About(text(random, 40), text(random, 200)), random.nextInt(3));
  }

  private static Terms terms(Random random) {
    return Terms.NONE
        .withEnabled(random.nextBoolean())
        .withBinned(random.nextInt(4) == 0)
        .withValidSince(time(random))
        .withValidUntil(time(random))
        .withForwardsQuery(random.nextBoolean())
        .withRedirectStatus(STATUSES[random.nextInt(STATUSES.length)])
        .withCacheSeconds(random.nextBoolean() ? 0 : random.nextInt(Terms.CACHE_SECONDS_MAX + 1))
        .withCrawlable(random.nextBoolean())
        .withMaxVisits(random.nextBoolean() ? Terms.ANY_NUMBER : random.nextInt(1 << 30));
  }

  private static Optional<Instant> time(Random random) {
    return random.nextBoolean()
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(random.nextLong(Terms.TIME_MAX.toEpochMilli() + 1)));
  }

  private static String text(Random random, int lengthMax) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(lengthMax); i > 0; i--) {
      text.appendCodePoint("aZ 0\n\"é€\ud83d\ude00".codePointAt(random.nextInt(9)));
    }
    return text.toString();
  }
}
