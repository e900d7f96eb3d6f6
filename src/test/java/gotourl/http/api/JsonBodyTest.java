package gotourl.http.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.http.api.Json.Flag;
import gotourl.http.api.Json.Items;
import gotourl.http.api.Json.Members;
import gotourl.http.api.Json.Nothing;
import gotourl.http.api.Json.Numeral;
import gotourl.http.api.Json.Text;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonBodyTest {

  @Test
  void everyKindOfValueIsRead() throws Refused {
    assertThat(
            read(
                " {\"t\": \"a\\u00e4\\ud83d\\ude00\\n\", \"n\": -1.50e9, \"y\": true, \"z\": false, \"0\": null,"
                    + " \"a\": [1, [], {}], \"o\": {\"t\": \"\"}} "))
        .isEqualTo(
            Map.of(
                "t", new Text("aä😀\n"),
                "n", new Numeral("-1.50e9"),
                "y", new Flag(true),
                "z", new Flag(false),
                "0", Nothing.NOTHING,
                "a",
                    new Items(
                        List.of(new Numeral("1"), new Items(List.of()), new Members(Map.of()))),
                "o", new Members(Map.of("t", new Text("")))));
  }

  @Test
  void whatIsNoJsonObjectIsMalformed() {
    for (String text :
        new String[] {
          "",
          " ",
          "null",
          "1",
          "\"a\"",
          "[]",
          "[{}]",
          "{",
          "}",
          "{}}",
          "{} {}",
          "{},",
          "{\"a\"}",
          "{\"a\":}",
          "{\"a\":1,}",
          "{,}",
          "{a:1}",
          "{'a':1}",
          "{\"a\":'b'}",
          "{\"a\":01}",
          "{\"a\":+1}",
          "{\"a\":.5}",
          "{\"a\":NaN}",
          "{\"a\":Infinity}",
          "{\"a\":tru}",
          "{\"a\":\"\t\"}",
          "{\"a\":\"\u0000\"}",
          "{\"a\":\"\\x\"}",
          "{\"a\":\"\\u12\"}",
          "{\"a\":\"b",
          "{/**/}",
          "{}//",
          "#\n{}",
          "\ufeff{}",
          "{\"a\":\"\\ud800\"}",
          "{\"\\udc00\":1}",
          "{\"a\":\"\\ud83d\\n\"}",
          "\u0000{}",
          "{}\u0000",
          "{\"a\":[1}",
        }) {
      assertMalformed(text.getBytes(UTF_8));
    }
  }

  @Test
  void whatIsNotUtf8IsMalformed() {
    for (String bytes :
        new String[] {
          "{\"a\":\"\u00ff\"}",
          "{\"a\":\"\u00c0\u00af\"}", // over-long
          "{\"a\":\"\u00ed\u00a0\u0080\"}", // half a pair
          "{\"a\":\"\u00f4\u0090\u0080\u0080\"}", // beyond Unicode
          "{\"a\":\"\u00c3\"}",
          "{\u0000\"\u0000a\u0000", // UTF-16
        }) {
      assertMalformed(bytes.getBytes(ISO_8859_1));
    }
  }

  @Test
  void sixteenLevelsAreReadAndSeventeenAreNot() throws Refused {
    assertThat(read("{\"a\":" + "[".repeat(15) + "]".repeat(15) + "}")).hasSize(1);
    assertMalformed(("{\"a\":" + "[".repeat(16) + "]".repeat(16) + "}").getBytes(UTF_8));
    assertMalformed(("{\"a\":".repeat(17) + "1" + "}".repeat(17)).getBytes(UTF_8));
    assertMalformed("{\"a\":".repeat(10_000).getBytes(UTF_8));
    assertMalformed(("{\"a\":" + "[".repeat(60_000)).getBytes(UTF_8));
  }

  @Test
  void aHugeNumberIsNotReckonedOut() throws Refused {
    assertThat(read("{\"a\":1e999999999}").get("a")).isEqualTo(new Numeral("1e999999999"));
    assertMalformed(("{\"a\":" + "9".repeat(60_000) + "}").getBytes(UTF_8));
  }

  @Test
  void aMemberThatStandsTwiceIsAFaultThatNamesIt() throws Refused {
    Faults faults = new Faults();
    JsonBody.read("{\"a\":1,\"b\":{\"c\":1,\"\\u0063\":2},\"a\":2}".getBytes(UTF_8), faults);
    assertThatThrownBy(faults::refuseIfAny)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.response().status()).isEqualTo(400);
              assertThat(new String(refused.response().body(), UTF_8))
                  .contains("\"field\":\"b.c\"", "\"field\":\"a\"", "more than once");
            });
  }

  private static Map<String, Json> read(String text) throws Refused {
    Faults faults = new Faults();
    Members members = JsonBody.read(text.getBytes(UTF_8), faults);
    faults.refuseIfAny();
    return members.members();
  }

  private static void assertMalformed(byte[] body) {
    assertThatThrownBy(() -> JsonBody.read(body, new Faults()))
        .as(new String(body, ISO_8859_1).substring(0, Math.min(40, body.length)))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(new String(refused.response().body(), UTF_8))
                    .contains("urn:goto:problem:malformed", "\"status\":400"));
  }
}
