package gotourl.store.embedded;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Finds a text in raw bytes, A to Z being as good as a to z, at the speed of memory.
 *
 * <p>Two bytes of the text are compared at eight places at a time: XOR with the wanted byte,
 * repeated, leaves a zero byte where it stands; OR of both leaves one where both stand. Setting bit
 * 0x20 beforehand makes a letter's two cases one, and no other byte a letter. The two bytes are the
 * rarest of the text, so that the rest is seldom looked at; where that turns out to be wrong,
 * others are taken, those by which false finds could have been told. Measured by {@code TextScan};
 * what was slower is under {@code bench/alternatives}. For one thread.
 */
final class TextSearch {

  static final long NOT_FOUND = -1;

  private static final int NONE = -1;

  private static final ValueLayout.OfLong WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final int CASE_BIT = 0x20;

  /** Words looked at between two decisions. */
  private static final int UNROLLED = 4;

  /**
   * The bytes of frames, commonest first: an estimate for ordinary URLs, not a count. Those of
   * {@code https://www.} come before all, because they stand in nearly every frame, and always at
   * the same distances. A byte that is not here is taken for rarer than all of these. Being wrong
   * about this costs time only.
   */
  private static final String COMMON = "/:.wtpsheaoinrmcldgu-fbk012yv=345678?_9%xjqz&";

  /** In one call: after so many, the two bytes are too common. */
  private static final int FALSE_FINDS_MAX = 32;

  private final byte[] text;

  /** Where the two bytes are in the text, {@code near <= far}. */
  private int near;

  private int far;

  private long nearByte;
  private long farByte;
  private long nearCase;
  private long farCase;

  /** Since the call began, or the two bytes were chosen. */
  private int falseFinds;

  /** Where in the text the byte is that was chosen last. */
  private int newest;

  /** Where in the text the last false find was none. */
  private int lastDifference;

  /**
   * Prepares the search.
   *
   * @param text not empty; its ASCII letters in lower case
   */
  TextSearch(String text) {
    this.text = text.getBytes(StandardCharsets.UTF_8);
    if (this.text.length == 0) {
      throw new IllegalArgumentException("an empty text is everywhere");
    }
    int rarest = rarestBut(-1);
    int second = this.text.length == 1 ? rarest : rarestBut(rarest);
    newest = rarest;
    choose(rarest, second);
  }

  private void choose(int one, int other) {
    near = Math.min(one, other);
    far = Math.max(one, other);
    nearByte = ONES * (this.text[near] & 0xff);
    farByte = ONES * (this.text[far] & 0xff);
    nearCase = ONES * caseBit(this.text[near]);
    farCase = ONES * caseBit(this.text[far]);
  }

  /**
   * The first offset, from {@code from} on, at which the whole text stands before {@code to}, or
   * {@link #NOT_FOUND}.
   */
  long find(MemorySegment bytes, long from, long to) {
    long lastStart = to - text.length;
    falseFinds = 0;
    long at = skip(bytes, from, lastStep(to));
    while (at <= lastStep(to)) {
      long found = findNear(bytes, at, lastStart);
      if (found != NOT_FOUND) {
        return found;
      }
      at = skip(bytes, at + (long) UNROLLED * Long.BYTES, lastStep(to));
    }
    for (; at <= lastStart; at++) {
      if (difference(bytes, at) == NONE) {
        return at;
      }
    }
    return NOT_FOUND;
  }

  /** The last place at which all words of a step lie before the end. */
  private long lastStep(long to) {
    return to - far - (long) UNROLLED * Long.BYTES;
  }

  /**
   * Where the first step is in which something may stand, or beyond the last one. Nothing else is
   * in this loop, so that the compiler takes the checks of bounds out of it.
   */
  private long skip(MemorySegment bytes, long from, long lastStep) {
    long at = from;
    for (; at <= lastStep; at += (long) UNROLLED * Long.BYTES) {
      long zeros =
          zeros(bytes, at)
              | zeros(bytes, at + Long.BYTES)
              | zeros(bytes, at + 2 * Long.BYTES)
              | zeros(bytes, at + 3 * Long.BYTES);
      if (zeros != 0) {
        return at;
      }
    }
    return at;
  }

  /** Within one step of the loop, which has seen that there may be something. */
  private long findNear(MemorySegment bytes, long step, long lastStart) {
    for (int word = 0; word < UNROLLED; word++) {
      long at = step + (long) word * Long.BYTES;
      long zeros = zeros(bytes, at);
      while (zeros != 0) {
        long start = at + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
        if (start <= lastStart) {
          int difference = difference(bytes, start);
          if (difference == NONE) {
            return start;
          }
          lastDifference = difference;
          falseFinds++;
        }
        zeros &= zeros - 1;
      }
    }
    if (falseFinds >= FALSE_FINDS_MAX) {
      chooseAnew();
    }
    return NOT_FOUND;
  }

  /** The byte that told the last false find apart, and the one that was chosen so before it. */
  private void chooseAnew() {
    falseFinds = 0;
    if (lastDifference != newest) {
      choose(newest, lastDifference);
      newest = lastDifference;
    }
  }

  /**
   * A high bit for each of the eight places at which both bytes stand; a carry may add others,
   * never hide one.
   */
  private long zeros(MemorySegment bytes, long at) {
    long nears = (bytes.get(WORD, at + near) | nearCase) ^ nearByte;
    long fars = (bytes.get(WORD, at + far) | farCase) ^ farByte;
    long both = nears | fars;
    return (both - ONES) & ~both & HIGH_BITS;
  }

  /** Where in the text the first byte is that does not stand there; {@link #NONE}: all do. */
  private int difference(MemorySegment bytes, long at) {
    for (int i = 0; i < text.length; i++) {
      byte here = bytes.get(ValueLayout.JAVA_BYTE, at + i);
      if ((here | caseBit(text[i])) != text[i]) {
        return i;
      }
    }
    return NONE;
  }

  private static int caseBit(byte wanted) {
    return wanted >= 'a' && wanted <= 'z' ? CASE_BIT : 0;
  }

  private int rarestBut(int taken) {
    int rarest = -1;
    for (int i = 0; i < text.length; i++) {
      if (i != taken && (rarest < 0 || rarity(text[i]) > rarity(text[rarest]))) {
        rarest = i;
      }
    }
    return rarest;
  }

  private static int rarity(byte b) {
    int rank = b < 0 ? -1 : COMMON.indexOf(b);
    return rank < 0 ? COMMON.length() : rank;
  }
}
