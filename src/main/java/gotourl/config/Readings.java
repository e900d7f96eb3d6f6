package gotourl.config;

import gotourl.access.Secret;
import gotourl.accesslog.LineFormat;
import gotourl.http.Rate;
import gotourl.http.TrustedProxies;
import gotourl.journal.SyncPolicy;
import gotourl.link.BaseUrl;
import gotourl.link.UrlPolicy;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How the text of each kind of setting becomes a value. */
final class Readings {

  /**
   * More would only make a slow disk's queue longer, not faster: 2^20 saves are seconds of work.
   */
  private static final int SAVE_QUEUE_MAX = 1 << 20;

  /** 62^10 codes outlast every disk. */
  private static final int KEY_LENGTH_MAX = 10;

  /** A hundred years. */
  private static final int DAYS_MAX = 36_500;

  /** Each step of a history reads a segment. */
  private static final int HISTORY_VERSIONS_MAX = 1_000;

  /** More loops than any machine of today has cores for. */
  private static final int LOOPS_MAX = 256;

  /** Ten years. */
  private static final int HSTS_SECONDS_MAX = 315_360_000;

  /** One line of a page's head. */
  private static final int NAME_LENGTH_MAX = 60;

  /** A limit beyond it limits nobody. */
  private static final int RATE_MAX = 1_000_000;

  /** Who may add links, as it was said. */
  enum AddWord {
    AUTO,
    OPEN,
    SECRET,
    OFF
  }

  private Readings() {}

  static int redirect(String text) throws Mistake {
    return switch (text) {
      case "301" -> 301;
      case "302" -> 302;
      case "303" -> 303;
      case "307" -> 307;
      case "308" -> 308;
      default -> throw new Mistake("is not one of 301, 302, 303, 307 and 308");
    };
  }

  static AddWord add(String text) throws Mistake {
    return switch (text) {
      case "auto" -> AddWord.AUTO;
      case "open" -> AddWord.OPEN;
      case "secret" -> AddWord.SECRET;
      case "off" -> AddWord.OFF;
      default -> throw new Mistake("is not one of auto, open, secret and off");
    };
  }

  static SyncPolicy sync(String text) throws Mistake {
    return switch (text) {
      case "always" -> SyncPolicy.ALWAYS;
      case "1s" -> SyncPolicy.EACH_SECOND;
      case "never" -> SyncPolicy.NEVER;
      default -> throw new Mistake("is not one of always, 1s and never");
    };
  }

  static boolean yes(String text) throws Mistake {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new Mistake("is neither true nor false");
    };
  }

  static boolean onOrOff(String text) throws Mistake {
    return switch (text) {
      case "on" -> true;
      case "off" -> false;
      default -> throw new Mistake("is neither on nor off");
    };
  }

  static int days(String text) throws Mistake {
    return Numbers.parse(text, 0, DAYS_MAX);
  }

  static int historyVersions(String text) throws Mistake {
    return Numbers.parse(text, 0, HISTORY_VERSIONS_MAX);
  }

  static int hsts(String text) throws Mistake {
    return Numbers.parse(text, 0, HSTS_SECONDS_MAX);
  }

  static int saveQueue(String text) throws Mistake {
    return Numbers.parse(text, 1, SAVE_QUEUE_MAX);
  }

  static int keyLength(String text) throws Mistake {
    return Numbers.parse(text, 1, KEY_LENGTH_MAX);
  }

  static int loops(String text) throws Mistake {
    if (text.equals("cores")) {
      return Math.min(LOOPS_MAX, Runtime.getRuntime().availableProcessors());
    }
    return Numbers.parse(text, 1, LOOPS_MAX, "is neither cores nor a number from 1 to 256");
  }

  static LineFormat lineFormat(String text) throws Mistake {
    return switch (text) {
      case "combined" -> LineFormat.COMBINED;
      case "json" -> LineFormat.JSON;
      default -> throw new Mistake("is neither combined nor json");
    };
  }

  static Operations.LogFormat logFormat(String text) throws Mistake {
    return switch (text) {
      case "text" -> Operations.LogFormat.TEXT;
      case "json" -> Operations.LogFormat.JSON;
      default -> throw new Mistake("is neither text nor json");
    };
  }

  static Level logLevel(String text) throws Mistake {
    return switch (text) {
      case "error" -> Level.ERROR;
      case "warning" -> Level.WARNING;
      case "info" -> Level.INFO;
      case "debug" -> Level.DEBUG;
      default -> throw new Mistake("is not one of error, warning, info and debug");
    };
  }

  /** Empty where nothing was said. */
  static Optional<Secret> optionalSecret(String text) throws Mistake {
    Optional<Secret> secret = Secret.parse(text);
    if (secret.isEmpty() && !text.isEmpty()) {
      throw new Mistake("is no secret; \"goto secrets new\" prints one");
    }
    return secret;
  }

  /** Somebody else's; empty where nothing was said. */
  static Optional<Secret> shownSecret(String text) throws Mistake {
    Optional<Secret> secret = Secret.parse(text);
    if (secret.isEmpty() && !text.isEmpty()) {
      throw new Mistake("is no secret: a whole one is goto_ and 38 letters and digits");
    }
    return secret;
  }

  /** Empty where nothing was said. */
  static Optional<BaseUrl> optionalServer(String text) throws Mistake {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(BaseUrl.parse(text));
    } catch (IllegalArgumentException e) {
      throw new Mistake("names no server, as https://go.example or localhost:3000 would");
    }
  }

  /** Empty where nothing was said. */
  static Optional<InetSocketAddress> optionalAddress(String text) throws Mistake {
    return text.isEmpty() ? Optional.empty() : Optional.of(ListenAddress.internet(text));
  }

  static Path path(String text) throws Mistake {
    if (text.isEmpty()) {
      throw new Mistake("is not a path");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new Mistake("is not a path: " + e.getReason());
    }
  }

  /** Empty where nothing was said. */
  static Optional<Path> optionalPath(String text) throws Mistake {
    return text.isEmpty() ? Optional.empty() : Optional.of(path(text));
  }

  static String siteName(String text) throws Mistake {
    if (text.isBlank() || text.length() > NAME_LENGTH_MAX) {
      throw new Mistake("is no name of 1 to " + NAME_LENGTH_MAX + " characters");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new Mistake("has a control character in it");
    }
    return text.strip();
  }

  static TrustedProxies proxies(String text) throws Mistake {
    try {
      return TrustedProxies.parse(text);
    } catch (IllegalArgumentException e) {
      throw new Mistake("names no proxies: " + e.getMessage());
    }
  }

  /** Empty where there is no limit. */
  static Optional<Rate> rate(String text) throws Mistake {
    if (text.equals("off")) {
      return Optional.empty();
    }
    String otherwise = "is neither off nor a rate from 1 to " + RATE_MAX + " by s, m or h: 60/m";
    int slash = text.indexOf('/');
    int count = Numbers.parse(text.substring(0, Math.max(0, slash)), 1, RATE_MAX, otherwise);
    return switch (text.substring(slash + 1)) {
      case "s" -> Optional.of(new Rate(count, Duration.ofSeconds(1)));
      case "m" -> Optional.of(new Rate(count, Duration.ofMinutes(1)));
      case "h" -> Optional.of(new Rate(count, Duration.ofHours(1)));
      default -> throw new Mistake(otherwise);
    };
  }

  /** As it is sent, if the policy accepts it; empty where nothing was said. */
  static Optional<String> target(String text, UrlPolicy.Options policy) throws Mistake {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (new UrlPolicy(policy).check(text)) {
      case UrlPolicy.Accepted(String target) -> Optional.of(target);
      case UrlPolicy.Refused(String reason) -> throw new Mistake("cannot be led to. " + reason);
    };
  }

  static BaseUrl host(String text) throws Mistake {
    try {
      return BaseUrl.parse(text);
    } catch (IllegalArgumentException e) {
      throw new Mistake("is no host: " + e.getMessage());
    }
  }
}
