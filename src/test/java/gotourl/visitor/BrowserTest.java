package gotourl.visitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BrowserTest {

  @Test
  void aBrowserIsKnownOnEverySystem() {
    assertBrowser(
        Browser.CHROME,
        UserAgents.CHROME_WINDOWS,
        UserAgents.CHROME_ANDROID,
        UserAgents.CHROME_IPHONE,
        UserAgents.CHROME_BOOK);
    assertBrowser(
        Browser.FIREFOX,
        UserAgents.FIREFOX_LINUX,
        UserAgents.FIREFOX_ANDROID,
        UserAgents.FIREFOX_IPHONE);
    assertBrowser(
        Browser.SAFARI,
        UserAgents.SAFARI_IPHONE,
        UserAgents.SAFARI_IPAD_OF_OLD,
        UserAgents.SAFARI_MAC);
  }

  @Test
  void whoeverCallsItselfChromeAndMoreIsTheMore() {
    assertBrowser(
        Browser.EDGE,
        UserAgents.EDGE_WINDOWS,
        UserAgents.EDGE_ANDROID,
        UserAgents.EDGE_IPHONE,
        UserAgents.EDGE_OF_OLD);
    assertBrowser(Browser.OPERA, UserAgents.OPERA_MAC, UserAgents.OPERA_OF_OLD);
    assertBrowser(Browser.SAMSUNG, UserAgents.SAMSUNG);
  }

  @Test
  void otherBrowsersAndPagesInsideAppsAreOther() {
    assertBrowser(
        Browser.OTHER,
        "",
        "curl/8.14.1",
        UserAgents.VIVALDI_LINUX,
        UserAgents.INSIDE_AN_APP_IPHONE,
        UserAgents.INSIDE_AN_APP_ANDROID,
        UserAgents.ANDROID_OF_OLD,
        UserAgents.INTERNET_EXPLORER,
        UserAgents.TELEVISION);
  }

  @Test
  void aBrowserIsNamedInAnyCase() {
    for (Browser browser : Browser.values()) {
      assertThat(Browser.named(browser.word())).isEqualTo(browser);
      assertThat(Browser.named(browser.name())).isEqualTo(browser);
    }
    assertThat(Browser.named("mosaic")).isNull();
  }

  private static void assertBrowser(Browser browser, String... userAgents) {
    for (String userAgent : userAgents) {
      assertThat(Browser.of(userAgent)).as(userAgent).isEqualTo(browser);
    }
  }
}
