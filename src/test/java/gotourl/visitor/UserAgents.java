package gotourl.visitor;

/** What browsers say of themselves. */
final class UserAgents {

  static final String CHROME_WINDOWS =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/142.0.0.0 Safari/537.36";
  static final String CHROME_ANDROID =
      "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/142.0.0.0 Mobile Safari/537.36";
  static final String CHROME_IPHONE =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
          + " Gecko) CriOS/142.0.7444.46 Mobile/15E148 Safari/604.1";
  static final String CHROME_BOOK =
      "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/142.0.0.0 Safari/537.36";
  static final String SAFARI_IPHONE =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
          + " Gecko) Version/26.0 Mobile/15E148 Safari/604.1";
  static final String SAFARI_IPAD_OF_OLD =
      "Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
          + " Version/12.1 Mobile/15E148 Safari/604.1";
  static final String SAFARI_MAC =
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
          + " Version/26.0 Safari/605.1.15";
  static final String FIREFOX_LINUX =
      "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0";
  static final String FIREFOX_ANDROID =
      "Mozilla/5.0 (Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0";
  static final String FIREFOX_IPHONE =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
          + " Gecko) FxiOS/144.0 Mobile/15E148 Safari/605.1.15";
  static final String EDGE_WINDOWS = CHROME_WINDOWS + " Edg/142.0.0.0";
  static final String EDGE_ANDROID = CHROME_ANDROID + " EdgA/142.0.0.0";
  static final String EDGE_IPHONE =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
          + " Gecko) Version/18.0 EdgiOS/142.0.3595.66 Mobile/15E148 Safari/604.1";
  static final String EDGE_OF_OLD =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/70.0.3538.102 Safari/537.36 Edge/18.19582";
  static final String OPERA_MAC =
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/141.0.0.0 Safari/537.36 OPR/125.0.0.0";
  static final String OPERA_OF_OLD =
      "Opera/9.80 (Windows NT 6.1; WOW64) Presto/2.12.388 Version/12.18";
  static final String SAMSUNG =
      "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36";
  static final String VIVALDI_LINUX =
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0"
          + " Safari/537.36 Vivaldi/7.6.3797.63";
  static final String INSIDE_AN_APP_IPHONE =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
          + " Gecko) Mobile/22G86 Instagram 400.0.0.18.71 (iPhone17,1; iOS 18_6; de_DE)";
  static final String INSIDE_AN_APP_ANDROID =
      "Mozilla/5.0 (Linux; Android 15; SM-S931B Build/AP3A; wv) AppleWebKit/537.36 (KHTML, like"
          + " Gecko) Version/4.0 Chrome/142.0.0.0 Mobile Safari/537.36";
  static final String ANDROID_OF_OLD =
      "Mozilla/5.0 (Linux; U; Android 4.0.3; de-de; GT-I9100) AppleWebKit/534.30 (KHTML, like"
          + " Gecko) Version/4.0 Mobile Safari/534.30";
  static final String WINDOWS_TELEPHONE =
      "Mozilla/5.0 (Windows Phone 10.0; Android 6.0.1; Microsoft; Lumia 950)"
          + " AppleWebKit/537.36 (KHTML, like Gecko) Chrome/52.0.2743.116 Mobile Safari/537.36"
          + " Edge/15.15063";
  static final String TELEVISION =
      "Mozilla/5.0 (SMART-TV; LINUX; Tizen 7.0) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " 94.0.4606.31/7.0 TV Safari/537.36";
  static final String INTERNET_EXPLORER =
      "Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko";

  private UserAgents() {}
}
