package gotourl.config;

import static gotourl.config.Setting.Use.BACKUP;
import static gotourl.config.Setting.Use.CLIENT;
import static gotourl.config.Setting.Use.DUMP;
import static gotourl.config.Setting.Use.EXPORT;
import static gotourl.config.Setting.Use.IMPORT;
import static gotourl.config.Setting.Use.PURGE;
import static gotourl.config.Setting.Use.SECRETS;
import static gotourl.config.Setting.Use.SERVE;
import static gotourl.config.Setting.Use.VERIFY;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that can be set: one line for the flag, the environment variable, the key in the
 * properties file, the help and the tables in the documents (a test compares them with this).
 */
public enum Setting {
  HTTP(
      "ADDRESS",
      ":3000",
      "where to listen for plain HTTP: :3000, host:3000, [::1]:3000 or unix:/path/to.sock; may be"
          + " given several times; the default holds only without -https and -https-redirect",
      SERVE),
  HTTPS(
      "ADDRESS",
      "",
      "where to listen for TLS; as -http, several times; needs -tls-cert and -tls-key",
      SERVE),
  HTTPS_REDIRECT(
      "ADDRESS",
      "",
      "where to answer plain HTTP only by leading to https, at the host that -host names; as -http,"
          + " several times",
      SERVE),
  TLS_CERT(
      "FILE",
      "",
      "the certificate in PEM, and behind it those that vouch for it; a changed file is taken within"
          + " seconds, or at once on SIGHUP",
      SERVE),
  TLS_KEY("FILE", "", "the private key of the certificate in PEM, not encrypted", SERVE),
  HSTS(
      "SECONDS",
      "0",
      "how long browsers shall keep to https once they came by it (Strict-Transport-Security), 0 to"
          + " 315360000; 0: nothing is said",
      SERVE),
  FILE(
      "DIR",
      "goto-data",
      "the data directory; a missing one is created",
      EnumSet.of(SERVE, VERIFY, IMPORT, EXPORT, PURGE, BACKUP, DUMP, SECRETS)),
  HOST(
      "HOST",
      "localhost:3000",
      "what short URLs begin with: host or host:port, with http:// or https:// before it if wanted",
      EnumSet.of(SERVE, IMPORT, EXPORT, CLIENT, SECRETS)),
  REDIRECT(
      "STATUS",
      "302",
      "how a link redirects: 301, 302, 303, 307 or 308",
      EnumSet.of(SERVE, EXPORT)),
  ADD(
      "WHO",
      "auto",
      "who may add links at /add: open (anybody), secret (whoever shows one with the scope create), off"
          + " (nobody), or auto: secret, but open to this machine itself while -host names it",
      SERVE),
  ADMIN_SECRET(
      "SECRET",
      "",
      "the secret of whoever may do everything, one that goto secrets new has printed; without it the"
          + " first start makes one. Not taken from the command line, which everybody on the machine"
          + " can read: GOTO_ADMIN_SECRET_FILE, GOTO_ADMIN_SECRET, or a line in the file of -config",
      EnumSet.of(SERVE, SECRETS)),
  NAME("TEXT", "Goto", "what the pages call this server", SERVE),
  TRUST_PROXY(
      "CIDR",
      "",
      "whose X-Forwarded-For, X-Forwarded-Proto and PROXY headers are believed: addresses and blocks"
          + " such as 10.0.0.0/8 between commas, unix for Unix-domain sockets; may be repeated",
      SERVE),
  UNKNOWN_LIMIT(
      "RATE",
      "60/m",
      "how many unknown keys one client may ask for, by second, minute or hour: 60/m, or off;"
          + " beyond it every key is answered 429",
      SERVE),
  UNKNOWN_REDIRECT(
      "URL",
      "",
      "where an unknown key leads (302) instead of being 404; not to this server itself",
      SERVE),
  GEOIP(
      "FILE",
      "",
      "where addresses are, for rules by country: an .mmdb file of countries; read again on SIGHUP",
      SERVE),
  BLOCKLIST(
      "FILE",
      "",
      "hosts that no link may lead to, one a line, each with all below it; # begins a comment; a"
          + " changed file is in force within a second, or at once on SIGHUP",
      EnumSet.of(SERVE, IMPORT, EXPORT)),
  FREE_PREVIEWS(
      "WORD",
      "on",
      "whether known robots cost a link none of its maxVisits, as HEAD and what is fetched ahead cost"
          + " none: on or off. They are known by their user agent, which anybody can send",
      SERVE),
  SYNC(
      "WHEN",
      "always",
      "when saves are synced to the disk. always: before they are acknowledged; nothing"
          + " acknowledged is lost. 1s: each second; a power cut can lose up to the last second of"
          + " acknowledged saves, a crash of the process loses nothing. never: when the system"
          + " likes; a power cut loses whatever it had not written",
      EnumSet.of(SERVE, IMPORT)),
  SAVE_QUEUE(
      "COUNT",
      "16384",
      "how many saves may wait, 1 to 1048576 (and 16 MiB together); beyond it the answer is 503",
      EnumSet.of(SERVE, IMPORT)),
  HISTORY_DAYS(
      "DAYS",
      "90",
      "how long earlier versions of a link are kept after its last change, 0 to 36500",
      EnumSet.of(SERVE, IMPORT, EXPORT, PURGE, SECRETS)),
  HISTORY_VERSIONS(
      "COUNT",
      "20",
      "how many earlier versions of a link are kept at most, 0 to 1000; 0: none",
      EnumSet.of(SERVE, IMPORT, EXPORT, PURGE, SECRETS)),
  BIN_DAYS(
      "DAYS",
      "30",
      "how long a removed link stays in the bin, where it can be had back and keeps its code, 0 to"
          + " 36500; 0: for ever",
      SERVE),
  EXPIRED_DAYS(
      "DAYS",
      "0",
      "how long after its end, and its last change, a link goes into the bin by itself, 0 to 36500;"
          + " 0: never",
      SERVE),
  KEY_LENGTH("COUNT", "7", "how many characters generated keys have at first: 1 to 10", SERVE),
  SEQUENTIAL("the original's keys in base 62, counted 0, 1, 2 …: short, and easy to guess", SERVE),
  CASE_INSENSITIVE(
      "/AbC and /abc are the same link; recorded when the data directory is created",
      EnumSet.of(SERVE, IMPORT)),
  ACCEPT_LOSS(
      "start although segments are missing, swapped, stale or cut off: what was in them is given up"
          + " for good, and each is named; needed for one start only",
      SERVE),
  REUSE_INDEX(
      "keep in memory which links lead where, 12 bytes a link, so that POST links?reuse=true finds an"
          + " equal one",
      SERVE),
  LOOPS(
      "COUNT",
      "cores",
      "event loops that answer redirects: cores, or a number from 1 to 256; for benchmarks",
      SERVE),
  ADMIN(
      "ADDRESS",
      "",
      "where metrics and health are served, apart from the links, as 127.0.0.1:3001; nowhere if"
          + " empty",
      SERVE),
  ACCESS_LOG(
      "FILE",
      "",
      "a line for each request, without the client's address; - is standard output, empty is none",
      SERVE),
  ACCESS_LOG_FORMAT(
      "FORMAT", "combined", "how such a line looks: combined, as Apache has it, or json", SERVE),
  LOG("FORMAT", "text", "how a line of the log on standard error looks: text or json", SERVE),
  LOG_LEVEL("LEVEL", "info", "the least that is logged: error, warning, info or debug", SERVE),
  FOLLOW("goto backup goes on until it is stopped, at most a second behind", BACKUP),
  BACKUP_DIR(
      "DIR",
      "",
      "where POST /-/api/v1/backup keeps a copy of the data directory, as goto backup DIR does; without"
          + " it the API makes none",
      SERVE),
  REPAIR(
      "DIR",
      "",
      "goto verify writes a clean copy of what it can read to this directory, new or empty",
      VERIFY),
  SERVER(
      "URL",
      "",
      "the server that goto add, get, list, edit and the like ask, as https://go.example; without it"
          + " the one that -host names; goto import and goto export ask one only if it is named",
      EnumSet.of(CLIENT, SECRETS, IMPORT, EXPORT)),
  SECRET(
      "SECRET",
      "",
      "the secret that they show to it. Not taken from the command line: GOTO_SECRET_FILE, GOTO_SECRET,"
          + " or a line in the file of -config",
      EnumSet.of(CLIENT, SECRETS, IMPORT, EXPORT)),
  IMPORT_KEY(
      "KEY",
      "",
      "the key that lets goto import into the server it reads from. Not taken from the command line:"
          + " GOTO_IMPORT_KEY_FILE, GOTO_IMPORT_KEY, or a line in the file of -config",
      IMPORT),
  CONFIG(
      "FILE",
      "",
      "a properties file: lines of name=value, named as the flags; # begins a comment",
      EnumSet.allOf(Use.class));

  /** What a setting is used for. */
  public enum Use {
    SERVE,
    VERIFY,
    IMPORT,
    EXPORT,
    PURGE,
    BACKUP,
    DUMP,
    SECRETS,
    /** Asking a running server. */
    CLIENT,
    NOTHING
  }

  private static final String ENVIRONMENT_PREFIX = "GOTO_";
  private static final String FILE_SUFFIX = "_FILE";

  private final String label;
  private final String byDefault;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // a copy, made by Set.copyOf
  private final Set<Use> uses;

  private final boolean isSwitch;

  Setting(String label, String byDefault, String description, Use use) {
    this(label, byDefault, description, EnumSet.of(use));
  }

  Setting(String label, String byDefault, String description, Set<Use> uses) {
    this(label, byDefault, description, uses, false);
  }

  Setting(String description, Use use) {
    this(description, EnumSet.of(use));
  }

  Setting(String description, Set<Use> uses) {
    this("", "false", description, uses, true);
  }

  Setting(String label, String byDefault, String description, Set<Use> uses, boolean isSwitch) {
    this.label = label;
    this.byDefault = byDefault;
    this.description = description;
    this.uses = Set.copyOf(uses);
    this.isSwitch = isSwitch;
  }

  /** The flag without its dash, and the key in the properties file: {@code save-queue}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The environment variable: {@code GOTO_SAVE_QUEUE}. */
  public String environmentName() {
    return ENVIRONMENT_PREFIX + name();
  }

  /** The environment variable that names a file with the value: {@code GOTO_SAVE_QUEUE_FILE}. */
  public String fileEnvironmentName() {
    return environmentName() + FILE_SUFFIX;
  }

  /** What stands for the value in the help; empty for a switch. */
  public String label() {
    return label;
  }

  /** The value that holds when nothing is said; empty if there is none. */
  public String byDefault() {
    return byDefault;
  }

  /** For people: one sentence without a full stop. */
  public String description() {
    return description;
  }

  /** Whether it may stand several times, and has commas between its values in one text. */
  public boolean isList() {
    return switch (this) {
      case HTTP, HTTPS, HTTPS_REDIRECT, TRUST_PROXY -> true;
      default -> false;
    };
  }

  /** Whether the value is for nobody's eyes: no message quotes it, and no command line has it. */
  public boolean isSecret() {
    return this == ADMIN_SECRET || this == SECRET || this == IMPORT_KEY;
  }

  /** Whether the flag alone means {@code true}. */
  public boolean isSwitch() {
    return isSwitch;
  }

  public boolean serves(Use use) {
    return uses.contains(use);
  }

  static Optional<Setting> ofKey(String key) {
    for (Setting setting : values()) {
      if (setting.key().equals(key)) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }

  static boolean looksLikeOurs(String environmentName) {
    return environmentName.startsWith(ENVIRONMENT_PREFIX);
  }

  static boolean isEnvironmentName(String environmentName) {
    for (Setting setting : values()) {
      if (setting.environmentName().equals(environmentName)
          || setting.fileEnvironmentName().equals(environmentName)) {
        return true;
      }
    }
    return false;
  }
}
