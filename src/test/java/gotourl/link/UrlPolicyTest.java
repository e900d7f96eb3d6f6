package gotourl.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.link.UrlPolicy.Accepted;
import gotourl.link.UrlPolicy.Checked;
import gotourl.link.UrlPolicy.Refused;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UrlPolicyTest {

  private final UrlPolicy policy = policy("localhost:3000");

  @Test
  void webAddressesAreAcceptedAsBrowsersSeeThem() {
    assertAccepted(policy, "http://example.com/a?b#c", "http://example.com/a?b#c");
    assertAccepted(policy, "https://example.com", "https://example.com/");
    assertAccepted(policy, " HTTP:\\\\Example.COM:80\\a\tb ", "http://example.com/ab");
    assertAccepted(policy, "https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC");
  }

  @Test
  void whateverRunsScriptIsRefusedInEveryDisguise() {
    assertRefused(
        policy,
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\tscript:alert(1)",
        "java\r\nscript:alert(1)",
        "\u0001javascript:alert(1)",
        "  javascript:alert(1)",
        "javascript\t:alert(1)",
        "javascript://http://example.com/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "blob:http://example.com/x",
        "file:///etc/passwd",
        "filesystem:http://example.com/x",
        "about:blank",
        "view-source:http://example.com",
        "ftp://example.com/",
        "mailto:a@example.com",
        "feed:javascript:alert(1)");
  }

  @Test
  void anAddressWithoutASchemeIsRefusedAndToldHowLinksBegin() {
    for (String text :
        new String[] {
          "",
          " ",
          "//example.com/",
          "\\\\example.com",
          "/path",
          "example.com",
          "example.com/http://x",
          "www.example.com:80/x",
          "not a url",
          "x",
          "?q",
          "#f"
        }) {
      assertThat(reason(policy, text)).as(text).contains("a link begins with http:// or https://");
    }
  }

  @Test
  void whatIsNoAddressIsRefusedWithASentence() {
    for (String text :
        new String[] {
          "http://",
          "http:///",
          "http://a b/",
          "http://h:99999/",
          "http://[::1/",
          "http://1.2.3.4.5/",
          "http://xn--a/",
          "http://user@/"
        }) {
      assertThat(reason(policy, text)).as(text).matches("[A-Z].{10,}\\.");
    }
  }

  @Test
  void theLengthIsBoundedBeforeAndAfterEncoding() {
    String front = "http://example.com/";
    int room = UrlPolicy.TARGET_LENGTH_MAX - front.length();
    String longest = front + "a".repeat(room);
    assertAccepted(policy, longest, longest);
    assertRefused(policy, longest + "a", longest + " ", " ".repeat(1_000_000));
    assertRefused(policy, front + "é".repeat(room / 6 + 1));
    assertThat(policy.check(front + "é".repeat(room / 6))).isInstanceOf(Accepted.class);
  }

  @Test
  void aTargetOnOurOwnAddressIsRefusedInEverySpelling() {
    assertRefused(
        policy,
        "http://localhost:3000",
        "https://localhost:3000/abc",
        "http://LOCALHOST:3000/",
        "http://localhost.:3000/",
        "http://loc%61lhost:3000/",
        "http://ｌｏｃａｌｈｏｓｔ:3000/",
        "http://user:pass@localhost:3000/",
        "http:localhost:03000",
        "http:\\\\local\thost:3000");
    assertAccepted(policy, "http://localhost/", "http://localhost/");
    assertAccepted(policy, "http://localhost:3001/", "http://localhost:3001/");
    assertAccepted(policy, "http://localhost.example:3000/", "http://localhost.example:3000/");
    assertAccepted(
        policy,
        "http://example.com/?u=http://localhost:3000",
        "http://example.com/?u=http://localhost:3000");
  }

  @Test
  void aTargetOnABlockedHostIsRefusedInEverySpelling() {
    String[] targets = {
      "http://evil.example",
      "https://EVIL.Example/x",
      "http://www.evil.example:8080/",
      "http://evil.example./",
      "http://evil.example../",
      "http://good.example@evil.example/",
      "http://good.example:80@evil.example/",
      "http://good.example%40evil.example@evil.example/",
      "http:\\\\evil.example\\",
      "http:evil.example",
      "http:////evil.example",
      "http://ev\til.exa\nmple/",
      "http://e%76il.example/",
      "http://%65%76%69%6c%2e%65xample/",
      "http://ｅｖｉｌ.example/",
      "http://evil。example/",
      "http://evil\u00ad.example/",
      "https://xn--bcher-kva.example/",
      "https://BÜCHER.example/",
      "https://bu\u0308cher.example/",
      "http://192.0.2.7/",
      "http://0xC0000207/",
      "http://3221225991:80/",
      "http://0300.0.02.7/",
      "http://192.0.519/",
      "http://１９２.0.2.7/",
      "http://[2001:db8::c000:207]/",
      "http://[2001:DB8:0:0:0:0:192.0.2.7]/"
    };
    for (String target : targets) {
      assertThat(policy.check(target)).as(target).isInstanceOf(Accepted.class);
    }
    block("evil.example", "bücher.example", "192.0.2.7", "2001:db8::c000:207");
    assertRefused(policy, targets);
    assertThat(reason(policy, targets[0])).contains("does not link to");
    assertAccepted(policy, "http://evil.example.org/", "http://evil.example.org/");
    assertAccepted(
        policy, "http://evil.example@good.example/", "http://evil.example@good.example/");
    assertAccepted(
        policy, "http://good.example/?u=evil.example", "http://good.example/?u=evil.example");
  }

  @Test
  void aStoredTargetOnABlockedHostIsPermittedUntilTheListSaysSoAndAgainAfterwards() {
    String target = "https://a.evil.example/x";
    assertThat(policy.permits(target)).isTrue();
    block("evil.example");
    assertThat(policy.permits(target)).isFalse();
    assertThat(policy.permits("https://good.example/")).isTrue();
    policy.block(HostSet.NONE);
    assertThat(policy.permits(target)).isTrue();
  }

  private void block(String... names) {
    policy.block(
        HostSet.of(
            Arrays.stream(names)
                .map(name -> ((TargetHost.Valid) TargetHost.parse(name)).host())
                .toList()));
  }

  @Test
  void withoutAPortOfOurOwnThePortsOfBothSchemesAreOurs() {
    for (String base : new String[] {"go.example", "https://go.example", "http://GO.example./"}) {
      UrlPolicy ours = policy(base);
      assertRefused(
          ours,
          "http://go.example/x",
          "https://go.example/x",
          "http://go.example:443/",
          "https://go.example:80/",
          "http://go.example.:80/");
      assertAccepted(ours, "http://go.example:8080/", "http://go.example:8080/");
      assertAccepted(ours, "http://www.go.example/", "http://www.go.example/");
    }
  }

  @Test
  void aPortThatIsTheSchemesOwnIsOurs() {
    UrlPolicy plain = policy("go.example:80");
    assertRefused(plain, "http://go.example/", "http://go.example:80/", "https://go.example:80/");
    assertAccepted(plain, "https://go.example/", "https://go.example/");
    assertRefused(policy("https://go.example:443"), "https://go.example/");
  }

  @Test
  void anInternationalNameOfOursIsOneNameInBothForms() {
    for (String base : new String[] {"bücher.example", "xn--bcher-kva.example", "BÜCHER.example"}) {
      assertRefused(
          policy(base),
          "http://bücher.example/",
          "http://xn--bcher-kva.example/",
          "http://BU\u0308CHER.example./");
    }
  }

  @Test
  void anAddressInNumbersOfOursIsOneAddressInAllForms() {
    assertRefused(
        policy("127.0.0.1:3000"),
        "http://127.1:3000",
        "http://0x7f.1:3000",
        "http://2130706433:3000/");
    assertRefused(policy("[::1]:3000"), "http://[0:0:0:0:0:0:0:1]:3000/");
  }

  @Test
  void onTheLoopbackEveryNameOfThisMachineIsOurs() {
    for (String base : new String[] {"localhost:3000", "127.0.0.1:3000", "[::1]:3000"}) {
      assertRefused(
          policy(base),
          "http://localhost:3000/",
          "http://LocalHost.:3000/",
          "http://go.localhost:3000/",
          "http://127.0.0.1:3000/",
          "http://0x7f.1:3000/",
          "http://[::1]:3000/");
      assertAccepted(policy(base), "http://localhost:8080/", "http://localhost:8080/");
    }
    assertAccepted(policy("go.example:3000"), "http://localhost:3000/", "http://localhost:3000/");
    assertAccepted(
        policy("localhost:3000"),
        "http://127.0.0.1.example:3000/",
        "http://127.0.0.1.example:3000/");
  }

  @Test
  void aConfiguredSchemeIsAccepted() {
    UrlPolicy more = policy("localhost:3000", "MailTo", "tel", "ftp", "http");
    assertAccepted(more, "mailto:a@example.com", "mailto:a@example.com");
    assertAccepted(
        more, " MAILTO:ä@example.com?subject=a b\n", "mailto:%C3%A4@example.com?subject=a%20b");
    assertAccepted(more, "tel:+49\t30\u0001\u007F", "tel:+4930%01%7F");
    assertAccepted(more, "ftp://example.com/", "ftp://example.com/");
    assertRefused(more, "mailto:", "sms:1", "javascript:x");
    assertAccepted(more, "http://example.com", "http://example.com/");
  }

  @Test
  void aSchemeThatCanCarryScriptCannotBeConfigured() {
    for (String scheme :
        new String[] {
          "javascript",
          "JavaScript",
          "data",
          "vbscript",
          "blob",
          "file",
          "filesystem",
          "about",
          "view-source"
        }) {
      assertThatThrownBy(() -> policy("localhost:3000", scheme))
          .as(scheme)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("can never be allowed");
    }
    for (String scheme : new String[] {"", "mailto:", "1a", "a b", "é", "java\tscript", "a:b"}) {
      assertThatThrownBy(() -> policy("localhost:3000", scheme))
          .as(scheme)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is not a URL scheme");
    }
  }

  @Test
  void whatWasAcceptedIsPermitted() {
    UrlPolicy more = policy("localhost:3000", "mailto");
    int accepted = 0;
    for (String[] row : UrlParserTest.CASES) {
      if (more.check(row[0]) instanceof Accepted(String target)) {
        accepted++;
        assertThat(more.permits(target)).as(target).isTrue();
      }
    }
    assertThat(accepted).isGreaterThan(100);
    assertThat(more.permits("mailto:a@example.com")).isTrue();
  }

  @Test
  void aStoredTargetThatCouldHarmIsNotPermitted() {
    for (String target :
        new String[] {
          "",
          "http://",
          "https://",
          "javascript:alert(1)",
          "JavaScript:alert(1)",
          " http://example.com/",
          "mailto:a@example.com",
          "//example.com/",
          "/x",
          "http:example.com",
          "HTTP://example.com/",
          "http://example.com/a b",
          "http://example.com/\r\nX: y",
          "http://example.com/\u0000",
          "http://example.com/\u007F",
          "http://example.com/é",
          "http://example.com/\uD83D",
          "http://example.com/" + "a".repeat(UrlPolicy.TARGET_LENGTH_MAX)
        }) {
      assertThat(policy.permits(target)).as(target).isFalse();
    }
  }

  private static UrlPolicy policy(String base, String... schemes) {
    return new UrlPolicy(new UrlPolicy.Options(BaseUrl.parse(base), Set.of(schemes)));
  }

  private static void assertAccepted(UrlPolicy policy, String text, String target) {
    assertThat(policy.check(text)).as(text).isEqualTo(new Accepted(target));
  }

  private static void assertRefused(UrlPolicy policy, String... texts) {
    for (String text : texts) {
      assertThat(policy.check(text)).as(text).isInstanceOf(Refused.class);
    }
  }

  private static String reason(UrlPolicy policy, String text) {
    Checked checked = policy.check(text);
    return switch (checked) {
      case Refused refused -> refused.reason();
      case Accepted accepted -> throw new AssertionError(text + " became " + accepted.target());
    };
  }
}
