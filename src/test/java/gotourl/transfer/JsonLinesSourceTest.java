package gotourl.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonLinesSourceTest {

  private static final long SEED = Long.getLong("gotourl.seed", System.nanoTime());

  @Test
  void eachLineIsARow() throws IOException {
    assertThat(
            rows(
                "{\"Key\":\"a\",\"URL\":\"http://x/\"}\n{\"URL\":\"http://y/\",\"Key\":\"b\"}\r\n"))
        .containsExactly(read(1, "a", "http://x/"), read(2, "b", "http://y/"));
  }

  @Test
  void theLastLineNeedsNoEnd() throws IOException {
    assertThat(rows("\n\n {\"Key\":\"a\",\"URL\":\"u\"}")).containsExactly(read(3, "a", "u"));
  }

  @Test
  void objectsMayFollowOneAnotherOnALine() throws IOException {
    assertThat(
            rows(
                "{\"Key\":\"a\",\"URL\":\"u\"}{\"Key\":\"b\",\"URL\":\"v\"} {\"Key\":\"c\",\"URL\":\"w\"}"))
        .containsExactly(read(1, "a", "u"), read(1, "b", "v"), read(1, "c", "w"));
  }

  @Test
  void theMarkBeforeUtf8IsPassedOver() throws IOException {
    assertThat(rows("\uFEFF{\"Key\":\"a\",\"URL\":\"u\"}")).containsExactly(read(1, "a", "u"));
  }

  @Test
  void escapesAreResolvedAndBracesInTextsAreText() throws IOException {
    assertThat(rows("{\"Key\":\"\\u00fc}\\\"{\\\\\",\"URL\":\"http://x/?a=1\\u0026b\\u003c\"}"))
        .containsExactly(read(1, "ü}\"{\\", "http://x/?a=1&b<"));
  }

  @Test
  void unknownMembersAreIgnored() throws IOException {
    assertThat(
            rows(
                "{\"x\":{\"Key\":\"no\",\"l\":[1,{}]},\"Key\":\"a\",\"n\":null,\"URL\":\"u\",\"z\":1e9}"))
        .containsExactly(read(1, "a", "u"));
  }

  @Test
  void missingMembersReadAsEmpty() throws IOException {
    assertThat(rows("{\"Key\":\"a\"}\n{\"URL\":\"u\"}\n{}"))
        .containsExactly(read(1, "a", ""), read(2, "", "u"), read(3, "", ""));
  }

  @Test
  void doubledMembersAreRefused() throws IOException {
    assertThat(
            rows(
                "{\"Key\":\"a\",\"URL\":\"u\",\"Key\":\"b\"}\n{\"URL\":\"u\",\"URL\":\"u\",\"Key\":\"b\"}"))
        .containsExactly(unreadable(1, "Key stands twice"), unreadable(2, "URL stands twice"));
  }

  @Test
  void membersThatAreNoTextsAreRefused() throws IOException {
    assertThat(
            rows(
                "{\"Key\":7,\"URL\":\"u\"}{\"Key\":\"k\",\"URL\":[\"u\"]}{\"Key\":\"a\",\"URL\":\"u\"}"))
        .containsExactly(
            unreadable(1, "Key is not a text"),
            unreadable(1, "URL is not a text"),
            read(1, "a", "u"));
  }

  @Test
  void aBadLineCostsOnlyItself() throws IOException {
    List<Row> rows =
        rows(
            "{\"Key\":\"a\",\"URL\":\"u\"}\n"
                + "{\"Key\":\"b\",\"URL\":\"v\n" // torn by a crash
                + "nonsense {\"Key\":\"x\",\"URL\":\"x\"}\n"
                + "{\"Key\":}{\"Key\":\"x\",\"URL\":\"x\"}\n"
                + "{\"Key\":\"c\",\"URL\":\"w\"}\n");

    assertThat(rows).hasSize(5);
    assertThat(rows.getFirst()).isEqualTo(read(1, "a", "u"));
    assertThat(rows.subList(1, 4))
        .allMatch(Row.Unreadable.class::isInstance)
        .extracting(row -> row.place().toString())
        .containsExactly("line 2", "line 3", "line 4");
    assertThat(rows.getLast()).isEqualTo(read(5, "c", "w"));
  }

  @Test
  void aLineBeyondTheBoundIsRefusedAndPassedOver() throws IOException {
    String tooLong =
        "{\"Key\":\"a\",\"URL\":\"" + "u".repeat(3 * JsonLinesSource.ROW_BYTES_MAX) + "\"}";

    assertThat(rows(tooLong + "\n{\"Key\":\"b\",\"URL\":\"v\"}"))
        .containsExactly(
            unreadable(1, "a JSON object that does not end on its line, or not within 64 KiB"),
            read(2, "b", "v"));
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    assertThat(
            rows(
                "{\"x\":"
                    + "[".repeat(10_000)
                    + "]".repeat(10_000)
                    + ",\"Key\":\"a\",\"URL\":\"u\"}\n{}"))
        .hasSize(2)
        .first()
        .isInstanceOf(Row.Unreadable.class);
  }

  @Test
  void noBytesAtAllEndInAnExceptionOrWithoutEnd() throws IOException {
    System.out.println("gotourl.seed=" + SEED);
    Random random = new Random(SEED);
    byte[] whole =
        "{\"Key\":\"a\\u00fc\",\"URL\":\"http://x/\"}\n{\"Key\":\"b\",\"x\":[1,{}],\"URL\":\"v\"}\n"
            .getBytes(UTF_8);
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = whole.clone();
      for (int flips = 1 + random.nextInt(5); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      assertThat(rows(damaged).size()).as("round %d", round).isLessThan(damaged.length);
    }
  }

  private static Row read(long line, String code, String target) {
    return new Row.Read(new Place(Place.Unit.LINE, line), code, target);
  }

  private static Row unreadable(long line, String reason) {
    return new Row.Unreadable(new Place(Place.Unit.LINE, line), reason);
  }

  private static List<Row> rows(String text) throws IOException {
    return rows(text.getBytes(UTF_8));
  }

  private static List<Row> rows(byte[] file) throws IOException {
    Source source =
        new JsonLinesSource(
            new Window(new ByteArrayInputStream(file), JsonLinesSource.LOOKAHEAD_BYTES));
    List<Row> rows = new ArrayList<>();
    for (Row row = source.next(); row != null; row = source.next()) {
      rows.add(row);
    }
    return rows;
  }
}
