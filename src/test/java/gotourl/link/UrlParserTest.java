package gotourl.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Input and what browsers make of it; {@link #NONE} where they make nothing of it. */
class UrlParserTest {

  private static final long SEED = Long.getLong("gotourl.seed", System.nanoTime());
  private static final String NONE = "no URL";

  static final String[][] CASES = {
    // Slashes, and what browsers ignore.
    {"http://a.example", "http://a.example/"},
    {"https://a.example/", "https://a.example/"},
    {"HTTP://A.EXAMPLE/X", "http://a.example/X"},
    {"hTtPs://a.example", "https://a.example/"},
    {"  http://a.example  ", "http://a.example/"},
    {"\u0000\u001F http://a.example\u0001", "http://a.example/"},
    {"ht\ntp://a.example", "http://a.example/"},
    {"http://a.exa\tmple/p\r\nq", "http://a.example/pq"},
    {"http:a.example", "http://a.example/"},
    {"http:/a.example", "http://a.example/"},
    {"http:///a.example", "http://a.example/"},
    {"http://////a.example", "http://a.example/"},
    {"http:\\\\a.example\\b\\c", "http://a.example/b/c"},
    {"http:/\\a.example", "http://a.example/"},
    {"https:a.example/b", "https://a.example/b"},
    {"http:", NONE},
    {"http://", NONE},
    {"http:////", NONE},
    {"http://?q", NONE},
    {"http://#f", NONE},
    {"http:/:80/", NONE},
    // User and password.
    {"http://user@a.example", "http://user@a.example/"},
    {"http://user:pass@a.example/", "http://user:pass@a.example/"},
    {"http://user:@a.example/", "http://user@a.example/"},
    {"http://:pass@a.example/", "http://:pass@a.example/"},
    {"http://@a.example/", "http://a.example/"},
    {"http://:@a.example/", "http://a.example/"},
    {"http://a@b@c.example/", "http://a%40b@c.example/"},
    {"http://a:b:c@d.example/", "http://a:b%3Ac@d.example/"},
    {"http://a b:c|d@e.example/", "http://a%20b:c%7Cd@e.example/"},
    {"http://a%20b@c.example/", "http://a%20b@c.example/"},
    {"http://é@c.example/", "http://%C3%A9@c.example/"},
    {"http://a.example\\@b.example/", "http://a.example/@b.example/"},
    {"http://a.example#@b.example/", "http://a.example/#@b.example/"},
    {"http://a.example?@b.example/", "http://a.example/?@b.example/"},
    {"http://user@/x", NONE},
    {"http://user:pass@", NONE},
    // Ports.
    {"http://a.example:80/", "http://a.example/"},
    {"https://a.example:443/", "https://a.example/"},
    {"http://a.example:443/", "http://a.example:443/"},
    {"https://a.example:80/", "https://a.example:80/"},
    {"http://a.example:/", "http://a.example/"},
    {"http://a.example:0/", "http://a.example:0/"},
    {"http://a.example:00000000000000080/", "http://a.example/"},
    {"http://a.example:65535/", "http://a.example:65535/"},
    {"http://a.example:65536/", NONE},
    {"http://a.example:99999999999999999999/", NONE},
    {"http://a.example:8a/", NONE},
    {"http://a.example:-1/", NONE},
    {"http://a.example: 80/", NONE},
    {"http://a.example:80:80/", NONE},
    {"http://a.example:\uFF18\uFF10/", NONE},
    {"http://a:b/", NONE},
    // Names.
    {"http://EXAMPLE.com./", "http://example.com./"},
    {"http://a_b.example/", "http://a_b.example/"},
    {"http://-a-.example/", "http://-a-.example/"},
    {"http://a--b.example/", "http://a--b.example/"},
    {"http://ab--c.example/", "http://ab--c.example/"},
    {"http://a..example/", "http://a..example/"},
    {"http://./", "http://./"},
    {"http://a!$&'()*+,;=~.example/", "http://a!$&'()*+,;=~.example/"},
    {"http://%65xample.com/", "http://example.com/"},
    {"http://ex%41mple.com/", "http://example.com/"},
    {"http://a%20b.example/", NONE},
    {"http://a%00b.example/", NONE},
    {"http://a%2Fb.example/", NONE},
    {"http://a%3Ab.example/", NONE},
    {"http://a%25b.example/", NONE},
    {"http://a%zz.example/", NONE},
    {"http://a%.example/", NONE},
    {"http://%ff.example/", NONE},
    {"http://a b.example/", NONE},
    {"http://a<b.example/", NONE},
    {"http://a>b.example/", NONE},
    {"http://a^b.example/", NONE},
    {"http://a|b.example/", NONE},
    {"http://a\u007Fb.example/", NONE},
    {"http://a\u0001b.example/", NONE},
    {"http://a[b.example/", NONE},
    {"http://a]b.example/", NONE},
    // International names.
    {"http://bücher.example/", "http://xn--bcher-kva.example/"},
    {"http://BÜCHER.example/", "http://xn--bcher-kva.example/"},
    {"http://b%C3%BCcher.example/", "http://xn--bcher-kva.example/"},
    {"http://bu\u0308cher.example/", "http://xn--bcher-kva.example/"},
    {"http://xn--bcher-kva.example/", "http://xn--bcher-kva.example/"},
    {"http://XN--BCHER-KVA.example/", "http://xn--bcher-kva.example/"},
    {"http://faß.example/", "http://xn--fa-hia.example/"},
    {"http://βόλος.example/", "http://xn--nxasmm1c.example/"},
    {"http://例え.テスト/", "http://xn--r8jz45g.xn--zckzah/"},
    {"http://Ｇｏ.ｃｏｍ/", "http://go.com/"},
    {"http://a\u3002example/", "http://a.example/"},
    {"http://a\u00ADb.example/", "http://ab.example/"},
    {"http://a\u200Bb.example/", "http://ab.example/"},
    {"http://💩.example/", "http://xn--ls8h.example/"},
    {"http://☃.net/", "http://xn--n3h.net/"},
    {"http://\u00AD/", NONE},
    {"http://％００.com/", NONE},
    {"http://a／b.example/", NONE},
    {"http://xn--/", NONE},
    {"http://xn--a/", NONE},
    {"http://xn--zn7c.com/", NONE},
    {"http://a\u200Db.example/", NONE},
    {"http://\u05D0a.example/", NONE},
    {"http://\uFFFD.example/", NONE},
    {"http://\uD800.example/", NONE},
    {"http://\uD800%41.example/", NONE},
    {"http://\uFDD0zyx.com/", NONE},
    // IPv4, in all its spellings.
    {"http://192.168.0.1/", "http://192.168.0.1/"},
    {"http://127.1/", "http://127.0.0.1/"},
    {"http://1.2.3/", "http://1.2.0.3/"},
    {"http://2130706433/", "http://127.0.0.1/"},
    {"http://0x7f000001/", "http://127.0.0.1/"},
    {"http://0x7F.1/", "http://127.0.0.1/"},
    {"http://017700000001/", "http://127.0.0.1/"},
    {"http://0300.0250.0.1/", "http://192.168.0.1/"},
    {"http://0x/", "http://0.0.0.0/"},
    {"http://0/", "http://0.0.0.0/"},
    {"http://00000000000000000000/", "http://0.0.0.0/"},
    {"http://1.2.3.4./", "http://1.2.3.4/"},
    {"http://%30x7f.1/", "http://127.0.0.1/"},
    {"http://１２７.0.0.1/", "http://127.0.0.1/"},
    {"http://4294967295/", "http://255.255.255.255/"},
    {"http://1.16777215/", "http://1.255.255.255/"},
    {"http://4294967296/", NONE},
    {"http://99999999999999999999999999/", NONE},
    {"http://256.1.1.1/", NONE},
    {"http://1.1.1.256/", NONE},
    {"http://1.16777216/", NONE},
    {"http://1.2.3.4.5/", NONE},
    {"http://1..2/", NONE},
    {"http://.1/", NONE},
    {"http://08/", NONE},
    {"http://09.1.1.1/", NONE},
    {"http://a.0x1g/", "http://a.0x1g/"},
    {"http://a.09/", NONE},
    {"http://a.0x/", NONE},
    {"http://a.1/", NONE},
    {"http://1.a/", "http://1.a/"},
    {"http://1.2.3.4../", "http://1.2.3.4../"},
    // IPv6.
    {"http://[::1]/", "http://[::1]/"},
    {"http://[::]/", "http://[::]/"},
    {"http://[::1]:8080/", "http://[::1]:8080/"},
    {"http://[1:2:3:4:5:6:7:8]/", "http://[1:2:3:4:5:6:7:8]/"},
    {"http://[2001:DB8:0:0:1:0:0:1]/", "http://[2001:db8::1:0:0:1]/"},
    {"http://[2001:db8::0001]/", "http://[2001:db8::1]/"},
    {"http://[1:0:0:2:0:0:0:3]/", "http://[1:0:0:2::3]/"},
    {"http://[1:0:2:3:4:5:6:7]/", "http://[1:0:2:3:4:5:6:7]/"},
    {"http://[1:2:3:4:5:6:0:0]/", "http://[1:2:3:4:5:6::]/"},
    {"http://[1:2:3:4:5:6:7::]/", "http://[1:2:3:4:5:6:7:0]/"},
    {"http://[::ffff:1.2.3.4]/", "http://[::ffff:102:304]/"},
    {"http://[1:2:3:4:5:6:1.2.3.4]/", "http://[1:2:3:4:5:6:102:304]/"},
    {"http://[::127.0.0.1]/", "http://[::7f00:1]/"},
    {"http://[]/", NONE},
    {"http://[:]/", NONE},
    {"http://[::1/", NONE},
    {"http://[::1]x/", NONE},
    {"http://x[::1]/", NONE},
    {"http://[:1]/", NONE},
    {"http://[1:]/", NONE},
    {"http://[1:2:3:4:5:6:7]/", NONE},
    {"http://[1:2:3:4:5:6:7:8:9]/", NONE},
    {"http://[::1:2:3:4:5:6:7:8]/", NONE},
    {"http://[1:2:3:4:5:6:7:8::]/", NONE},
    {"http://[1::2::3]/", NONE},
    {"http://[1:::2]/", NONE},
    {"http://[12345::]/", NONE},
    {"http://[g::]/", NONE},
    {"http://[::1%25eth0]/", NONE},
    {"http://[::1.2.3]/", NONE},
    {"http://[::1.2.3.4.5]/", NONE},
    {"http://[::1.2.3.4:5]/", NONE},
    {"http://[::1.2.3.256]/", NONE},
    {"http://[::01.2.3.4]/", NONE},
    {"http://[::1.2..4]/", NONE},
    {"http://[::.1.2.3]/", NONE},
    {"http://[1:2:3:4:5:6:7:1.2.3.4]/", NONE},
    {"http://[::\uFF11]/", NONE},
    // Paths and their dots.
    {"http://h/a/b/../c", "http://h/a/c"},
    {"http://h/a/./b", "http://h/a/b"},
    {"http://h/a/..", "http://h/"},
    {"http://h/a/.", "http://h/a/"},
    {"http://h/..", "http://h/"},
    {"http://h/../../../a", "http://h/a"},
    {"http://h/a/%2e%2E/b", "http://h/b"},
    {"http://h/a/.%2e/b", "http://h/b"},
    {"http://h/a/%2e./b", "http://h/b"},
    {"http://h/a/%2e/b", "http://h/a/b"},
    {"http://h/a/b/..\\c", "http://h/a/c"},
    {"http://h/a//../b", "http://h/a/b"},
    {"http://h//a//", "http://h//a//"},
    {"http://h/...", "http://h/..."},
    {"http://h/a/..b/.c/d.", "http://h/a/..b/.c/d."},
    {"http://h/%2e%2e%2e", "http://h/%2e%2e%2e"},
    {"http://h/a/..?q", "http://h/?q"},
    {"http://h/a/%2", "http://h/a/%2"},
    {"http://h/a?b/../c", "http://h/a?b/../c"},
    // Encodings of the parts.
    {"http://h/a b", "http://h/a%20b"},
    {"http://h/é", "http://h/%C3%A9"},
    {"http://h/\uD83D\uDE00", "http://h/%F0%9F%98%80"},
    {"http://h/字", "http://h/%E5%AD%97"},
    {"http://h/\uD83Dx", "http://h/%EF%BF%BDx"},
    {"http://h/%41%zz%", "http://h/%41%zz%"},
    {"http://h/\"<>^`{}|'", "http://h/%22%3C%3E%5E%60%7B%7D|'"},
    {"http://h/\u007F\u0001x", "http://h/%7F%01x"},
    {"http://h/@:;=[]!$&()*+,~", "http://h/@:;=[]!$&()*+,~"},
    {"http://h?", "http://h/?"},
    {"http://h#", "http://h/#"},
    {"http://h/?#", "http://h/?#"},
    {"http://h?a=b c&d=é", "http://h/?a=b%20c&d=%C3%A9"},
    {"http://h/?\"<>'^`{}|\\", "http://h/?%22%3C%3E%27^`{}|\\"},
    {"http://h/?a?b", "http://h/?a?b"},
    {"http://h/#a#b?c", "http://h/#a#b?c"},
    {"http://h/# \"<>`'^{}|\\é", "http://h/#%20%22%3C%3E%60'^{}|\\%C3%A9"},
    {"http://h/?q\r\nSet-Cookie: x", "http://h/?qSet-Cookie:%20x"},
    {"http://h/a%0d%0aX", "http://h/a%0d%0aX"},
    {"http://h/\u2028", "http://h/%E2%80%A8"},
  };

  static String[][] cases() {
    return CASES;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatBrowsersMakeOfIt(String input, String url) {
    assertThat(serialised(input)).isEqualTo(url);
  }

  @Test
  void whatWasSerialisedStaysAsItIs() {
    for (String[] row : CASES) {
      if (!row[1].equals(NONE)) {
        assertThat(serialised(row[1])).isEqualTo(row[1]);
      }
    }
  }

  @Test
  void whatEverComesInOnlyPrintableAsciiGoesOut() {
    System.out.println("gotourl.seed=" + SEED);
    Random random = new Random(SEED);
    String pieces = "ab01.:/\\?#@[]%2eEx-_ \t\n\u0000\u007Fé字\uD83D\uDE00\u200D\u202E\"'<>^`{|}";
    int parsed = 0;
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "http://h/" : "http://");
      int length = random.nextInt(12);
      for (int j = 0; j < length; j++) {
        text.append(pieces.charAt(random.nextInt(pieces.length())));
      }
      String url = serialised(text.toString());
      if (!url.equals(NONE)) {
        parsed++;
        assertThat(url).matches("[!-~]+");
        assertThat(serialised(url)).isEqualTo(url);
      }
    }
    assertThat(parsed).isGreaterThan(10_000);
  }

  @Test
  void aTextWithoutASchemeHasNone() {
    for (String text :
        new String[] {
          "", "a", ":", "://a", "1a:b", "a b:c", "é:b", "/a:b", "?a:b", "ａ:b", "-a:b"
        }) {
      assertThat(UrlParser.scheme(text)).as(text).isNull();
    }
    assertThat(UrlParser.scheme("A1+-.:x")).isEqualTo("a1+-.");
  }

  /** 8 KiB each of what makes careless parsers quadratic; the whole suite would hang on one. */
  @Test
  void hostileTextOfFullLengthIsReadOrRefused() {
    String[] repeated = {
      "/",
      "\\",
      "/..",
      "/a/..",
      "@",
      ":",
      "[",
      "]",
      "%",
      "%2e",
      ".",
      "1.",
      "0",
      "é",
      "é.",
      "xn--a.",
      "\uFDFA",
      "?",
      "#",
      " ",
      "\t",
      "%F0%9F%98%80",
      "[::",
      "::",
      "\uD800",
      "a@",
      "\u0301"
    };
    for (String piece : repeated) {
      String full = piece.repeat(UrlPolicy.TARGET_LENGTH_MAX / piece.length());
      for (String front : new String[] {"http://", "http://h/", "http://h?", "http://h#"}) {
        String url = serialised(front + full);
        assertThat(url).matches("[!-~ ]+");
      }
    }
    String everyLetter =
        new String(
            random(UrlPolicy.TARGET_LENGTH_MAX).map(i -> 0x4E00 + i % 0x5000).toArray(),
            0,
            UrlPolicy.TARGET_LENGTH_MAX);
    assertThat(serialised("http://" + everyLetter)).isEqualTo(NONE);
  }

  private static java.util.stream.IntStream random(int count) {
    return new Random(SEED).ints(count, 0, Integer.MAX_VALUE);
  }

  private static String serialised(String text) {
    String clean = UrlParser.clean(text);
    String scheme = UrlParser.scheme(clean);
    assertThat(Arrays.asList("http", "https")).contains(scheme);
    try {
      return UrlParser.parse(String.valueOf(scheme), clean).serialise();
    } catch (UrlFault fault) {
      assertThat(fault.sentence()).endsWith(".");
      return NONE;
    }
  }
}
