package gotourl.config;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A setting whose value is for nobody's eyes. */
class SecretSettingTest {

  private static final Secret SECRET = Secret.random(new Random(1));
  private static final String VALUE = SECRET.reveal();

  /** As somebody mistypes it. */
  private static final String WRONG = VALUE.substring(1);

  @TempDir Path dir;

  @Test
  void itComesFromTheEnvironmentFromAFileOfItsOwnOrFromTheFileOfSettings() throws IOException {
    assertThat(adminSecret(Map.of("GOTO_ADMIN_SECRET", VALUE))).contains(SECRET);
    assertThat(adminSecret(Map.of("GOTO_ADMIN_SECRET_FILE", file(VALUE + "\n")))).contains(SECRET);
    assertThat(adminSecret(Map.of("GOTO_CONFIG", file("admin-secret=" + VALUE)))).contains(SECRET);
    assertThat(adminSecret(Map.of())).isEmpty();
  }

  @Test
  void itIsNotTakenFromTheCommandLine() {
    Configuration.Loaded loaded = Configuration.load(Map.of(Setting.ADMIN_SECRET, VALUE), Map.of());
    assertThat(((Configuration.Invalid) loaded).mistakes())
        .containsExactly(
            "-admin-secret: everybody on this machine can read it there; set"
                + " GOTO_ADMIN_SECRET_FILE or GOTO_ADMIN_SECRET");
  }

  @Test
  void whatSomebodyThoughtUpIsNoSecret() {
    for (String weak : List.of("secret", "admin", "correct horse battery staple", WRONG)) {
      assertThat(mistakes(Map.of("GOTO_ADMIN_SECRET", weak)))
          .containsExactly(
              "GOTO_ADMIN_SECRET: its value is no secret; \"goto secrets new\" prints one");
    }
  }

  @Test
  void noMessageHasItsValue() throws IOException {
    for (Map<String, String> environment :
        List.of(
            Map.of("GOTO_ADMIN_SECRET", WRONG),
            Map.of("GOTO_ADMIN_SECRET_FILE", file(WRONG)),
            Map.of("GOTO_ADMIN_SECRET_FILE", WRONG), // Mixed up with the one above it.
            Map.of("GOTO_ADMIN_SECRET", WRONG, "GOTO_ADMIN_SECRET_FILE", file(WRONG)),
            Map.of("GOTO_CONFIG", file("admin-secret=" + WRONG)),
            Map.of("GOTO_CONFIG", file("admin-secret " + WRONG)),
            Map.of("GOTO_CONFIG", file("admin-secret=\nadmin-secret=" + WRONG)))) {
      assertThat(mistakes(environment))
          .isNotEmpty()
          .noneMatch(line -> line.contains(WRONG) || line.contains(WRONG.substring(9, 20)));
    }
    Configuration.Loaded loaded =
        Configuration.load(Map.of(), Map.of("GOTO_ADMIN_SECRET", VALUE, "GOTO_LOOPS", "x"));
    assertThat(loaded.toString()).contains("GOTO_LOOPS").doesNotContain(VALUE);
    assertThat(Configuration.load(Map.of(), Map.of("GOTO_ADMIN_SECRET", VALUE)).toString())
        .contains("adminSecret")
        .doesNotContain(VALUE.substring(5));
  }

  private String file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(dir, "value", ""), content).toString();
  }

  private static Optional<Secret> adminSecret(Map<String, String> environment) {
    Configuration.Loaded loaded = Configuration.load(Map.of(), environment);
    return ((Configuration.Valid) loaded).configuration().adminSecret();
  }

  private static List<String> mistakes(Map<String, String> environment) {
    Configuration.Loaded loaded = Configuration.load(Map.of(), environment);
    return ((Configuration.Invalid) loaded).mistakes();
  }
}
