package gotourl.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.Seed;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextSearchTest {

  /** Bytes as chars: the plain way to the same answer. */
  @Test
  void itFindsWhatAPlainSearchFindsAtEveryAlignmentAndBorder() {
    Random random = new Random(Seed.next("TextSearchTest"));
    try (Arena arena = Arena.ofConfined()) {
      for (int round = 0; round < Seed.rounds(20_000, 2_000_000); round++) {
        byte[] bytes = randomBytes(random, random.nextInt(120));
        int from = random.nextInt(bytes.length + 1);
        int to = from + random.nextInt(bytes.length - from + 1);
        String text = text(random, bytes);
        MemorySegment segment = arena.allocate(bytes.length + 8L, 8).asSlice(random.nextInt(8));
        segment = segment.asSlice(0, bytes.length);
        MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
        String range = lower(bytes).substring(from, to);
        int plain = range.indexOf(lower(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(new TextSearch(text).find(segment, from, to))
            .as("%s in %s", text, range)
            .isEqualTo(plain < 0 ? TextSearch.NOT_FOUND : from + plain);
      }
    }
  }

  @Test
  void aTextIsFoundAtEachPlaceOfALongStretchAndNowhereElse() {
    String text = "Needle/7".toLowerCase(Locale.ROOT);
    TextSearch search = new TextSearch(text);
    byte[] bytes = new byte[300];
    MemorySegment segment = MemorySegment.ofArray(bytes);
    for (int at = 0; at + text.length() <= bytes.length; at++) {
      java.util.Arrays.fill(bytes, (byte) 'e');
      System.arraycopy("nEEdLe/7".getBytes(StandardCharsets.UTF_8), 0, bytes, at, text.length());
      assertThat(search.find(segment, 0, bytes.length)).isEqualTo(at);
      assertThat(search.find(segment, at, at + text.length())).isEqualTo(at);
      assertThat(search.find(segment, at + 1, bytes.length)).isEqualTo(TextSearch.NOT_FOUND);
      assertThat(search.find(segment, 0, at + text.length() - 1)).isEqualTo(TextSearch.NOT_FOUND);
    }
  }

  /** So many false finds that other bytes of the text are looked for. */
  @Test
  void inALongStretchOfWhatIsNearlyTheTextItFindsAllThatAPlainSearchFinds() {
    Random random = new Random(Seed.next("TextSearchTest, long"));
    for (int round = 0; round < Seed.rounds(300, 30_000); round++) {
      StringBuilder letters = new StringBuilder();
      String[] near = {"x/abcdef", "x/abXdef", "y/abcdef", "x/abcdeg"};
      int frames = 300 + random.nextInt(300);
      for (int i = 0; i < frames; i++) {
        letters.append(near[random.nextInt(random.nextInt(20) == 0 ? 4 : 1 + random.nextInt(3))]);
        letters.append("-".repeat(random.nextInt(3)));
      }
      String text = near[random.nextInt(4)].substring(random.nextInt(3));
      String all = letters.toString();
      MemorySegment segment = MemorySegment.ofArray(all.getBytes(StandardCharsets.UTF_8));
      TextSearch search = new TextSearch(asciiLower(text));
      String lower = asciiLower(all);
      int plain = -1;
      long found = -1;
      do {
        plain = lower.indexOf(asciiLower(text), plain + 1);
        found = search.find(segment, found + 1, segment.byteSize());
        assertThat(found).isEqualTo(plain);
      } while (plain >= 0);
    }
  }

  /** The other bytes lie farther from the text's start than those of the beginning. */
  @Test
  void whenOtherBytesAreLookedForNothingBeyondTheRangeIsTouched() {
    String text = "xq" + "a".repeat(40);
    String near = ("xq" + "a".repeat(38) + "b").repeat(60);
    MemorySegment segment = MemorySegment.ofArray(near.getBytes(StandardCharsets.UTF_8));
    TextSearch search = new TextSearch(text);
    assertThat(search.find(segment, 0, segment.byteSize())).isEqualTo(TextSearch.NOT_FOUND);
  }

  @Test
  void nothingBeyondTheRangeIsTouched() {
    MemorySegment segment = MemorySegment.ofArray(new byte[100]);
    for (int length = 1; length < 100; length++) {
      TextSearch search = new TextSearch("x".repeat(length));
      for (int from = 0; from <= 100; from++) {
        assertThat(search.find(segment, from, 100)).isEqualTo(TextSearch.NOT_FOUND);
      }
    }
  }

  @Test
  void bytesBeyondAsciiAreOnlyThemselves() {
    MemorySegment segment =
        MemorySegment.ofArray("caf\u00c9 CAF\u00e9".getBytes(StandardCharsets.UTF_8));
    assertThat(new TextSearch("caf\u00e9").find(segment, 0, segment.byteSize())).isEqualTo(6);
    assertThat(new TextSearch("caf\u00c9").find(segment, 0, segment.byteSize())).isZero();
  }

  /** Often of few letters, so that texts nearly stand where they do not. */
  private static byte[] randomBytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    if (random.nextInt(4) > 0) {
      for (int i = 0; i < length; i++) {
        bytes[i] = (byte) "aAbB@`".charAt(random.nextInt(6));
      }
    }
    return bytes;
  }

  private static String text(Random random, byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(random.nextBoolean() ? 4 : 40);
    int at = random.nextInt(bytes.length + 1);
    for (int i = 0; i < length; i++) {
      boolean copied = at + i < bytes.length && bytes[at + i] >= 0;
      text.append(copied ? (char) bytes[at + i] : "ab@`\u00e9".charAt(random.nextInt(5)));
    }
    return asciiLower(text.toString());
  }

  private static String lower(byte[] bytes) {
    return asciiLower(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private static String asciiLower(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      lower.setCharAt(i, c < 0x80 ? Character.toLowerCase(c) : c);
    }
    return lower.toString();
  }
}
