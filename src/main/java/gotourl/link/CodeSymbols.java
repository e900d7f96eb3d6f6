package gotourl.link;

import gotourl.link.Key.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Which characters beyond ASCII a code may have: the categories letter, mark, number and symbol.
 * That leaves out what cannot be seen or deceives: controls, direction overrides, spaces, private
 * and unassigned characters, and punctuation that looks like a path's. Of the invisible ones only
 * those stay that emoji and some scripts need: joiners inside a segment, and tags behind an emoji.
 */
final class CodeSymbols {

  private static final int NON_JOINER = 0x200C;
  private static final int JOINER = 0x200D;
  private static final int REPLACEMENT = 0xFFFD;
  private static final int TAG_FIRST = 0xE0020;
  private static final int TAG_LAST = 0xE007F;
  private static final int VARIATION_EMOJI = 0xFE0F;

  private static final int ALLOWED =
      bit(Character.UPPERCASE_LETTER)
          | bit(Character.LOWERCASE_LETTER)
          | bit(Character.TITLECASE_LETTER)
          | bit(Character.MODIFIER_LETTER)
          | bit(Character.OTHER_LETTER)
          | bit(Character.NON_SPACING_MARK)
          | bit(Character.ENCLOSING_MARK)
          | bit(Character.COMBINING_SPACING_MARK)
          | bit(Character.DECIMAL_DIGIT_NUMBER)
          | bit(Character.LETTER_NUMBER)
          | bit(Character.OTHER_NUMBER)
          | bit(Character.CURRENCY_SYMBOL)
          | bit(Character.MATH_SYMBOL)
          | bit(Character.MODIFIER_SYMBOL)
          | bit(Character.OTHER_SYMBOL);

  private CodeSymbols() {}

  /** Why the character at {@code i}, which is beyond ASCII, may not stand there, or null. */
  static @Nullable Fault fault(String code, int i) {
    int c = code.codePointAt(i);
    if (c == JOINER || c == NON_JOINER) {
      return inside(code, i) ? null : Fault.JOINER;
    }
    if (isTag(c)) {
      return followsEmoji(code, i) ? null : Fault.JOINER;
    }
    // A replacement character is a symbol by category, but stands for text that was lost.
    boolean allowed = c != REPLACEMENT && (ALLOWED & bit(Character.getType(c))) != 0;
    return allowed ? null : Fault.CHARACTER;
  }

  private static int bit(int category) {
    return 1 << category;
  }

  private static boolean isTag(int c) {
    return c >= TAG_FIRST && c <= TAG_LAST;
  }

  private static boolean inside(String code, int i) {
    return i > 0 && code.charAt(i - 1) != '/' && i + 1 < code.length() && code.charAt(i + 1) != '/';
  }

  /** Looks at the one character before: a tag there was found good already. */
  private static boolean followsEmoji(String code, int i) {
    if (i == 0) {
      return false;
    }
    int before = code.codePointBefore(i);
    if (before == VARIATION_EMOJI && i > 1) {
      before = code.codePointBefore(i - 1);
    }
    return isTag(before)
        || Character.isEmojiModifier(before)
        || Character.isExtendedPictographic(before);
  }
}
