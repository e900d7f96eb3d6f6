package gotourl.config;

import gotourl.journal.SyncPolicy;
import gotourl.link.BaseUrl;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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
  private static final int HISTORY_DAYS_MAX = 36_500;

  /** Each step of a history reads a segment. */
  private static final int HISTORY_VERSIONS_MAX = 1_000;

  /** More loops than any machine of today has cores for. */
  private static final int LOOPS_MAX = 256;

  /** Ten years. */
  private static final int HSTS_SECONDS_MAX = 315_360_000;

  /** Who may add links, as it was said. */
  enum AddWord {
    AUTO,
    OPEN,
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
      case "off" -> AddWord.OFF;
      default -> throw new Mistake("is not one of auto, open and off");
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

  static int historyDays(String text) throws Mistake {
    return Numbers.parse(text, 0, HISTORY_DAYS_MAX);
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

  static BaseUrl host(String text) throws Mistake {
    try {
      return BaseUrl.parse(text);
    } catch (IllegalArgumentException e) {
      throw new Mistake("is no host: " + e.getMessage());
    }
  }
}
