package gotourl.link;

/** The port of a URL. */
final class Port {

  static final int MAX = 65_535;

  private Port() {}

  /**
   * Reads digits; none at all, or the scheme's own port, mean {@link WebUrl#PORT_DEFAULT}.
   *
   * @param schemeDefault the port that the scheme has anyway
   */
  static int parse(String text, int start, int end, int schemeDefault) throws UrlFault {
    if (start == end) {
      return WebUrl.PORT_DEFAULT;
    }
    int port = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        throw new UrlFault("The port of the address must be a number.");
      }
      port = Math.min(port * 10 + (c - '0'), MAX + 1);
    }
    if (port > MAX) {
      throw new UrlFault("The port of the address must be at most 65535.");
    }
    return port == schemeDefault ? WebUrl.PORT_DEFAULT : port;
  }
}
