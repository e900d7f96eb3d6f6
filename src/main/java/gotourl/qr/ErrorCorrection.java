package gotourl.qr;

import org.jspecify.annotations.Nullable;

/** How much of a code may be dirty or torn away: about 7, 15, 25 and 30 percent. */
public enum ErrorCorrection {
  LOW("L", io.nayuki.qrcodegen.QrCode.Ecc.LOW),
  MEDIUM("M", io.nayuki.qrcodegen.QrCode.Ecc.MEDIUM),
  QUARTILE("Q", io.nayuki.qrcodegen.QrCode.Ecc.QUARTILE),
  HIGH("H", io.nayuki.qrcodegen.QrCode.Ecc.HIGH);

  private final String letter;
  final io.nayuki.qrcodegen.QrCode.Ecc level;

  ErrorCorrection(String letter, io.nayuki.qrcodegen.QrCode.Ecc level) {
    this.letter = letter;
    this.level = level;
  }

  /** The level of this letter of the standard, in either case; {@code null} if there is none. */
  static @Nullable ErrorCorrection named(String letter) {
    for (ErrorCorrection level : values()) {
      if (level.letter.equalsIgnoreCase(letter)) {
        return level;
      }
    }
    return null;
  }
}
