package gotourl.qr;

import io.nayuki.qrcodegen.DataTooLongException;
import java.util.Optional;

/** A square of dark and light modules that says a text. */
public final class QrCode {

  private final io.nayuki.qrcodegen.QrCode code;

  private QrCode(io.nayuki.qrcodegen.QrCode code) {
    this.code = code;
  }

  /**
   * The smallest code that has room for the text; if it has room for a higher level too, it gets
   * that. Empty if even the largest has not: that takes 1,273 bytes of text at the highest level
   * and 2,953 at the lowest.
   */
  public static Optional<QrCode> of(String text, ErrorCorrection atLeast) {
    try {
      return Optional.of(new QrCode(io.nayuki.qrcodegen.QrCode.encodeText(text, atLeast.level)));
    } catch (DataTooLongException tooLong) {
      return Optional.empty();
    }
  }

  /** Modules on a side: 21 to 177. */
  public int size() {
    return code.size;
  }

  /** Whether the module is dark; beyond the edges all is light. */
  boolean isDark(int x, int y) {
    return code.getModule(x, y);
  }
}
