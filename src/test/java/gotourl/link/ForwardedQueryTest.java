package gotourl.link;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.ForwardedQuery.Target;
import gotourl.link.ForwardedQuery.TooLong;
import gotourl.link.UrlPolicy.Accepted;
import gotourl.support.Seed;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForwardedQueryTest {

  private static final String PAGE = "https://example.com/p";

  /** What lists of attacks on redirects have. */
  private static final List<String> ATTACKS =
      List.of(
          "@evil.example/",
          "x@evil.example",
          "//evil.example/",
          "/\\evil.example",
          "\\\\evil.example",
          "\\@evil.example",
          "#@evil.example",
          "#",
          "%23@evil.example",
          "?//evil.example",
          "https://evil.example/",
          "=https://evil.example/&@evil.example",
          "javascript:alert(1)",
          "\r\nLocation: https://evil.example/",
          "\nSet-Cookie: a=b",
          "%0d%0aLocation: https://evil.example/",
          "%E5%98%8A%E5%98%8DLocation:x",
          "\u560A\u560DLocation:x",
          "\u0000",
          "\t",
          " ",
          "\u007F",
          "\u0085\u2028\u2029",
          "\uFF0F\uFF0Fevil.example",
          "\u3002evil.example",
          "\uD800",
          "\"><script>alert(1)</script>",
          "'onerror='",
          "%",
          "%2",
          "%zz",
          "%u0040",
          "&&&",
          "=",
          ";@evil.example",
          "a=b;c=d",
          "[]=1&[a]=2",
          "../../",
          "%2e%2e/");

  private static final List<String> TARGETS =
      List.of(
          PAGE,
          "https://example.com/",
          "http://user:secret@example.com:8080/a/b;c=d?x=1&y=2#part",
          "https://example.com/?",
          "https://example.com/#",
          "https://example.com/?#",
          "https://example.com/#?a=1",
          "https://[2001:db8::1]/?a=%26&b#x?y#z",
          // Not serialised as ours are: nobody knows who wrote to the store.
          "https://example.com",
          "https://example.com#f",
          "https://example.com?a");

  private final UrlPolicy policy =
      new UrlPolicy(new UrlPolicy.Options(BaseUrl.parse("localhost:3000"), Set.of()));

  @Test
  void aQueryIsAddedBehindTheTargetsOwn() {
    assertMerged(PAGE, "a=1", PAGE + "?a=1");
    assertMerged(PAGE + "?b=2", "a=1", PAGE + "?b=2&a=1");
    assertMerged(PAGE + "?b=2&c", "a=1&d", PAGE + "?b=2&c&a=1&d");
  }

  @Test
  void theFragmentStaysBehindTheQuery() {
    assertMerged(PAGE + "#f", "a=1", PAGE + "?a=1#f");
    assertMerged(PAGE + "?b#f?g#h", "a=1", PAGE + "?b&a=1#f?g#h");
    assertMerged(PAGE + "#?b=2", "a=1", PAGE + "?a=1#?b=2");
  }

  @Test
  void anEmptyQueryChangesNothing() {
    for (String target : TARGETS) {
      assertMerged(target, "", target);
      assertMerged(target, "&", target);
      assertMerged(target, "&&&", target);
    }
  }

  @Test
  void anEmptyQueryOfTheTargetIsFilled() {
    assertMerged(PAGE + "?", "a=1", PAGE + "?a=1");
    assertMerged(PAGE + "?#f", "a=1", PAGE + "?a=1#f");
  }

  @Test
  void ofANameThatStandsInBothTheRequestsValuesCount() {
    assertMerged(PAGE + "?a=1&b=2&a=3", "a=4", PAGE + "?b=2&a=4");
    assertMerged(PAGE + "?a=1", "a=2&a=3", PAGE + "?a=2&a=3");
    assertMerged(PAGE + "?a=1", "a", PAGE + "?a");
    assertMerged(PAGE + "?a[]=1&a[]=2", "a[]=3", PAGE + "?a[]=3");
    assertMerged(PAGE + "?a=1", "A=2", PAGE + "?a=1&A=2");
    assertMerged(PAGE + "?=1&b", "=2", PAGE + "?b&=2");
  }

  @Test
  void namesAreTheSameIfTheyMeanTheSame() {
    assertMerged(PAGE + "?a%20b=1", "a+b=2", PAGE + "?a+b=2");
    assertMerged(PAGE + "?%61=1", "a=2", PAGE + "?a=2");
    assertMerged(PAGE + "?%C3%A4=1", "ä=2", PAGE + "?%C3%A4=2");
    assertMerged(PAGE + "?a%2Bb=1", "a+b=2", PAGE + "?a%2Bb=1&a+b=2");
  }

  @Test
  void everythingElseStaysByteForByte() {
    assertMerged(
        PAGE + "?b=%7e+%2F/;x&&c=a%20b&",
        "a=%7e+%2F/?:@",
        PAGE + "?b=%7e+%2F/;x&&c=a%20b&a=%7e+%2F/?:@");
    assertMerged(PAGE + "?&b", "a", PAGE + "?&b&a");
    assertMerged(PAGE, "a=1&&b=%zz", PAGE + "?a=1&&b=%zz");
  }

  @Test
  void whatAHeaderOrTheQueryCannotCarryIsEncoded() {
    assertMerged(PAGE, "a=b#c d\"<>'", PAGE + "?a=b%23c%20d%22%3C%3E%27");
    assertMerged(PAGE, "a=\r\nb\0\u007F", PAGE + "?a=%0D%0Ab%00%7F");
    assertMerged(PAGE, "ä=€\uD83D\uDE00", PAGE + "?%C3%A4=%E2%82%AC%F0%9F%98%80");
    assertMerged(PAGE, "a=\uD800", PAGE + "?a=%EF%BF%BD");
  }

  @Test
  void noAttackChangesAnythingButTheQuery() throws UrlFault {
    for (String target : TARGETS) {
      for (String attack : ATTACKS) {
        assertOnlyTheQueryChanges(target, attack);
        assertOnlyTheQueryChanges(target, "x=1&" + attack);
      }
    }
  }

  @Test
  void noQueryWhateverItIsChangesAnythingButTheQuery() throws UrlFault {
    long seed = Seed.next("ForwardedQueryTest");
    Random random = new Random(seed);
    String alphabet = "aAxX01&&&===?##//\\\\@@::;%%%2fF3dD \t\r\n\0'\"<>[]+.äß/。\uD800\u2028";
    int rounds = Seed.rounds(20_000, 2_000_000);
    for (int round = 0; round < rounds; round++) {
      StringBuilder query = new StringBuilder();
      for (int length = random.nextInt(20); length > 0; length--) {
        if (random.nextInt(8) == 0) {
          query.append(ATTACKS.get(random.nextInt(ATTACKS.size())));
        } else {
          query.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
      }
      assertOnlyTheQueryChanges(TARGETS.get(random.nextInt(TARGETS.size())), query.toString());
    }
  }

  @Test
  void onlyWebAddressesTakeAQuery() {
    for (String target :
        List.of("mailto:a@example.com", "mailto:a@example.com?subject=x", "tel:1")) {
      assertMerged(target, "bcc=b@example.com", target);
    }
  }

  @Test
  void whatWouldBeTooLongTogetherIsSaid() {
    String room = "a".repeat(UrlPolicy.TARGET_LENGTH_MAX - PAGE.length() - 1);
    assertMerged(PAGE, room, PAGE + "?" + room);
    assertThat(ForwardedQuery.merge(PAGE, room + "a")).isEqualTo(TooLong.TOO_LONG);
    assertThat(ForwardedQuery.merge(PAGE, room.substring(1) + "ä")).isEqualTo(TooLong.TOO_LONG);
  }

  /** Before and after are taken apart as a browser does it. */
  private void assertOnlyTheQueryChanges(String target, String query) throws UrlFault {
    String merged = merged(target, query);
    assertThat(policy.permits(merged)).as(merged).isTrue();
    WebUrl before = parsed(target);
    WebUrl after = parsed(merged);
    assertThat(withoutQuery(after)).as(merged).isEqualTo(withoutQuery(before));
    // A browser has nothing left to change in it, but for the slash that a bare host lacks.
    String seen = ((Accepted) policy.check(merged)).target();
    assertThat(seen).isEqualTo(after.serialise());
    assertThat(seen.replaceFirst("^(https?://[^/?#]*)/", "$1"))
        .isEqualTo(merged.replaceFirst("^(https?://[^/?#]*)/", "$1"));
  }

  private static WebUrl parsed(String target) throws UrlFault {
    String clean = UrlParser.clean(target);
    return UrlParser.parse(String.valueOf(UrlParser.scheme(clean)), clean);
  }

  private static WebUrl withoutQuery(WebUrl url) {
    return new WebUrl(
        url.scheme(),
        url.username(),
        url.password(),
        url.host(),
        url.port(),
        url.path(),
        null,
        url.fragment());
  }

  private static void assertMerged(String target, String query, String merged) {
    assertThat(merged(target, query)).isEqualTo(merged);
  }

  private static String merged(String target, String query) {
    return switch (ForwardedQuery.merge(target, query)) {
      case Target(String merged) -> merged;
      case TooLong tooLong -> throw new AssertionError("too long");
    };
  }
}
