package gotourl.visitor;

/** What a visitor's machine runs, as its user agent says. Who asks by hand is {@link #OTHER}. */
public enum Device {
  ANDROID,
  IOS,
  WINDOWS,
  MACOS,
  LINUX,
  CHROMEOS,
  OTHER;

  /** What says Linux and is no computer: televisions, and telephones of other kinds. */
  private static final String[] NO_COMPUTER = {"TV", "Tizen", "Web0S", "KAIOS"};

  /**
   * The order counts: ChromeOS, Android and iOS also name what they are made of, and old Windows
   * telephones call themselves Android.
   */
  static Device of(String userAgent) {
    if (userAgent.contains("Windows")) {
      return userAgent.contains("Windows Phone") ? OTHER : WINDOWS;
    }
    if (userAgent.contains("iPhone") || userAgent.contains("iPad") || userAgent.contains("iPod")) {
      return IOS;
    }
    if (userAgent.contains("Android")) {
      return ANDROID;
    }
    if (userAgent.contains("Mac OS X") || userAgent.contains("Macintosh")) {
      return MACOS;
    }
    if (userAgent.contains("CrOS")) {
      return CHROMEOS;
    }
    return userAgent.contains("Linux") && isComputer(userAgent) ? LINUX : OTHER;
  }

  private static boolean isComputer(String userAgent) {
    for (String sign : NO_COMPUTER) {
      if (userAgent.contains(sign)) {
        return false;
      }
    }
    return true;
  }
}
