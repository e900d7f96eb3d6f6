package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.config.Setting;
import gotourl.support.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the quick reading of a command line understands, the whole grammar understands alike. */
class PlainArgumentsTest {

  private static final List<Setting> SETTINGS = List.of(Setting.values());

  private static final List<String> VALUES =
      List.of(
          ":1", "a b", "true", "false", "", "-x", "--", "x=y", "=", "\"q\"", "@f", "serve", "get");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "serve",
        "-http :1",
        "--http=:1 serve -file=d",
        "-sequential",
        "-sequential serve",
        "-sequential=false --case-insensitive",
        "-http :1 -http :2"
      })
  void theLinesOfServersAreUnderstood(String line) {
    assertThat(plain(words(line))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "help",
        "-help",
        "-version",
        "get x",
        "serve serve",
        "http :1",
        "-http",
        "-http=",
        "-http -file",
        "-http help",
        "-sequential true",
        "-repair d",
        "--",
        "-",
        "=",
        "-=x",
        "---http=:1",
        "-HTTP=:1"
      })
  void whateverElseItIsIsLeftToTheGrammar(String line) {
    assertThat(plain(words(line))).isEmpty();
  }

  @Test
  void whatBothUnderstandTheyUnderstandAlike() {
    Random random = new Random(Seed.next("PlainArgumentsTest"));
    int understood = 0;
    for (int round = 0; round < Seed.rounds(3_000, 100_000); round++) {
      String[] words = randomWords(random);
      Optional<Arguments.Run> plain = plain(words);
      if (plain.isPresent()) {
        understood++;
        assertThat(Arguments.parse(new Grammar(Main.COMMANDS), words))
            .as(String.join("|", words))
            .isEqualTo(plain.get());
      }
    }
    assertThat(understood).isPositive();
  }

  private static String[] randomWords(Random random) {
    List<String> words = new ArrayList<>();
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      Setting setting = SETTINGS.get(random.nextInt(SETTINGS.size()));
      String flag = (random.nextBoolean() ? "-" : "--") + setting.key();
      String value = VALUES.get(random.nextInt(VALUES.size()));
      switch (random.nextInt(4)) {
        case 0 -> words.add(flag + "=" + value);
        case 1 -> words.addAll(List.of(flag, value));
        case 2 -> words.add(flag);
        default -> words.add(random.nextBoolean() ? "serve" : value);
      }
    }
    return words.toArray(String[]::new);
  }

  private static Optional<Arguments.Run> plain(String... words) {
    return PlainArguments.parse(Main.COMMANDS.getFirst(), words);
  }

  private static String[] words(String line) {
    return Stream.of(line.split(" ")).filter(word -> !word.isEmpty()).toArray(String[]::new);
  }
}
