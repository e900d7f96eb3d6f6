package gotourl.config;

import gotourl.access.Secret;
import gotourl.http.HttpServer;
import gotourl.http.UnknownKeys;
import gotourl.link.BaseUrl;
import gotourl.link.CleanUp;
import gotourl.link.Shortener;
import gotourl.link.UrlPolicy;
import gotourl.store.embedded.EmbeddedStore;
import gotourl.store.embedded.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All settings as each room wants them.
 *
 * @param host the value of {@code -host} as it was given
 * @param base the same, parsed
 * @param adminSecret the operator's own secret; empty: the first start makes one
 * @param loops how many event loops answer redirects
 * @param geoip where addresses are, as a file says, or {@code null}
 * @param cleanUp when links leave, for the bin and for good
 * @param blockList names the hosts that no link may lead to
 * @param operations what is shown to those who look after the server
 * @param follow whether a backup goes on until it is stopped
 * @param backupDirectory where the API keeps a copy, or {@code null}
 * @param repair where a check writes a clean copy to, or {@code null}
 * @param importKey what is shown to a server that links are read from; empty: nothing
 * @param client whom to ask, where a running server is asked
 */
public record Configuration(
    String host,
    BaseUrl base,
    Optional<Secret> adminSecret,
    int loops,
    HttpServer.Options http,
    Shortener.Options shortener,
    UrlPolicy.Options policy,
    Optional<Path> blockList,
    EmbeddedStore.Options store,
    @Nullable Path geoip,
    CleanUp.Options cleanUp,
    Operations operations,
    boolean follow,
    @Nullable Path backupDirectory,
    @Nullable Path repair,
    String importKey,
    Client client) {

  /** Read by the launch script, not by us. */
  private static final Set<String> ENVIRONMENT_OF_THE_SCRIPT = Set.of("GOTO_JAVA_OPTS");

  /** Outcome of {@link #load}. */
  public sealed interface Loaded {
    /** One line each: strange, but nothing to stop for. */
    List<String> warnings();
  }

  public record Valid(Configuration configuration, List<String> warnings) implements Loaded {}

  /**
   * @param mistakes all there are, one line each, beginning with where the value came from
   */
  public record Invalid(List<String> mistakes, List<String> warnings) implements Loaded {}

  /** A flag wins over the environment, the environment over the file, the file over the default. */
  public static Loaded load(Map<Setting, String> flags, Map<String, String> environment) {
    Values values = new Values(flags, environment);
    values.addBelow(values.read(Setting.CONFIG, text -> file(text, values.mistakes())));
    Configuration configuration = of(values);
    List<String> warnings = warnings(environment);
    return values.mistakes().isEmpty()
        ? new Valid(configuration, warnings)
        : new Invalid(List.copyOf(values.mistakes()), warnings);
  }

  private static Map<Setting, Given> file(String name, List<String> mistakes) throws Mistake {
    return name.isEmpty() ? Map.of() : PropertiesFile.read(Readings.path(name), mistakes);
  }

  private static Configuration of(Values values) {
    BaseUrl base = values.read(Setting.HOST, Readings::host);
    Listening listening = Listening.of(values, base);
    Path directory = values.read(Setting.FILE, Readings::path);
    String host = values.read(Setting.HOST, text -> text);
    int redirect = values.read(Setting.REDIRECT, Readings::redirect);
    HttpServer.AddMode add = mode(values.read(Setting.ADD, Readings::add), base);
    int saveQueue = values.read(Setting.SAVE_QUEUE, Readings::saveQueue);
    EmbeddedStore.Options store =
        new EmbeddedStore.Options(
            directory,
            values.read(Setting.SYNC, Readings::sync),
            saveQueue,
            values.read(Setting.CASE_INSENSITIVE, Readings::yes),
            values.read(Setting.ACCEPT_LOSS, Readings::yes),
            new Retention(
                Duration.ofDays(values.read(Setting.HISTORY_DAYS, Readings::days)),
                values.read(Setting.HISTORY_VERSIONS, Readings::historyVersions)),
            values.read(Setting.REUSE_INDEX, Readings::yes));
    Shortener.Options shortener =
        new Shortener.Options(
            values.read(Setting.KEY_LENGTH, Readings::keyLength),
            values.read(Setting.SEQUENTIAL, Readings::yes),
            saveQueue);
    UrlPolicy.Options policy = new UrlPolicy.Options(base, Set.of());
    return new Configuration(
        host,
        base,
        values.read(Setting.ADMIN_SECRET, Readings::optionalSecret),
        values.read(Setting.LOOPS, Readings::loops),
        http(values, listening, base, redirect, add, policy),
        shortener,
        policy,
        values.read(Setting.BLOCKLIST, Readings::optionalPath),
        store,
        values.read(Setting.GEOIP, Readings::optionalPath).orElse(null),
        new CleanUp.Options(
            Duration.ofDays(values.read(Setting.BIN_DAYS, Readings::days)),
            Duration.ofDays(values.read(Setting.EXPIRED_DAYS, Readings::days))),
        Operations.of(values),
        values.read(Setting.FOLLOW, Readings::yes),
        values.read(Setting.BACKUP_DIR, Readings::optionalPath).orElse(null),
        values.read(Setting.REPAIR, Readings::optionalPath).orElse(null),
        values.read(Setting.IMPORT_KEY, String::strip),
        Client.of(values, base));
  }

  private static HttpServer.Options http(
      Values values,
      Listening listening,
      BaseUrl base,
      int redirect,
      HttpServer.AddMode add,
      UrlPolicy.Options policy) {
    return new HttpServer.Options(
        listening.listeners(),
        listening.certificate(),
        listening.hstsSeconds(),
        base,
        redirect,
        add,
        values.read(Setting.NAME, Readings::siteName),
        values.read(Setting.TRUST_PROXY, Readings::proxies),
        new UnknownKeys.Options(
            values.read(Setting.UNKNOWN_LIMIT, Readings::rate),
            values.read(Setting.UNKNOWN_REDIRECT, text -> Readings.target(text, policy))),
        values.read(Setting.FREE_PREVIEWS, Readings::onOrOff));
  }

  /** What is called as this machine calls itself is of no use to others yet: somebody tries it. */
  private static HttpServer.AddMode mode(Readings.AddWord add, BaseUrl base) {
    return switch (add) {
      case AUTO -> Hosts.isLocal(base) ? HttpServer.AddMode.LOCAL : HttpServer.AddMode.SECRET;
      case OPEN -> HttpServer.AddMode.OPEN;
      case SECRET -> HttpServer.AddMode.SECRET;
      case OFF -> HttpServer.AddMode.OFF;
    };
  }

  private static List<String> warnings(Map<String, String> environment) {
    List<String> warnings = new ArrayList<>();
    for (String name : environment.keySet().stream().sorted().toList()) {
      if (Setting.looksLikeOurs(name)
          && !Setting.isEnvironmentName(name)
          && !ENVIRONMENT_OF_THE_SCRIPT.contains(name)) {
        warnings.add(name + ": there is no such setting; ignored");
      }
    }
    return warnings;
  }
}
