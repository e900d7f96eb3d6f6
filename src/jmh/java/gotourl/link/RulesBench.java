package gotourl.link;

import gotourl.visitor.ShareSalt;
import gotourl.visitor.Visitor;
import gotourl.visitor.Visitors;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What it costs to decide by rules, the making of the visitor included; and what a hostile request
 * can make of it. CPU time of the thread, median of the rounds.
 */
public final class RulesBench {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 15;
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.7");
  private static final String CHROME =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/142.0.0.0 Safari/537.36";
  private static final List<String> USER_AGENTS =
      List.of(
          CHROME,
          "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/142.0.0.0 Mobile Safari/537.36",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
              + " Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
          "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0");
  private static final String LANGUAGES = "de-CH,de;q=0.9,en-US;q=0.8,en;q=0.7";

  private final Visitors visitors = new Visitors(address -> "DE", ShareSalt.random());
  private long sink;

  private RulesBench() {}

  /** Prints nanoseconds for each kind of rule. */
  public static void main(String[] args) {
    new RulesBench().run();
  }

  private void run() {
    ConditionText device = on("device", "ios");
    ConditionText language = on("language", "fr");
    decide("one device rule, one language rule, neither holds", texts(device), texts(language));
    decide("one rule of device and language, holds for one", texts(device, on("language", "en")));
    decide("browser", texts(on("browser", "other")));
    decide("country", texts(on("country", "AT,CH")));
    decide("address", texts(on("address", "10.0.0.0/8,2001:db8::/32")));
    decide("query of 2 parameters", texts(new ConditionText("query", "c", "1")));
    decide("share", texts(on("share", "50")));
    bots("bot, a browser's", CHROME);
    bots("bot, 512 characters of the fullest row", "Goo".repeat(171));
    bots("bot, 512 characters of nearly a long one", "Google-Read-Alouc".repeat(31));
    List<RuleText> two = List.of(texts(device), texts(language));
    measure("reading two rules as stored", () -> rules(two).rules().size());
    worst();
    System.out.println("(" + sink + ")");
  }

  private static RuleText texts(ConditionText... conditions) {
    return new RuleText("https://example.com/some/page", List.of(conditions));
  }

  private static ConditionText on(String type, @Nullable String value) {
    return new ConditionText(type, null, value);
  }

  private void decide(String what, RuleText... texts) {
    Rules rules = rules(List.of(texts));
    int[] next = new int[1];
    measure(
        what,
        () -> {
          String userAgent = USER_AGENTS.get(next[0]++ & 3);
          Visitor visitor = visitors.of(userAgent, LANGUAGES, ADDRESS, "a=1&b=2");
          return rules.first(new Occasion(visitor, 7, NOW)).isPresent() ? 1 : 0;
        });
  }

  private void bots(String what, String userAgent) {
    measure(what, () -> visitors.of(userAgent, "", null, "").isBot() ? 1 : 0);
  }

  /** As many rules as there may be, of the dearest kinds, and a request made for them. */
  private void worst() {
    ConditionText[] most = new ConditionText[Rules.CONDITIONS_MAX];
    Arrays.fill(most, on("language", "yy," + "xx,".repeat(35) + "xx"));
    most[Rules.CONDITIONS_MAX - 1] = on("language", "xx,".repeat(35) + "xx");
    RuleText[] rules = new RuleText[Rules.RULES_MAX];
    Arrays.fill(rules, new RuleText("https://example.com/", List.of(most)));
    String hostile = "yx,".repeat(169) + "yy";
    Rules all = rules(List.of(rules));
    measure(
        "the most that there can be, of languages",
        () ->
            all.first(new Occasion(visitors.of(CHROME, hostile, null, ""), 7, NOW)).isPresent()
                ? 1
                : 0);
  }

  private static Rules rules(List<RuleText> texts) {
    return switch (Rules.read(texts)) {
      case Rules.Valid(Rules rules) -> rules;
      case Rules.Invalid invalid -> throw new IllegalArgumentException("" + invalid.faults());
    };
  }

  /** One thing to be measured; what it returns must not be guessed. */
  private interface Work {

    int once();
  }

  private void measure(String what, Work work) {
    int times = 1;
    while (cpuNanos(work, times) < 20_000_000) {
      times *= 2;
    }
    double[] each = new double[ROUNDS];
    for (int round = -5; round < ROUNDS; round++) {
      long nanos = cpuNanos(work, times);
      if (round >= 0) {
        each[round] = (double) nanos / times;
      }
    }
    Arrays.sort(each);
    System.out.printf("%-50s %,10.0f ns%n", what, each[ROUNDS / 2]);
  }

  private long cpuNanos(Work work, int times) {
    long start = THREADS.getCurrentThreadCpuTime();
    long sum = 0;
    for (int i = 0; i < times; i++) {
      sum += work.once();
    }
    sink += sum;
    return THREADS.getCurrentThreadCpuTime() - start;
  }
}
