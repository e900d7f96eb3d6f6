package gotourl.http.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.Seed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A body in rows, however it comes in parts. */
class RowsTest {

  private static List<String> rows(InputStream in) throws IOException {
    Rows rows = new Rows(in);
    List<String> read = new ArrayList<>();
    for (byte[] row = rows.next(); row != null; row = rows.next()) {
      assertThat(rows.number()).isEqualTo(read.size() + 1);
      read.add(rows.isTooLong() ? "too long" : new String(row, UTF_8));
    }
    return read;
  }

  private static List<String> rows(String body) throws IOException {
    return rows(new ByteArrayInputStream(body.getBytes(UTF_8)));
  }

  @Test
  void aRowEndsWithItsLine() throws IOException {
    assertThat(rows("a\nbc\n")).containsExactly("a", "bc");
    assertThat(rows("a\n\nbc")).containsExactly("a", "", "bc");
    assertThat(rows("a\r\nb\r\n")).containsExactly("a", "b");
    assertThat(rows("a\rb\n")).containsExactly("a\rb");
    assertThat(rows("\n")).containsExactly("");
    assertThat(rows("")).isEmpty();
  }

  @Test
  void ofARowThatIsTooLongNothingIsKeptAndTheNextOneIsRead() throws IOException {
    String longest = "x".repeat(Rows.ROW_BYTES_MAX);
    assertThat(rows(longest + "\n" + longest + "y\nb\n" + longest + longest + longest))
        .containsExactly(longest, "too long", "b", "too long");
    assertThat(rows(longest + "yyy")).containsExactly("too long");
  }

  @Test
  void anySplittingGivesTheSameRows() throws IOException {
    Random random = new Random(Seed.next("RowsTest"));
    for (int turn = 0; turn < 200; turn++) {
      List<String> expected = new ArrayList<>();
      StringBuilder body = new StringBuilder();
      for (int i = random.nextInt(20); i > 0; i--) {
        int length = random.nextInt(8) == 0 ? random.nextInt(90_000) : random.nextInt(40);
        expected.add(length > Rows.ROW_BYTES_MAX ? "too long" : "z".repeat(length));
        body.append("z".repeat(length)).append('\n');
      }
      InputStream whole = new ByteArrayInputStream(body.toString().getBytes(UTF_8));
      InputStream bitByBit =
          new InputStream() {
            @Override
            public int read() throws IOException {
              return whole.read();
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
              return whole.read(into, from, Math.min(length, 1 + random.nextInt(5_000)));
            }
          };
      assertThat(rows(bitByBit)).isEqualTo(expected);
    }
  }

  @Test
  void whoHasAWholeRowNeedNotWait() throws IOException {
    Rows rows = new Rows(new ByteArrayInputStream("a\nb\nc".getBytes(UTF_8)));
    assertThat(rows.mayWait()).isFalse(); // something is there
    assertThat(rows.next()).isNotNull();
    assertThat(rows.mayWait()).isFalse();
    assertThat(rows.next()).isNotNull();
    assertThat(rows.mayWait()).isTrue();
  }
}
