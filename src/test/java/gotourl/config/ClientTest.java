package gotourl.config;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientTest {

  private static final Secret SECRET = Secret.random(new Random(5));

  @TempDir Path dir;

  @Test
  void theServerIsTheOneThatIsNamedOrElseTheHost() {
    assertThat(client(Map.of(Setting.HOST, "go.example"), Map.of()).server().origin())
        .isEqualTo("http://go.example");
    assertThat(
            client(
                    Map.of(Setting.HOST, "go.example"),
                    Map.of("GOTO_SERVER", "https://other.example:8443/"))
                .server()
                .origin())
        .isEqualTo("https://other.example:8443");
  }

  @Test
  void theSecretComesFromTheEnvironmentOrAFile() throws Exception {
    Path file = Files.writeString(dir.resolve("secret"), SECRET.reveal() + "\n");
    assertThat(client(Map.of(), Map.of("GOTO_SECRET", SECRET.reveal())).secret()).contains(SECRET);
    assertThat(client(Map.of(), Map.of("GOTO_SECRET_FILE", file.toString())).secret())
        .contains(SECRET);
    assertThat(client(Map.of(), Map.of()).secret()).isEmpty();
  }

  @Test
  void theSecretIsNotTakenFromTheCommandLineAndNeverQuoted() {
    for (Configuration.Loaded loaded :
        new Configuration.Loaded[] {
          Configuration.load(Map.of(Setting.SECRET, SECRET.reveal()), Map.of()),
          Configuration.load(Map.of(), Map.of("GOTO_SECRET", SECRET.reveal() + "x"))
        }) {
      assertThat(loaded).isInstanceOf(Configuration.Invalid.class);
      assertThat(loaded.toString()).contains("SECRET").doesNotContain(SECRET.reveal());
    }
  }

  @Test
  void whatIsNoServerIsAMistake() {
    Configuration.Loaded loaded =
        Configuration.load(Map.of(Setting.SERVER, "https://go.example/path"), Map.of());
    assertThat(((Configuration.Invalid) loaded).mistakes())
        .containsExactly(
            "-server: \"https://go.example/path\" names no server, as https://go.example or"
                + " localhost:3000 would");
  }

  @ParameterizedTest
  @CsvSource({
    "http://go.example,true",
    "go.example,true",
    "https://go.example,false",
    "http://localhost:3000,false",
    "127.0.0.1:3000,false",
    "http://localhost.example,true"
  })
  void aSecretIsExposedToWhoeverIsBetween(String server, boolean isExposed) {
    assertThat(
            client(Map.of(Setting.SERVER, server), Map.of("GOTO_SECRET", SECRET.reveal()))
                .isExposed())
        .isEqualTo(isExposed);
    assertThat(client(Map.of(Setting.SERVER, server), Map.of()).isExposed()).isFalse();
  }

  private static Client client(Map<Setting, String> flags, Map<String, String> environment) {
    return ((Configuration.Valid) Configuration.load(flags, environment)).configuration().client();
  }
}
