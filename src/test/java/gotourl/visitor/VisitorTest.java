package gotourl.visitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VisitorTest {

  private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.1");

  private final AtomicInteger lookUps = new AtomicInteger();
  private final Visitors visitors =
      new Visitors(
          address -> {
            lookUps.incrementAndGet();
            return ADDRESS.equals(address) ? "DE" : null;
          },
          ShareSalt.random());

  @Test
  void aVisitorHasWhatItsRequestSays() {
    Visitor visitor = visitors.of(UserAgents.SAFARI_IPHONE, "de-CH, fr;q=0.5", ADDRESS, "a=1&b");
    assertThat(visitor.device()).isEqualTo(Device.IOS);
    assertThat(visitor.browser()).isEqualTo(Browser.SAFARI);
    assertThat(visitor.isBot()).isFalse();
    assertThat(visitor.accepts(LanguageRange.parse("de"))).isTrue();
    assertThat(visitor.accepts(LanguageRange.parse("en"))).isFalse();
    assertThat(visitor.country()).contains("DE");
    assertThat(visitor.isIn(AddressBlock.parse("192.0.2.0/24"))).isTrue();
    assertThat(visitor.isIn(AddressBlock.parse("10.0.0.0/8"))).isFalse();
    assertThat(visitor.asks("a", "1")).isTrue();
    assertThat(visitor.asks("b")).isTrue();
    assertThat(visitor.asks("c")).isFalse();
  }

  @Test
  void aVisitorWhoSaysNothingIsNobody() {
    Visitor visitor = visitors.of("", "", null, "");
    assertThat(visitor.device()).isEqualTo(Device.OTHER);
    assertThat(visitor.browser()).isEqualTo(Browser.OTHER);
    assertThat(visitor.isBot()).isFalse();
    assertThat(visitor.accepts(LanguageRange.parse("de"))).isFalse();
    assertThat(visitor.country()).isEmpty();
    assertThat(visitor.isIn(AddressBlock.parse("0.0.0.0/0"))).isFalse();
    assertThat(visitor.asks("")).isFalse();
    assertThat(visitor.draw(1, 0)).isBetween(0, Visitor.LOTS - 1);
  }

  @Test
  void aCountryIsLookedUpWhenItIsAskedForAndOnce() {
    Visitor visitor = visitors.of("", "", ADDRESS, "");
    assertThat(visitor.device()).isEqualTo(Device.OTHER);
    assertThat(lookUps).hasValue(0);
    assertThat(visitor.country()).contains("DE");
    assertThat(visitor.country()).contains("DE");
    assertThat(lookUps).hasValue(1);
    Visitor stranger = visitors.of("", "", null, "");
    assertThat(stranger.country()).isEmpty();
    assertThat(stranger.country()).isEmpty();
    assertThat(lookUps).hasValue(2);
  }

  @Test
  void ofALongUserAgentTheBeginningCounts() {
    String filler = "x".repeat(Visitor.USER_AGENT_CHARS_MAX - "Android".length());
    assertThat(visitors.of(filler + "Android", "", null, "").device()).isEqualTo(Device.ANDROID);
    assertThat(visitors.of(filler + "xAndroid", "", null, "").device()).isEqualTo(Device.OTHER);
    assertThat(visitors.of(filler + "xGooglebot", "", null, "").isBot()).isFalse();
  }

  @Test
  void anAddressIsInNothingThatIsShown() {
    Visitor visitor = visitors.of("x", "de", ADDRESS, "a");
    assertThat(visitor).hasToString("a visitor");
  }

  @Test
  void aCodeOfACountryIsTwoCapitalsOfTheStandard() {
    assertThat(Countries.isCode("DE")).isTrue();
    assertThat(Countries.isCode("XK")).isTrue();
    assertThat(Countries.isCode("UK")).isFalse();
    assertThat(Countries.isCode("de")).isFalse();
    assertThat(Countries.isCode("DEU")).isFalse();
    assertThat(Countries.UNKNOWN.of(ADDRESS)).isNull();
  }
}
