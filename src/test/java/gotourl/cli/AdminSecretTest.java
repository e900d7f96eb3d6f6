package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Credential;
import gotourl.access.Kept;
import gotourl.access.Scope;
import gotourl.access.Secret;
import gotourl.access.Secrets;
import gotourl.config.Configuration;
import gotourl.config.Setting;
import gotourl.store.embedded.Backup;
import gotourl.store.embedded.EmbeddedStore;
import gotourl.support.LogLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's own secret, at a start and by {@code goto secrets}. */
class AdminSecretTest {

  private static final Secret GIVEN = Secret.random(new Random(1));
  private static final Secret NEXT = Secret.random(new Random(2));

  @TempDir Path dir;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final LogLines log = LogLines.named("gotourl.cli");

  @AfterEach
  void isHeardNoMore() {
    log.close();
  }

  @Test
  void theFirstStartWritesOneForTheOwnerOnlyAndLogsWhere() throws Exception {
    start(Map.of());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(isAdmins(inFile())).isTrue();
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains(file().toString())
        .doesNotContain("goto_");
    assertThat(said()).isEmpty();
    assertThat(names()).noneMatch(name -> name.endsWith(".tmp"));
  }

  @Test
  void laterStartsMakeNone() throws Exception {
    start(Map.of());
    Secret first = inFile();
    Files.delete(file());
    start(Map.of());
    assertThat(file()).doesNotExist();
    assertThat(isAdmins(first)).isTrue();
  }

  @Test
  void notEvenWhenTheFirstOneWasRevoked() throws Exception {
    start(Map.of());
    try (EmbeddedStore store = open()) {
      Wiring.secrets(store).revoke(1).toCompletableFuture().join();
    }
    Files.delete(file());
    start(Map.of());
    assertThat(file()).doesNotExist();
    assertThat(kept()).isEmpty();
  }

  /** As a stop between the file and the journal leaves it behind. */
  @Test
  void aFileThatNothingStandsForIsReplaced() throws Exception {
    open().close();
    Files.writeString(file(), GIVEN.reveal() + "\n");
    Files.writeString(dir.resolve("data/admin-secret.tmp"), "goto_half");
    start(Map.of());
    assertThat(isAdmins(GIVEN)).isFalse();
    assertThat(isAdmins(inFile())).isTrue();
  }

  @Test
  void onATerminalItIsSaidToo() throws Exception {
    try (EmbeddedStore store = open()) {
      AdminSecret.atStart(configuration(Map.of()), Wiring.secrets(store), terminal(true));
    }
    assertThat(said()).containsExactly("admin secret: " + inFile().reveal());
    assertThat(log.lines()).noneMatch(line -> line.contains("goto_"));
  }

  @Test
  void theSettingSetsItAndNoFileIsMade() throws Exception {
    for (int i = 0; i < 2; i++) {
      start(Map.of("GOTO_ADMIN_SECRET", GIVEN.reveal()));
      assertThat(isAdmins(GIVEN)).isTrue();
    }
    assertThat(kept()).extracting(Credential::number).containsExactly(1);
    assertThat(file()).doesNotExist();
    assertThat(log.lines()).containsExactly("GOTO_ADMIN_SECRET is the admin secret from now on");
    start(Map.of());
    assertThat(isAdmins(GIVEN)).isTrue();
    assertThat(file()).doesNotExist();
  }

  @Test
  void anotherSettingTakesThePlaceOfTheOneBefore() throws Exception {
    start(Map.of());
    Secret first = inFile();
    start(Map.of("GOTO_ADMIN_SECRET", GIVEN.reveal()));
    assertThat(isAdmins(first)).isFalse();
    start(Map.of("GOTO_ADMIN_SECRET", NEXT.reveal()));
    assertThat(isAdmins(GIVEN)).isFalse();
    assertThat(isAdmins(NEXT)).isTrue();
    assertThat(kept()).hasSize(1);
  }

  @Test
  void whereItCannotBeWrittenTheServerStartsAllTheSame() throws Exception {
    open().close();
    Files.createDirectories(file().resolve("in the way"));
    start(Map.of());
    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith("the admin secret cannot be written to " + file())
        .endsWith("; the next start tries again");
    assertThat(kept()).isEmpty();
  }

  @Test
  void eachResetMakesAnotherAndEndsTheOneBefore() throws Exception {
    start(Map.of());
    Secret first = inFile();
    assertThat(secrets("reset")).isEqualTo(Main.DONE);
    Secret second = inFile();
    assertThat(secrets("reset")).isEqualTo(Main.DONE);
    Secret third = inFile();
    assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
    assertThat(isAdmins(first)).isFalse();
    assertThat(isAdmins(second)).isFalse();
    assertThat(isAdmins(third)).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(said())
        .hasSize(2)
        .allMatch(line -> line.startsWith("a new admin secret is in " + file()))
        .noneMatch(line -> line.contains("goto_"));
  }

  @Test
  void aResetNeedsADirectoryThatNobodyHasAndNoSettingThatSaysOtherwise() throws Exception {
    assertThat(secrets("reset")).isEqualTo(Main.FAILED);
    assertThat(dir.resolve("data")).doesNotExist();
    try (EmbeddedStore running = open()) {
      assertThat(running.credentials().isNew()).isTrue();
      assertThat(secrets("reset")).isEqualTo(Main.FAILED);
    }
    assertThat(file()).doesNotExist();
    Map<String, String> set = Map.of("GOTO_ADMIN_SECRET", GIVEN.reveal());
    assertThat(run(set, "secrets", "reset", "-file", data())).isEqualTo(Main.FAILED);
    assertThat(file()).doesNotExist();
    assertThat(kept()).isEmpty();
    assertThat(complained())
        .satisfiesExactly(
            line -> assertThat(line).endsWith("is not a directory"),
            line -> assertThat(line).contains("is in use by process"),
            line -> assertThat(line).startsWith("goto: GOTO_ADMIN_SECRET says what"));
  }

  @Test
  void newPrintsOneThatCanBeSetAndKeepsNothing() throws Exception {
    assertThat(run(Map.of(), "secrets", "new", "-file", data())).isEqualTo(Main.DONE);
    assertThat(Secret.parse(said().getFirst())).isPresent();
    assertThat(dir.resolve("data")).doesNotExist();
    assertThat(secrets("show")).isEqualTo(Main.NOT_UNDERSTOOD);
    assertThat(complained())
        .containsExactly(
            "goto: \"goto secrets\" knows list, new NAME, revoke NUMBER, reset and new, not show");
  }

  /** The copy lets the same people in, and the value does not spread. */
  @Test
  void aBackupHasTheCredentialAndNotTheFile() throws Exception {
    start(Map.of());
    Path copy = dir.resolve("copy");
    Backup.make(dir.resolve("data"), copy);
    assertThat(copy.resolve("admin-secret")).doesNotExist();
    Secret secret = inFile();
    Configuration configuration = configuration(Map.of("GOTO_FILE", copy.toString()));
    try (EmbeddedStore store = EmbeddedStore.open(configuration.store())) {
      Secrets secrets = Wiring.secrets(store);
      AdminSecret.atStart(configuration, secrets, terminal(false));
      assertThat(secrets.isAdmins(secret)).isTrue();
    }
    assertThat(copy.resolve("admin-secret")).doesNotExist();
  }

  private void start(Map<String, String> environment) throws Exception {
    try (EmbeddedStore store = open()) {
      AdminSecret.atStart(configuration(environment), Wiring.secrets(store), terminal(false));
    }
  }

  private int secrets(String action) {
    return run(Map.of(), "secrets", action, "-file", data());
  }

  private int run(Map<String, String> environment, String... words) {
    return Main.run(terminal(false), environment, words);
  }

  private Terminal terminal(boolean isWatched) {
    return new Terminal(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        () -> isWatched);
  }

  private Configuration configuration(Map<String, String> environment) {
    Map<Setting, String> flags =
        environment.containsKey("GOTO_FILE") ? Map.of() : Map.of(Setting.FILE, data());
    return ((Configuration.Valid) Configuration.load(flags, environment)).configuration();
  }

  private EmbeddedStore open() throws Exception {
    return EmbeddedStore.open(configuration(Map.of()).store());
  }

  private boolean isAdmins(Secret secret) throws Exception {
    try (EmbeddedStore store = open()) {
      return Wiring.secrets(store)
          .authenticate(secret.reveal())
          .filter(who -> who.allows(Scope.ADMIN))
          .isPresent();
    }
  }

  private List<Credential> kept() throws Exception {
    try (EmbeddedStore store = open()) {
      return store.credentials().all().stream().map(Kept::credential).toList();
    }
  }

  private Secret inFile() throws IOException {
    String text = Files.readString(file());
    assertThat(text).endsWith("\n");
    return Secret.parse(text.strip()).orElseThrow();
  }

  private String data() {
    return dir.resolve("data").toString();
  }

  private Path file() {
    return dir.resolve("data/admin-secret");
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(dir.resolve("data"))) {
      return files.map(each -> each.getFileName().toString()).toList();
    }
  }

  private List<String> said() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private List<String> complained() {
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
