package gotourl.http.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.Seed;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Whatever malformed or hostile thing is sent: an answer below 500, and never more than 100 ms of
 * the processor.
 */
class HostileCallsTest {

  private static final int BODY_BYTES_MAX = 64 * 1024;
  private static final long NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(100);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\\",
    "\\u",
    "\\ud800",
    "\\u0000",
    "\u0000",
    "null",
    "true",
    "0",
    "-",
    "1e999",
    "9999999999999999999",
    "0.1",
    "\"longUrl\"",
    "\"shortCode\"",
    "\"codeLength\"",
    "\"codePrefix\"",
    "\"version\"",
    "\"domain\"",
    "\"longUrl\":\"https://example.org/\"",
    "\"x\":1",
    " ",
    "\n",
    "\t",
    "\u00c3\u00a4",
    "\u00ff",
    "\u00ed\u00a0\u0080",
    "\u00f0\u009f\u0098\u0080",
    "//",
    "/*",
    "'",
    "__proto__",
    "$ref",
    "\ufeff",
    "<script>",
    "' OR 1=1--",
    "../",
    "%00",
  };

  private final TestApi api = new TestApi();

  @Test
  void anythingThatMixesJsonIsAnsweredInTime() {
    Random random = new Random(Seed.next("HostileCallsTest.mixed"));
    api.link("a", "https://example.org/a");
    int rounds = Seed.rounds(20_000, 2_000_000);
    for (int round = 0; round < rounds; round++) {
      StringBuilder body = new StringBuilder(random.nextBoolean() ? "{" : "");
      int pieces = random.nextInt(24);
      for (int i = 0; i < pieces; i++) {
        body.append(PIECES[random.nextInt(PIECES.length)]);
      }
      answered(call(random).body(body.toString().getBytes(ISO_8859_1)));
    }
  }

  @Test
  void aGoodBodyWithFlawsIsAnsweredInTime() {
    Random random = new Random(Seed.next("HostileCallsTest.flawed"));
    api.link("a", "https://example.org/a");
    byte[] good =
        "{\"longUrl\":\"https://example.org/ä?q=1#f\",\"shortCode\":\"ab/ü\",\"codeLength\":4}"
            .getBytes(UTF_8);
    int rounds = Seed.rounds(20_000, 2_000_000);
    for (int round = 0; round < rounds; round++) {
      byte[] body = good.clone();
      for (int flaws = 1 + random.nextInt(3); flaws > 0; flaws--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      answered(call(random).body(body));
    }
  }

  /** As large as a body may be, and made to be slow to read. */
  @Test
  void theWorstThatFitsIsAnsweredInTime() {
    List<String> bodies = new ArrayList<>();
    bodies.add("{\"a\":" + "[".repeat(BODY_BYTES_MAX));
    bodies.add("[".repeat(BODY_BYTES_MAX));
    bodies.add("{\"" + "n".repeat(30_000) + "\":[" + "0,".repeat(15_000) + "0]}");
    bodies.add("{\"longUrl\":\"" + "x".repeat(65_000) + "\"}");
    bodies.add("{\"longUrl\":\"https://example.org/" + "\\u0000".repeat(10_000) + "\"}");
    bodies.add("{\"longUrl\":\"http://" + "a.".repeat(4_000) + "\"}");
    bodies.add("{\"longUrl\":\"http://" + "ä".repeat(4_000) + "/\"}");
    bodies.add("{\"longUrl\":\"http://h/" + "../".repeat(2_000) + "\"}");
    bodies.add(
        "{\"shortCode\":\""
            + "a\u0300\u0316".repeat(10_000)
            + "\",\"longUrl\":\"https://e.org/\"}");
    bodies.add(
        "{\"shortCode\":\"" + "\u0300\u0316".repeat(127) + "\",\"longUrl\":\"https://e.org/\"}");
    bodies.add(
        "{\"codePrefix\":\"" + "\u0300\u0316".repeat(127) + "\",\"longUrl\":\"https://e.org/\"}");
    bodies.add("{\"codeLength\":" + "1".repeat(65_000) + "}");
    bodies.add("{\"codeLength\":1e" + "9".repeat(60) + "}");
    bodies.add("{\"codeLength\":1e99999}");
    bodies.add(" ".repeat(65_000) + "{}");
    bodies.add(members(6_000, "k%d"));
    bodies.add(members(6_000, "longUrl"));
    bodies.add("{\"x\":" + members(6_000, "x") + "}");
    bodies.add(colliding());
    for (String body : bodies) {
      byte[] bytes = body.getBytes(UTF_8);
      assertThat(answered(new TestCall("POST", "links").json("").body(bytes)).status())
          .as(body.substring(0, Math.min(60, body.length())))
          .isBetween(201, 422);
    }
  }

  @Test
  void anyParameterOfAListIsAnsweredInTime() {
    Random random = new Random(Seed.next("HostileCallsTest.parameters"));
    api.link("a", "https://example.org/a");
    String[] names = {
      "limit", "cursor", "order", "search", "createdAfter", "createdBefore", "x", ""
    };
    String[] values = {
      "",
      "1",
      "0",
      "1001",
      "-1",
      "1e3",
      "9".repeat(8_000),
      "newest",
      "oldest",
      "a",
      "\ud800",
      "\u0000",
      "2026-01-01T00:00:00Z",
      "0000-01-01T00:00:00+18:00",
      "9999-12-31T23:59:60Z",
      "2026-02-30T00:00:00Z",
      "9999-12-31T23:59:59-18:00",
      "2026-01-01T00:00:00.1234567890Z",
      "+999999999-12-31T23:59:59Z",
      "a\u0300".repeat(2_000),
      "EAAAAAAAAAAAAAAA",
      "____________",
      "=".repeat(16),
      "ä".repeat(8_000),
    };
    for (int round = 0; round < Seed.rounds(20_000, 1_000_000); round++) {
      TestCall call = new TestCall(random.nextBoolean() ? "GET" : "HEAD", "links");
      for (int i = random.nextInt(4); i > 0; i--) {
        call.parameter(names[random.nextInt(names.length)], values[random.nextInt(values.length)]);
      }
      answered(call);
    }
  }

  /** The longest code, and everything as large as it can be. */
  @Test
  void theLargestPictureIsDrawnInTime() {
    String code = "ü".repeat(127);
    api.link(code, "https://example.org/a");
    for (String picture : new String[] {"qr.svg", "qr.png"}) {
      for (String level : new String[] {"L", "M", "Q", "H"}) {
        for (String size : new String[] {"64", "300", "2048"}) {
          answered(
              new TestCall("GET", "links/" + code + "/" + picture)
                  .parameter("size", size)
                  .parameter("margin", "0")
                  .parameter("errorCorrection", level));
        }
      }
    }
  }

  @Test
  void anyPathIsAnsweredInTime() {
    for (String path :
        new String[] {
          "",
          "/",
          "links/",
          "links//",
          "links/..",
          "links/../links",
          "Links",
          "links/a/",
          "links/\u0000",
          "links/" + "a/".repeat(4_000),
          "links/" + "\u0300\u0316".repeat(4_000),
          "links/\ud800",
          "links/+",
          "links/a+",
          "links/add",
          "links/a/history/1",
          "links/qr.svg",
          "links/none/qr.svg",
          "links/" + "a/".repeat(4_000) + "qr.png",
          "links/history",
          "links/a/history/" + "9".repeat(4_000) + "/restore",
          "secrets/",
          "secrets/" + "9".repeat(4_000),
          "Secrets",
          "admin",
          "x".repeat(8_000)
        }) {
      for (String method :
          new String[] {"GET", "HEAD", "DELETE", "PATCH", "PUT", "TRACE", "get", "\u00ff"}) {
        assertThat(answered(new TestCall(method, path).json("{}")).status())
            .as(method + " " + path.substring(0, Math.min(40, path.length())))
            .isIn(404, 405);
      }
    }
    assertThat(answered(new TestCall("GET", null)).status()).isEqualTo(404);
  }

  /** Something that makes links or secrets, or edits a link. */
  private static TestCall call(Random random) {
    TestCall call =
        switch (random.nextInt(3)) {
          case 0 -> new TestCall("POST", "links");
          case 1 -> new TestCall("POST", "secrets");
          default -> new TestCall("PATCH", "links/a");
        };
    return call.json("");
  }

  private static String members(int count, String name) {
    StringBuilder body = new StringBuilder("{");
    for (int i = 0; i < count; i++) {
      body.append(i == 0 ? "" : ",")
          .append('"')
          .append(name.formatted(i))
          .append("\":")
          .append(i % 10);
    }
    return body.append('}').toString();
  }

  /** Names that all have the same hash: Aa and BB do, and so does whatever is made of them. */
  private static String colliding() {
    StringBuilder body = new StringBuilder("{");
    for (int i = 0; i < 2_048; i++) {
      body.append(i == 0 ? "" : ",").append('"');
      for (int bit = 0; bit < 11; bit++) {
        body.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      body.append("\":1");
    }
    return body.append('}').toString();
  }

  private Response answered(TestCall call) {
    // What is compiled, loaded or collected meanwhile is not the call's doing: the best of a few.
    long best = Long.MAX_VALUE;
    Response response = null;
    for (int attempt = 0; attempt < 5 && best > NANOS_MAX; attempt++) {
      long began = THREADS.getCurrentThreadCpuTime();
      response = api.admin(call);
      best = Math.min(best, THREADS.getCurrentThreadCpuTime() - began);
      assertThat(response.status()).as(call.toString()).isLessThan(500);
    }
    assertThat(best).as(call.toString()).isLessThan(NANOS_MAX);
    return Objects.requireNonNull(response);
  }
}
