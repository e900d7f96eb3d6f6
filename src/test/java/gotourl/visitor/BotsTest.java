package gotourl.visitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BotsTest {

  /** Made by {@code packaging/bots}, with the texts. */
  private static final Path SAMPLES = Path.of("src/test/resources/visitor/bots.txt");

  @Test
  void everySampleOfTheListIsKnown() throws IOException {
    List<String> samples =
        Files.readAllLines(SAMPLES).stream().filter(line -> !line.startsWith("#")).toList();
    assertThat(samples).hasSizeGreaterThan(2_000).allMatch(Bots.KNOWN::has);
  }

  @Test
  void noSampleOfTheListIsLongerThanWhatIsLookedAt() throws IOException {
    assertThat(Files.readAllLines(SAMPLES))
        .allMatch(line -> line.length() <= Visitor.USER_AGENT_CHARS_MAX);
  }

  @Test
  void noBrowserOfAPersonIsABot() throws IllegalAccessException {
    for (Field field : UserAgents.class.getDeclaredFields()) {
      String userAgent = (String) field.get(null);
      assertThat(Bots.KNOWN.has(String.valueOf(userAgent))).as(field.getName()).isFalse();
    }
    assertThat(Bots.KNOWN.has("")).isFalse();
    assertThat(Bots.KNOWN.has("cu")).isFalse();
  }

  @Test
  void aTextIsFoundAnywhere() {
    Bots bots = bots("robot");
    assertThat(List.of("robot", "a robot", "robots", "rorobot")).allMatch(bots::has);
    assertThat(List.of("robo", "Robot", "rob ot", "")).noneMatch(bots::has);
  }

  @Test
  void aTextCanBeBoundToTheStartOrTheEnd() {
    assertThat(bots("^curl").has("curl/8")).isTrue();
    assertThat(bots("^curl").has("libcurl/8")).isFalse();
    assertThat(bots("Labs$").has("SSL Labs")).isTrue();
    assertThat(bots("Labs$").has("SSL Labs 2")).isFalse();
    assertThat(bots("one*two$").has("one two two")).isTrue();
    assertThat(bots("one*two$").has("one two 2")).isFalse();
  }

  @Test
  void partsStandInTheirOrderWithAnythingBetween() {
    assertThat(bots("one*two").has("one and two")).isTrue();
    assertThat(bots("one*two").has("onetwo")).isTrue();
    assertThat(bots("one*two").has("two and one")).isFalse();
    assertThat(bots("one*net").has("onet")).isFalse();
  }

  @Test
  void textsThatBeginAlikeAreAllLookedFor() {
    Bots bots = bots("Google-A", "Google-B", "Gooseberry");
    assertThat(List.of("Google-A", "x Google-B", "Gooseberry")).allMatch(bots::has);
    assertThat(bots.has("Google-C")).isFalse();
  }

  @Test
  void aTextTooShortForTheTableIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> bots("ab")).withMessageContaining("ab");
  }

  private static Bots bots(String... lines) {
    return new Bots(List.of(lines).stream().map(BotText::parse).toList());
  }
}
