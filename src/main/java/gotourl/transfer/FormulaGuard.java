package gotourl.transfer;

/**
 * Keeps a text from being taken for a formula by the spreadsheet that opens it: an apostrophe goes
 * before what begins like one, and also before an apostrophe, so that taking it away again gives
 * back every text as it was.
 *
 * <p>Source: OWASP, "CSV Injection". The wide forms count too: Japanese editions take them for the
 * others.
 */
final class FormulaGuard {

  private static final String BEGINNINGS = "=+-@\t\r\n'＝＋－＠";

  private FormulaGuard() {}

  static String on(String text) {
    return begins(text, 0) ? "'" + text : text;
  }

  /** What {@link #on} made of it, undone; what it never makes stays as it is. */
  static String off(String cell) {
    return cell.startsWith("'") && begins(cell, 1) ? cell.substring(1) : cell;
  }

  private static boolean begins(String text, int from) {
    return text.length() > from && BEGINNINGS.indexOf(text.charAt(from)) >= 0;
  }
}
