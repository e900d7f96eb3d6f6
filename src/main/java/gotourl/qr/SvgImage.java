package gotourl.qr;

/** Draws a code as SVG: one path for all that is dark, one unit a module, sharp at any size. */
public final class SvgImage {

  /** What it is on the web. */
  public static final String CONTENT_TYPE = "image/svg+xml";

  private SvgImage() {}

  /** Nothing of the text that the code says stands in it: only numbers and colours. */
  public static String draw(QrCode code, ImageStyle style) {
    int units = code.size() + 2 * style.margin();
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%1$d\""
            .formatted(style.size())
        + " viewBox=\"0 0 %1$d %1$d\" shape-rendering=\"crispEdges\">".formatted(units)
        + "<path fill=\"%2$s\" d=\"M0 0h%1$dv%1$dH0z\"/>".formatted(units, style.light())
        + "<path fill=\"%s\" d=\"%s\"/></svg>\n"
            .formatted(style.dark(), path(code, style.margin()));
  }

  /** A rectangle for each run of dark modules in a row. */
  private static String path(QrCode code, int margin) {
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size(); y++) {
      int x = 0;
      while (x < code.size()) {
        int start = x;
        while (code.isDark(x, y)) {
          x++;
        }
        if (x > start) {
          int run = x - start;
          path.append('M').append(start + margin).append(' ').append(y + margin);
          path.append('h').append(run).append("v1h-").append(run).append('z');
        } else {
          x++;
        }
      }
    }
    return path.toString();
  }
}
