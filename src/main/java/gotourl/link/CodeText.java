package gotourl.link;

import java.text.Normalizer;

/** Brings text into the one form in which codes are compared and stored. */
final class CodeText {

  /**
   * The longest text that is looked at: composing shortens, but nothing sensible shrinks from more
   * than this to the 255 bytes of a code, and the work on hostile text stays bounded.
   */
  static final int CHARS_MAX = 1_024;

  private CodeText() {}

  static boolean wellFormed(String text) {
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        return false;
      }
      i += Character.charCount(c);
    }
    return true;
  }

  static String compose(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /**
   * Folds composed text. Upper case first, because several lower-case letters share one capital (σ
   * and ς, k and the Kelvin sign); no locale takes part. Folding twice changes nothing more.
   */
  static String fold(String composed) {
    StringBuilder folded = new StringBuilder(composed.length());
    boolean ascii = true;
    int i = 0;
    while (i < composed.length()) {
      int c = composed.codePointAt(i);
      int lower = Character.toLowerCase(Character.toUpperCase(c));
      folded.appendCodePoint(lower);
      ascii &= lower < 0x80;
      i += Character.charCount(c);
    }
    return ascii ? folded.toString() : compose(folded.toString());
  }
}
