package gotourl.link;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.Key.Valid;
import gotourl.link.Redirector.Follow;
import gotourl.link.Redirector.Unknown;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RedirectorTest {

  private final Redirector redirector =
      new Redirector(
          new UrlPolicy(new UrlPolicy.Options(BaseUrl.parse("localhost:3000"), Set.of())));

  @Test
  void aLinkLeadsToItsTarget() {
    assertThat(redirector.decide(link("https://example.com/a?b#c")))
        .isEqualTo(new Follow("https://example.com/a?b#c"));
  }

  @Test
  void aTargetThatThePolicyForbidsByNowIsUnknown() {
    assertThat(redirector.decide(link("mailto:a@example.com"))).isEqualTo(Unknown.UNKNOWN);
    assertThat(redirector.decide(link("javascript:alert(1)"))).isEqualTo(Unknown.UNKNOWN);
    assertThat(redirector.decide(link("http://example.com/\r\nX: y"))).isEqualTo(Unknown.UNKNOWN);
  }

  private static Link link(String target) {
    return switch (Key.parse(Domain.ofDefault(false), "abc")) {
      case Valid(Key key) -> new Link(0, 1, key, target, Instant.EPOCH, Instant.EPOCH);
      case Key.Invalid invalid -> throw new AssertionError(invalid.fault());
    };
  }
}
