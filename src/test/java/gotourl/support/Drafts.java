package gotourl.support;

import gotourl.link.About;
import gotourl.link.ConditionText;
import gotourl.link.Draft;
import gotourl.link.PasswordHash;
import gotourl.link.RuleText;
import gotourl.link.Rules;
import gotourl.link.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Drafts with anything that there is, at random. */
public final class Drafts {

  private static final int[] STATUSES = {Terms.SERVERS_STATUS, 301, 302, 303, 307, 308};

  private static final List<ConditionText> CONDITIONS =
      List.of(
          new ConditionText("device", null, "android,ios"),
          new ConditionText("device", null, "desktop"),
          new ConditionText("browser", null, "firefox"),
          new ConditionText("language", null, "de-CH,fr"),
          new ConditionText("language", null, "en"),
          new ConditionText("country", null, "DE,AT"),
          new ConditionText("address", null, "10.0.0.0/8,2001:db8::/32"),
          new ConditionText("query", "a", "é"),
          new ConditionText("query", "b", null),
          new ConditionText("query", "b", ""),
          new ConditionText("date", null, "../2030-01-01T00:00:00Z"),
          new ConditionText("date", null, "2030-01-01T00:00:00Z/.."),
          new ConditionText("share", null, "33.25"));

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
        .withMaxVisits(random.nextBoolean() ? Terms.ANY_NUMBER : random.nextInt(1 << 30))
        .withPassword(random.nextInt(4) == 0 ? Optional.of(password(random)) : Optional.empty())
        .withRules(rules(random));
  }

  /** Of no password that anybody knows. */
  private static PasswordHash password(Random random) {
    return new PasswordHash(
        "pbkdf2-sha256$1$" + "a".repeat(22) + '$' + "b".repeat(42) + random.nextInt(10));
  }

  /** Of any conditions. */
  public static Rules rules(Random random) {
    List<RuleText> texts = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      List<ConditionText> conditions = new ArrayList<>();
      for (int j = 1 + random.nextInt(3); j > 0; j--) {
        conditions.add(CONDITIONS.get(random.nextInt(CONDITIONS.size())));
      }
      texts.add(new RuleText("https://example.org/" + random.nextInt(100), conditions));
    }
    return switch (Rules.read(texts)) {
      case Rules.Valid(Rules rules) -> rules;
      case Rules.Invalid invalid -> throw new AssertionError(invalid.faults());
    };
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
