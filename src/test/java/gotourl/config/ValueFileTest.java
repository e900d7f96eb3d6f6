package gotourl.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each setting, by way of a file that a variable names. */
class ValueFileTest {

  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource
  void everySettingCanStandInAFile(Setting setting) throws IOException {
    if (!setting.byDefault().isEmpty()) {
      assertThat(load(Map.of(setting.fileEnvironmentName(), file(setting.byDefault()))))
          .isEqualTo(load(Map.of()));
    }
    assertThat(load(Map.of(setting.fileEnvironmentName(), dir.resolve("missing").toString())))
        .isInstanceOf(Configuration.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "3\n", "3\r\n"})
  void theEndOfTheLineIsNoPartOfTheValue(String content) throws IOException {
    assertThat(keyLength(Map.of("GOTO_KEY_LENGTH_FILE", file(content)))).isEqualTo(3);
  }

  @Test
  void itStandsWhereTheVariableStands() throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("GOTO_CONFIG", file("key-length=2"));
    assertThat(keyLength(environment)).isEqualTo(2);
    environment.put("GOTO_KEY_LENGTH_FILE", Files.writeString(dir.resolve("v"), "3").toString());
    assertThat(keyLength(environment)).isEqualTo(3);
    environment.put("GOTO_KEY_LENGTH", "");
    assertThat(keyLength(environment)).isEqualTo(3);
    Configuration.Loaded loaded = Configuration.load(Map.of(Setting.KEY_LENGTH, "4"), environment);
    assertThat(((Configuration.Valid) loaded).configuration().shortener().keyLength()).isEqualTo(4);
    assertThat(loaded.warnings()).isEmpty();
  }

  @Test
  void anEmptyVariableNamesNoFile() {
    assertThat(keyLength(Map.of("GOTO_KEY_LENGTH_FILE", ""))).isEqualTo(7);
  }

  @Test
  void bothTheValueAndItsFileAreAMistake() throws IOException {
    assertThat(mistakes(Map.of("GOTO_KEY_LENGTH", "3", "GOTO_KEY_LENGTH_FILE", file("3"))))
        .containsExactly("GOTO_KEY_LENGTH and GOTO_KEY_LENGTH_FILE are both set: one is enough");
  }

  @Test
  void aFileThatCannotBeReadIsAMistakeWithItsName() {
    Path missing = dir.resolve("missing");
    assertThat(mistakes(Map.of("GOTO_KEY_LENGTH_FILE", missing.toString())))
        .containsExactly("GOTO_KEY_LENGTH_FILE: \"" + missing + "\" does not exist");
    assertThat(mistakes(Map.of("GOTO_KEY_LENGTH_FILE", dir.toString())))
        .singleElement()
        .asString()
        .startsWith("GOTO_KEY_LENGTH_FILE: \"" + dir + "\" cannot be read");
  }

  @Test
  void aFileThatHoldsNoValueIsAMistake() throws IOException {
    assertThat(mistakes(Map.of("GOTO_KEY_LENGTH_FILE", file("\n"))))
        .singleElement()
        .asString()
        .endsWith(" is empty");
    assertThat(mistakes(Map.of("GOTO_KEY_LENGTH_FILE", file("3\n4\n"))))
        .singleElement()
        .asString()
        .endsWith(" holds more than one line");
    assertThat(mistakes(Map.of("GOTO_KEY_LENGTH_FILE", file("3".repeat(8 * 1024 + 1)))))
        .singleElement()
        .asString()
        .endsWith(" is larger than 8192 bytes");
    Path bytes = Files.write(dir.resolve("bytes"), "\u00e4".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(mistakes(Map.of("GOTO_KEY_LENGTH_FILE", bytes.toString())))
        .singleElement()
        .asString()
        .endsWith(" is not UTF-8 text");
  }

  @Test
  void aMistakeInTheValueDoesNotQuoteIt() throws IOException {
    assertThat(mistakes(Map.of("GOTO_KEY_LENGTH_FILE", file("hunter2"))))
        .containsExactly("GOTO_KEY_LENGTH_FILE: what the file holds is not a number from 1 to 10");
  }

  @Test
  void noSettingsVariableIsTheNameOfAnothersFile() {
    List<String> names = List.of(Setting.values()).stream().map(Setting::environmentName).toList();
    for (Setting setting : Setting.values()) {
      assertThat(names).doesNotContain(setting.fileEnvironmentName());
    }
  }

  private String file(String content) throws IOException {
    return Files.writeString(dir.resolve("value"), content).toString();
  }

  private static Configuration.Loaded load(Map<String, String> environment) {
    return Configuration.load(Map.of(), environment);
  }

  private static int keyLength(Map<String, String> environment) {
    Configuration.Loaded loaded = load(environment);
    assertThat(loaded).isInstanceOf(Configuration.Valid.class);
    return ((Configuration.Valid) loaded).configuration().shortener().keyLength();
  }

  private static List<String> mistakes(Map<String, String> environment) {
    Configuration.Loaded loaded = load(environment);
    assertThat(loaded).isInstanceOf(Configuration.Invalid.class);
    return ((Configuration.Invalid) loaded).mistakes();
  }
}
