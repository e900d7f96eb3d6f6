package gotourl.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.Seed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever bytes a file has, its rows are read to the end, or named as what cannot be read. */
class TextFilesFuzzTest {

  private static final List<String> FILES =
      List.of(
          "csv/bitly.csv",
          "csv/rebrandly.csv",
          "csv/shortio.tsv",
          "csv/yourls-table.csv",
          "csv/unicode.txt",
          "yourls/mysqldump.sql",
          "yourls/phpmyadmin.sql",
          "yourls/mariadb-damaged.sql");

  /** What these formats are made of, so that damage means something to them. */
  private static final byte[] SIGNS = "\"'`,;|()\\\n\r\t=/*-0xN \u0000".getBytes(ISO_8859_1);

  @Test
  void damagedFilesAreReadToTheirEnd() throws IOException {
    Random random = new Random(Seed.next("TextFilesFuzzTest.damaged"));
    int rounds = Seed.rounds(3_000, 300_000);
    for (int round = 0; round < rounds; round++) {
      String name = FILES.get(random.nextInt(FILES.size()));
      readToItsEnd(damaged(whole(name), random), name.startsWith("csv"), name + ", round " + round);
    }
  }

  @Test
  void anyBytesAreReadToTheirEnd() throws IOException {
    Random random = new Random(Seed.next("TextFilesFuzzTest.any"));
    int rounds = Seed.rounds(3_000, 300_000);
    for (int round = 0; round < rounds; round++) {
      byte[] bytes = new byte[random.nextInt(2_000)];
      random.nextBytes(bytes);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = random.nextInt(4) == 0 ? bytes[i] : SIGNS[(bytes[i] & 0xFF) % SIGNS.length];
      }
      byte[] head =
          (round % 2 == 0 ? "code,url,tags,created\n" : "INSERT INTO a_url VALUES (")
              .getBytes(ISO_8859_1);
      byte[] file = Arrays.copyOf(head, head.length + bytes.length);
      System.arraycopy(bytes, 0, file, head.length, bytes.length);
      readToItsEnd(file, round % 2 == 0, "round " + round);
    }
  }

  private static void readToItsEnd(byte[] file, boolean isCsv, String what) throws IOException {
    InputStream in = new ByteArrayInputStream(file);
    Source source = isCsv ? new CsvSource(in, Reading.USUAL) : new YourlsDump(in, Reading.USUAL);
    long last = 0;
    int count = 0;
    for (Row row = source.next(); row != null; row = source.next()) {
      count++;
      assertThat(count).as(what).isLessThanOrEqualTo(file.length + 1);
      last = Math.max(last, row.place().number());
    }
    assertThat(last).as(what).isLessThanOrEqualTo(file.length + 1L);
    assertThat(source.next()).as(what).isNull();
    assertThat(in.read()).as(what + ": read whole").isEqualTo(-1);
  }

  /** Some bytes changed, and now and then a piece cut out or the end cut off. */
  private static byte[] damaged(byte[] whole, Random random) {
    byte[] file = whole.clone();
    for (int flips = random.nextInt(6); flips > 0; flips--) {
      int at = random.nextInt(file.length);
      file[at] =
          random.nextBoolean() ? SIGNS[random.nextInt(SIGNS.length)] : (byte) random.nextInt(256);
    }
    int cut = random.nextInt(3);
    int from = random.nextInt(file.length);
    if (cut == 1) {
      return Arrays.copyOf(file, from);
    }
    if (cut == 2) {
      int to = Math.min(file.length, from + random.nextInt(200));
      byte[] shorter = Arrays.copyOf(file, file.length - (to - from));
      System.arraycopy(file, to, shorter, from, file.length - to);
      return shorter;
    }
    return file;
  }

  private static byte[] whole(String name) throws IOException {
    try (InputStream in = Files.newInputStream(Path.of("src/test/resources/import", name))) {
      return in.readAllBytes();
    }
  }
}
