package gotourl.transfer;

import static gotourl.transfer.Golden.bytes;
import static gotourl.transfer.Golden.complaints;
import static gotourl.transfer.Golden.links;
import static gotourl.transfer.Golden.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Against files that real Go wrote, whole and damaged. */
class GobSourceTest {

  /** Every definition and record of the three lives is a message of these many bytes. */
  private static final int DEFINITION_BYTES = 37;

  private static final long SEED = Long.getLong("gotourl.seed", System.nanoTime());

  @Test
  void oneLifeIsRead() throws IOException {
    assertReads("one-life.gob", links(0, 10));
  }

  @Test
  void aRestartRepeatsTheTypesAndNothingIsLost() throws IOException {
    assertReads("two-lives.gob", links(0, 20));
    assertReads("three-lives.gob", links(0, 30));
  }

  @Test
  void theTypeMayHaveAnyNumber() throws IOException {
    assertReads("other-ids.gob", links(0, 15));
  }

  @Test
  void emptyFieldsAreLeftOutAndReadAsEmpty() throws IOException {
    assertReads(
        "empty-fields.gob",
        List.of(
            "k0 https://example.com/0",
            "k1 ",
            " https://example.com/2",
            " ",
            "k4 https://example.com/4"));
  }

  @Test
  void unknownFieldsOfEveryKindAreSteppedOver() throws IOException {
    assertReads("grown.gob", links(0, 10));
    assertReads("any.gob", links(0, 6));
  }

  @Test
  void valuesThatAreNoLinksAreNamedOneByOne() throws IOException {
    List<Row> rows = rows(bytes("visits.gob"));

    assertThat(links(rows)).isEqualTo(links(2, 4));
    assertThat(complaints(rows))
        .hasSize(2)
        .allMatch(line -> line.contains("a value of type \"visit\""));
  }

  @Test
  void codesOfAnyScriptAreRead() throws IOException {
    assertReads(
        "unicode.gob",
        List.of(
            "füße https://example.com/1",
            "ключ https://example.com/2",
            "鍵 https://example.com/3",
            "🗝 https://example.com/4"));
  }

  @Test
  void manyRecordsAreRead() throws IOException {
    assertReads("thousand.gob", links(0, 1000));
  }

  @Test
  void aTornTailIsNamedWithItsPlace() throws IOException {
    List<Row> rows = rows(bytes("torn-tail.gob"));

    assertThat(links(rows)).isEqualTo(links(0, 29));
    assertThat(complaints(rows))
        .containsExactly("byte 1048: a torn message; passed over the last 26 bytes of the file");
  }

  @Test
  void aTornRecordInTheMiddleCostsOnlyItself() throws IOException {
    List<Row> rows = rows(bytes("torn-middle.gob"));

    assertThat(links(rows)).isEqualTo(plus(links(0, 9), links(10, 20)));
    assertThat(complaints(rows)).singleElement().asString().startsWith("byte 316: ");
  }

  @Test
  void aLifeTornAnywhereCostsOnlyItsTornMessage() throws IOException {
    byte[] one = bytes("one-life.gob");
    byte[] two = bytes("two-lives.gob");
    byte[] second = Arrays.copyOfRange(two, one.length, two.length);
    for (int cut = 0; cut <= one.length; cut++) {
      List<Row> rows = rows(joined(Arrays.copyOf(one, cut), second));
      int whole = wholeRecords(one, cut);
      assertThat(links(rows)).as("cut at %d", cut).isEqualTo(plus(links(0, whole), links(10, 20)));
      assertThat(complaints(rows)).as("cut at %d", cut).hasSize(isWhole(one, cut) ? 0 : 1);
    }
  }

  @Test
  void aFileCutAnywhereGivesEveryWholeRecordBeforeTheCut() throws IOException {
    byte[] three = bytes("three-lives.gob");
    for (int cut = 0; cut <= three.length; cut++) {
      List<Row> rows = rows(Arrays.copyOf(three, cut));
      assertThat(links(rows)).as("cut at %d", cut).isEqualTo(links(0, wholeRecords(three, cut)));
      assertThat(complaints(rows)).as("cut at %d", cut).hasSize(isWhole(three, cut) ? 0 : 1);
    }
  }

  /** Every one of the 8 bits of every byte: at most two records differ, and none comes twice. */
  @Test
  void aFlippedBitCostsOrAltersOnlyItsOwnMessage() throws IOException {
    byte[] three = bytes("three-lives.gob");
    List<String> original = links(0, 30);
    for (int bit = 0; bit < three.length * 8; bit++) {
      byte[] damaged = three.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      List<String> read = links(rows(damaged));
      Set<String> foreign = new HashSet<>(read);
      original.forEach(foreign::remove);
      assertThat(foreign).as("bit %d", bit).hasSizeLessThanOrEqualTo(1);
      assertThat(read).as("bit %d", bit).doesNotHaveDuplicates();
      boolean inDefinition = inDefinition(three, bit / 8);
      assertThat(read.size())
          .as("bit %d", bit)
          .isGreaterThanOrEqualTo(inDefinition ? 20 : 29)
          .isLessThanOrEqualTo(30);
    }
  }

  @Test
  void noBytesAtAllEndInAnExceptionOrWithoutEnd() throws IOException {
    System.out.println("gotourl.seed=" + SEED);
    Random random = new Random(SEED);
    byte[] grown = bytes("grown.gob");
    for (int round = 0; round < 2_000; round++) {
      byte[] damaged = grown.clone();
      for (int flips = 1 + random.nextInt(20); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      // Records and complaints both take bytes: there cannot be more of them than bytes.
      assertThat(rows(damaged).size()).as("round %d", round).isLessThan(damaged.length);
    }
    byte[] noise = new byte[1 << 16];
    random.nextBytes(noise);
    assertThat(links(rows(noise))).isEmpty();
  }

  @Test
  void aLengthBeyondTheBoundIsDamageAndReadingGoesOn() throws IOException {
    byte[] life = bytes("one-life.gob");
    byte[] huge = HexFormat.of().parseHex("fc7fffffff");
    byte[] beyond = HexFormat.of().parseHex("fd100001");

    assertThat(links(rows(joined(huge, life)))).isEqualTo(links(0, 10));
    assertThat(complaints(rows(joined(beyond, life))))
        .singleElement()
        .asString()
        .startsWith("byte 0: a message of no possible length; passed over 4 bytes");
  }

  @Test
  void aTypeThatContainsItselfEndsInDamage() throws IOException {
    // Type 65 is a slice of type 65; its value is one element, which is one element, which is …
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    byte[] body = HexFormat.of().parseHex("ff81 02 01 02ff8200 01ff82 00 00".replace(" ", ""));
    file.write(body.length);
    file.writeBytes(body);
    byte[] value = new byte[3 + 40];
    Arrays.fill(value, (byte) 1);
    value[0] = (byte) 0xFF;
    value[1] = (byte) 0x82;
    value[2] = 0;
    file.write(value.length);
    file.writeBytes(value);

    assertThat(complaints(rows(file.toByteArray())))
        .singleElement()
        .asString()
        .contains("nested deeper than 16");
  }

  private static void assertReads(String name, List<String> expected) throws IOException {
    List<Row> rows = rows(bytes(name));
    assertThat(links(rows)).isEqualTo(expected);
    assertThat(complaints(rows)).isEmpty();
  }

  /** How many records end at or before the cut; in these files every length is one byte. */
  private static int wholeRecords(byte[] gob, int cut) {
    int records = 0;
    for (int at = 0; at < gob.length; at += 1 + gob[at]) {
      if (at + 1 + gob[at] <= cut && 1 + gob[at] != DEFINITION_BYTES) {
        records++;
      }
    }
    return records;
  }

  private static boolean isWhole(byte[] gob, int cut) {
    int at = 0;
    while (at < cut) {
      at += 1 + gob[at];
    }
    return at == cut;
  }

  private static boolean inDefinition(byte[] gob, int place) {
    int at = 0;
    while (at + 1 + gob[at] <= place) {
      at += 1 + gob[at];
    }
    return 1 + gob[at] == DEFINITION_BYTES;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static List<String> plus(List<String> first, List<String> second) {
    List<String> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }
}
