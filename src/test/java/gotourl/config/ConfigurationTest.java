package gotourl.config;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.HttpServer;
import gotourl.http.Listener;
import gotourl.http.Rate;
import gotourl.http.TrustedProxies;
import gotourl.http.UnknownKeys;
import gotourl.journal.SyncPolicy;
import gotourl.link.BaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

  @TempDir Path dir;

  @Test
  void sayingNothingGivesTheDefaults() {
    Configuration configuration = valid(Map.of(), Map.of());
    assertThat(configuration.host()).isEqualTo("localhost:3000");
    assertThat(configuration.base()).isEqualTo(BaseUrl.parse("localhost:3000"));
    assertThat(configuration.loops()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(configuration.http().listeners()).containsExactly(plain(":3000"));
    assertThat(configuration.http().certificate()).isNull();
    assertThat(configuration.http().hstsSeconds()).isZero();
    assertThat(configuration.http().redirectStatus()).isEqualTo(302);
    assertThat(configuration.http().add()).isEqualTo(HttpServer.AddMode.LOCAL);
    assertThat(configuration.http().siteName()).isEqualTo("Goto");
    assertThat(configuration.http().proxies()).isEqualTo(TrustedProxies.NONE);
    assertThat(configuration.http().unknown().limit())
        .contains(new Rate(60, Duration.ofMinutes(1)));
    assertThat(configuration.http().unknown().redirect()).isEmpty();
    assertThat(configuration.http().base()).isEqualTo(configuration.base());
    assertThat(configuration.policy().base()).isEqualTo(configuration.base());
    assertThat(configuration.policy().schemes()).isEmpty();
    assertThat(configuration.shortener().keyLength()).isEqualTo(7);
    assertThat(configuration.shortener().sequential()).isFalse();
    assertThat(configuration.store().directory()).isEqualTo(Path.of("goto-data"));
    assertThat(configuration.store().sync()).isEqualTo(SyncPolicy.ALWAYS);
    assertThat(configuration.store().saveQueueMax()).isEqualTo(16_384);
    assertThat(configuration.store().foldsCase()).isFalse();
  }

  @Test
  void everySettingReachesItsRoom() {
    Configuration configuration =
        valid(
            Map.of(
                Setting.HTTP, "127.0.0.1:8080",
                Setting.FILE, "elsewhere",
                Setting.REDIRECT, "307",
                Setting.ADD, "off",
                Setting.SYNC, "1s",
                Setting.SAVE_QUEUE, "5",
                Setting.KEY_LENGTH, "10",
                Setting.SEQUENTIAL, "true",
                Setting.CASE_INSENSITIVE, "true",
                Setting.LOOPS, "3"),
            Map.of());
    assertThat(configuration.http().listeners()).containsExactly(plain("127.0.0.1:8080"));
    assertThat(configuration.store().directory()).isEqualTo(Path.of("elsewhere"));
    assertThat(configuration.http().redirectStatus()).isEqualTo(307);
    assertThat(configuration.http().add()).isEqualTo(HttpServer.AddMode.OFF);
    assertThat(configuration.store().sync()).isEqualTo(SyncPolicy.EACH_SECOND);
    assertThat(configuration.store().saveQueueMax()).isEqualTo(5);
    assertThat(configuration.shortener().keyLength()).isEqualTo(10);
    assertThat(configuration.shortener().waitingMax())
        .isEqualTo(configuration.store().saveQueueMax());
    assertThat(configuration.shortener().sequential()).isTrue();
    assertThat(configuration.store().foldsCase()).isTrue();
    assertThat(configuration.loops()).isEqualTo(3);
  }

  @Test
  void whatIsSaidOfClientsReachesTheFront() {
    Configuration configuration =
        valid(
            Map.of(
                Setting.NAME, " Links & more ",
                Setting.TRUST_PROXY, "10.0.0.0/8, ::1",
                Setting.UNKNOWN_LIMIT, "5/h",
                Setting.UNKNOWN_REDIRECT, "HTTPS://Example.org/a b"),
            Map.of());
    assertThat(configuration.http().siteName()).isEqualTo("Links & more");
    assertThat(configuration.http().proxies()).isEqualTo(TrustedProxies.parse("10.0.0.0/8,::1"));
    assertThat(configuration.http().unknown())
        .isEqualTo(
            new UnknownKeys.Options(
                Optional.of(new Rate(5, Duration.ofHours(1))),
                Optional.of("https://example.org/a%20b")));
    assertThat(valid(Map.of(Setting.UNKNOWN_LIMIT, "off"), Map.of()).http().unknown().limit())
        .isEmpty();
    assertThat(valid(Map.of(Setting.UNKNOWN_LIMIT, "3/s"), Map.of()).http().unknown().limit())
        .contains(new Rate(3, Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "auto,   localhost:3000,     LOCAL",
    "auto,   127.0.0.1,          LOCAL",
    "auto,   https://go.example, SECRET",
    "open,   localhost:3000,     OPEN",
    "open,   go.example,         OPEN",
    "secret, localhost:3000,     SECRET",
    "off,    localhost:3000,     OFF",
  })
  void whoMayAddGoesByTheHostUnlessItIsSaid(String word, String host, HttpServer.AddMode mode) {
    Configuration configuration = valid(Map.of(Setting.ADD, word, Setting.HOST, host), Map.of());
    assertThat(configuration.http().add()).isEqualTo(mode);
  }

  @ParameterizedTest
  @CsvSource({"flag,variable,file,1", ",variable,file,2", ",,file,3", ",,,7"})
  void aFlagWinsOverTheEnvironmentOverTheFileOverTheDefault(
      @Nullable String flag, @Nullable String variable, @Nullable String file, int keyLength)
      throws IOException {
    Map<Setting, String> flags = new HashMap<>();
    Map<String, String> environment = new HashMap<>();
    if (flag != null) {
      flags.put(Setting.KEY_LENGTH, "1");
    }
    if (variable != null) {
      environment.put("GOTO_KEY_LENGTH", "2");
    }
    if (file != null) {
      environment.put("GOTO_CONFIG", file("key-length = 3").toString());
    }
    assertThat(valid(flags, environment).shortener().keyLength()).isEqualTo(keyLength);
  }

  @Test
  void anEmptyVariableIsAsGoodAsNone() {
    assertThat(valid(Map.of(), Map.of("GOTO_KEY_LENGTH", "")).shortener().keyLength()).isEqualTo(7);
  }

  @Test
  void allMistakesAreReportedAtOnceEachWithItsOrigin() throws IOException {
    Path file = file("# ours\n\nkey-length=11\nslug-length=3\nnonsense\n");
    List<String> mistakes =
        mistakes(
            Map.of(Setting.HTTP, ":99999", Setting.CONFIG, file.toString()),
            Map.of("GOTO_SYNC", "2s"));
    assertThat(mistakes).hasSize(5);
    assertThat(mistakes)
        .anySatisfy(line -> assertThat(line).startsWith("-http: \":99999\" "))
        .anySatisfy(line -> assertThat(line).startsWith("GOTO_SYNC: \"2s\" "))
        .anySatisfy(line -> assertThat(line).startsWith(file + ":3: \"11\" "))
        .anySatisfy(line -> assertThat(line).startsWith(file + ":4: ").contains("slug-length"))
        .anySatisfy(line -> assertThat(line).startsWith(file + ":5: ").contains("nonsense"));
  }

  @ParameterizedTest
  @CsvSource({
    "REDIRECT,304",
    "REDIRECT,''",
    "ADD,yes",
    "SYNC,Always",
    "SAVE_QUEUE,0",
    "SAVE_QUEUE,1048577",
    "KEY_LENGTH,0",
    "KEY_LENGTH,11",
    "KEY_LENGTH,seven",
    "SEQUENTIAL,1",
    "CASE_INSENSITIVE,yes",
    "LOOPS,0",
    "LOOPS,257",
    "FILE,''",
    "NAME,''",
    "NAME,'  '",
    "NAME,1234567890123456789012345678901234567890123456789012345678901",
    "TRUST_PROXY,localhost",
    "TRUST_PROXY,10.0.0.1/8",
    "TRUST_PROXY,10.0.0.0/8;::1",
    "UNKNOWN_LIMIT,0/m",
    "UNKNOWN_LIMIT,60",
    "UNKNOWN_LIMIT,60/d",
    "UNKNOWN_LIMIT,/m",
    "UNKNOWN_LIMIT,60/m/m",
    "UNKNOWN_LIMIT,1000001/s",
    "UNKNOWN_LIMIT,on",
    "UNKNOWN_REDIRECT,example.org",
    "UNKNOWN_REDIRECT,javascript:alert(1)",
    "UNKNOWN_REDIRECT,http://localhost:3000/",
    "UNKNOWN_REDIRECT,http://LOCALHOST.:3000/lost",
    "UNKNOWN_REDIRECT,http://127.0.0.1:3000/lost"
  })
  void aValueOutOfItsRangeIsAMistake(Setting setting, String value) {
    assertThat(mistakes(Map.of(setting, value), Map.of()))
        .singleElement()
        .asString()
        .startsWith("-" + setting.key() + ": \"" + value + "\" ");
  }

  @Test
  void aVariableThatNobodyReadsIsAWarning() {
    Configuration.Loaded loaded =
        Configuration.load(Map.of(), Map.of("GOTO_PORT", "1", "GOTO_JAVA_OPTS", "-Xmx1g"));
    assertThat(loaded).isInstanceOf(Configuration.Valid.class);
    assertThat(loaded.warnings()).singleElement().asString().startsWith("GOTO_PORT: ");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(dir.resolve("goto.properties"), text);
  }

  private static Listener plain(String address) {
    return ListeningTest.listener(Listener.Kind.PLAIN, address);
  }

  private static Configuration valid(Map<Setting, String> flags, Map<String, String> environment) {
    Configuration.Loaded loaded = Configuration.load(flags, environment);
    assertThat(loaded).isInstanceOf(Configuration.Valid.class);
    return ((Configuration.Valid) loaded).configuration();
  }

  private static List<String> mistakes(
      Map<Setting, String> flags, Map<String, String> environment) {
    Configuration.Loaded loaded = Configuration.load(flags, environment);
    assertThat(loaded).isInstanceOf(Configuration.Invalid.class);
    return ((Configuration.Invalid) loaded).mistakes();
  }
}
