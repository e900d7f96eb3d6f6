package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.config.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

  @Test
  void serveIsWhatNothingMeans() {
    assertThat(run().command()).isInstanceOf(Serve.class);
    assertThat(run().flags()).isEmpty();
    assertThat(run("serve").command()).isInstanceOf(Serve.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-http=:1", "--http=:1", "-http :1", "--http :1"})
  void oneDashOrTwoAndAnEqualsSignOrNot(String words) {
    assertThat(run(words.split(" ")).flags()).containsExactly(Map.entry(Setting.HTTP, ":1"));
  }

  @ParameterizedTest
  @EnumSource
  void everySettingIsAFlag(Setting setting) {
    Command command =
        Main.COMMANDS.stream().filter(any -> setting.serves(any.use())).findFirst().orElseThrow();
    for (String flag : List.of("-" + setting.key() + "=x", "--" + setting.key() + "=x")) {
      List<String> words = new ArrayList<>(List.of(flag, command.name()));
      if (command.argumentsMin() > 0) {
        words.add("argument");
      }
      assertThat(run(words.toArray(String[]::new)).flags())
          .containsExactly(Map.entry(setting, "x"));
    }
  }

  @Test
  void aSwitchAloneMeansTrueAndTakesNoArgument() {
    assertThat(run("-sequential").flags()).containsEntry(Setting.SEQUENTIAL, "true");
    assertThat(run("-sequential", "serve").flags()).containsEntry(Setting.SEQUENTIAL, "true");
    assertThat(run("-sequential=false").flags()).containsEntry(Setting.SEQUENTIAL, "false");
    Arguments.Run importing = run("import", "-case-insensitive", "store.gob");
    assertThat(importing.words().at(0)).isEqualTo("store.gob");
    assertThat(importing.flags()).containsEntry(Setting.CASE_INSENSITIVE, "true");
  }

  @Test
  void theLastOfAFlagWinsAsInGo() {
    assertThat(run("-host", "a", "-host", "b").flags()).containsEntry(Setting.HOST, "b");
    assertThat(run("-file", "a", "verify", "-file", "b").flags()).containsEntry(Setting.FILE, "b");
  }

  @Test
  void addressesAreGatheredWhereverTheyStand() {
    assertThat(run("-http", ":1", "-http=:2").flags()).containsEntry(Setting.HTTP, ":1,:2");
    assertThat(run("-https", ":1", "serve", "-https", ":2").flags())
        .containsEntry(Setting.HTTPS, ":1,:2");
  }

  @Test
  void aFlagThatGathersAddsUp() {
    assertThat(run("-trust-proxy", "a,b", "-trust-proxy=c", "serve", "-trust-proxy", "d").flags())
        .containsExactly(Map.entry(Setting.TRUST_PROXY, "a,b,c,d"));
  }

  @Test
  void flagsMayStandBeforeOrAfterTheCommandAndItsArgument() {
    for (String words : List.of("-file d import f", "import -file d f", "import f -file d")) {
      Arguments.Run importing = run(words.split(" "));
      assertThat(importing.command()).isInstanceOf(Import.class);
      assertThat(importing.flags()).containsExactly(Map.entry(Setting.FILE, "d"));
      assertThat(importing.words().at(0)).isEqualTo("f");
    }
  }

  @Test
  void theArgumentOfDumpMayBeLeftOut() {
    assertThat(run("dump").words().at(0)).isEmpty();
    assertThat(run("dump", "here").words().at(0)).isEqualTo("here");
    assertThat(mistaken("backup").mistakes()).containsExactly("\"goto backup\" needs DIR");
    assertThat(run("backup", "--follow", "there").flags())
        .containsExactly(Map.entry(Setting.FOLLOW, "true"));
  }

  @Test
  void anEmptyValueIsAValue() {
    assertThat(run("-http=").flags()).containsEntry(Setting.HTTP, "");
  }

  @Test
  void whatFollowsTwoDashesIsAnArgument() {
    assertThat(run("get", "--", "-x").words().at(0)).isEqualTo("-x");
  }

  @Test
  void anArgumentMayLookLikeAFileOfArguments() {
    assertThat(run("get", "@me").words().at(0)).isEqualTo("@me");
  }

  @Test
  void allMistakesAreCollectedAndTheFlagsThatWereUnderstoodKept() {
    Arguments.Mistaken mistaken = mistaken("-bogus", "--worse=1", "-http", ":1", "-file");
    assertThat(mistaken.mistakes())
        .containsExactlyInAnyOrder(
            "there is no flag -bogus", "there is no flag --worse=1", "-file needs a value");
    assertThat(mistaken.flags()).containsExactly(Map.entry(Setting.HTTP, ":1"));
  }

  @Test
  void anUnknownCommandIsAMistake() {
    assertThat(mistaken("sevre").mistakes()).containsExactly("\"sevre\" is not a command");
    assertThat(mistaken("help", "sevre").mistakes()).containsExactly("\"sevre\" is not a command");
  }

  @Test
  void oneArgumentTooFewOrTooManyIsAMistake() {
    assertThat(mistaken("import").mistakes()).containsExactly("\"goto import\" needs FILE");
    assertThat(mistaken("get", "a", "b").mistakes())
        .containsExactly("\"b\" is one argument too many");
    assertThat(mistaken("verify", "x").mistakes())
        .containsExactly("\"x\" is one argument too many");
  }

  @Test
  void aFlagThatTheCommandHasNoUseForIsAMistakeWhereverItStands() {
    for (String words : List.of("-http :1 verify", "verify -http :1", "import -http :1 f")) {
      assertThat(mistaken(words.split(" ")).mistakes())
          .singleElement()
          .asString()
          .startsWith("-http: ")
          .endsWith("has no use for it");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "-h", "-help", "--help"})
  void theHelpNamesEveryFlagAndEveryCommand(String word) {
    String help = show(word);
    for (Setting setting : Setting.values()) {
      assertThat(help).contains(" -" + setting.key() + ", --" + setting.key());
    }
    assertThat(help).contains("serve", "backup", "verify", "dump", "import", "add", "get", "help");
    assertThat(help).contains("a power cut can lose up to the last second");
  }

  @Test
  void theHelpOfACommandNamesOnlyItsOwnFlags() {
    assertThat(show("help", "verify")).contains("-file").doesNotContain("-http");
    assertThat(show("verify", "--help")).isEqualTo(show("help", "verify"));
  }

  @Test
  void helpIsGivenWhateverElseIsWrong() {
    assertThat(show("-bogus", "-help")).contains("Usage: goto");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-version", "--version"})
  void theVersionIsOneLine(String word) {
    assertThat(show(word)).startsWith("goto ").doesNotContain("\n");
  }

  private static Arguments.Parsed parse(String... words) {
    return Arguments.parse(new Grammar(Main.COMMANDS), words);
  }

  private static Arguments.Run run(String... words) {
    Arguments.Parsed parsed = parse(words);
    assertThat(parsed).isInstanceOf(Arguments.Run.class);
    return (Arguments.Run) parsed;
  }

  private static Arguments.Mistaken mistaken(String... words) {
    Arguments.Parsed parsed = parse(words);
    assertThat(parsed).isInstanceOf(Arguments.Mistaken.class);
    return (Arguments.Mistaken) parsed;
  }

  private static String show(String... words) {
    Arguments.Parsed parsed = parse(words);
    assertThat(parsed).isInstanceOf(Arguments.Show.class);
    return ((Arguments.Show) parsed).text();
  }
}
