package gotourl.link;

/** The path of a URL: backslashes count as slashes, dot segments are gone, the rest is encoded. */
final class UrlPath {

  private UrlPath() {}

  /**
   * @return a path with a slash at its front, even if {@code start} is {@code end}
   */
  static String normalise(String text, int start, int end) {
    StringBuilder out = new StringBuilder(end - start + 16);
    int segment = Math.min(start + 1, end);
    while (true) {
      int segmentEnd = segment;
      while (segmentEnd < end && !UrlParser.isSlash(text.charAt(segmentEnd))) {
        segmentEnd++;
      }
      boolean last = segmentEnd == end;
      int dots = dots(text, segment, segmentEnd);
      if (dots == 2) {
        // The slash that is found ends a segment written before: each is taken back once at most.
        out.setLength(Math.max(out.lastIndexOf("/"), 0));
      }
      if (dots == 0) {
        PercentEncoding.PATH.append(text, segment, segmentEnd, out.append('/'));
      } else if (last) {
        out.append('/');
      }
      if (last) {
        return out.toString();
      }
      segment = segmentEnd + 1;
    }
  }

  /** How many dots a segment consists of: 1 or 2, each perhaps written as %2e, else 0. */
  private static int dots(String text, int start, int end) {
    int dots = 0;
    int i = start;
    while (i < end) {
      if (text.charAt(i) == '.') {
        i++;
      } else if (text.regionMatches(true, i, "%2e", 0, 3) && i + 3 <= end) {
        i += 3;
      } else {
        return 0;
      }
      dots++;
      if (dots > 2) {
        return 0;
      }
    }
    return dots;
  }
}
