package gotourl.visitor;

import org.jspecify.annotations.Nullable;

/** The browser, as its user agent says. A page inside another app is {@link #OTHER}. */
public enum Browser {
  CHROME("chrome"),
  FIREFOX("firefox"),
  SAFARI("safari"),
  EDGE("edge"),
  OPERA("opera"),
  SAMSUNG("samsung"),
  OTHER("other");

  private static final String[] EDGE_SIGNS = {"Edg/", "EdgA/", "EdgiOS/", "Edge/"};
  private static final String[] OPERA_SIGNS = {"OPR/", "OPT/", "OPX/", "OPiOS/", "Opera"};

  /** What calls itself Chrome, Firefox or Safari too, and is not. */
  private static final String[] OTHER_SIGNS = {
    "Vivaldi/",
    "YaBrowser/",
    "UCBrowser/",
    "Whale/",
    "HuaweiBrowser/",
    "MiuiBrowser/",
    "QQBrowser/",
    "DuckDuckGo/",
    "Ddg/",
    "Seamonkey/",
    "SeaMonkey/",
    "; wv)",
    "FBAN/",
    "FBAV/",
    "Instagram",
    "Electron/",
  };

  private final String word;

  Browser(String word) {
    this.word = word;
  }

  /** What it is called in a rule. */
  public String word() {
    return word;
  }

  /** The browser of this name, in any case; {@code null} if there is none. */
  public static @Nullable Browser named(String word) {
    for (Browser browser : values()) {
      if (browser.word.equalsIgnoreCase(word)) {
        return browser;
      }
    }
    return null;
  }

  /**
   * Nearly all call themselves Mozilla, most of them Safari, and most of these Chrome: whoever says
   * more is looked for first.
   */
  static Browser of(String userAgent) {
    if (hasOne(userAgent, EDGE_SIGNS)) {
      return EDGE;
    }
    if (hasOne(userAgent, OPERA_SIGNS)) {
      return OPERA;
    }
    if (userAgent.contains("SamsungBrowser/")) {
      return SAMSUNG;
    }
    if (hasOne(userAgent, OTHER_SIGNS)) {
      return OTHER;
    }
    if (userAgent.contains("Firefox/") || userAgent.contains("FxiOS/")) {
      return FIREFOX;
    }
    if (userAgent.contains("Chrome/") || userAgent.contains("CriOS/")) {
      return CHROME;
    }
    // The browser of old Android calls itself Safari, with a version.
    boolean safari = userAgent.contains("Safari/") && userAgent.contains("Version/");
    return safari && !userAgent.contains("Android") ? SAFARI : OTHER;
  }

  private static boolean hasOne(String userAgent, String[] signs) {
    for (String sign : signs) {
      if (userAgent.contains(sign)) {
        return true;
      }
    }
    return false;
  }
}
