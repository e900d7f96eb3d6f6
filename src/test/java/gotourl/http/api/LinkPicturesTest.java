package gotourl.http.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Scope;
import gotourl.qr.Scanner;
import gotourl.support.JsonTree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The short URL of a link, as somebody scans it. */
class LinkPicturesTest {

  private static final String URL = "https://example.org/";

  private final TestApi api = new TestApi();

  @Test
  void aScannerReadsTheShortUrlFromTheConfiguredHost() throws IOException {
    api.link("docs/ü", URL);
    Response png =
        api.admin(
            new TestCall("GET", "links/docs/ü/qr.png")
                .header("Host", "evil.example")
                .header("X-Forwarded-Host", "evil.example"));
    assertThat(png.status()).isEqualTo(200);
    assertThat(header(png, "Content-Type")).isEqualTo("image/png");
    assertThat(Scanner.read(png.body())).isEqualTo("http://goto.example/docs/%C3%BC");
  }

  @Test
  void aPictureIsDrawnAsWished() throws IOException {
    api.link("docs", URL);
    Response png =
        api.admin(
            get("qr.png")
                .parameter("size", "512")
                .parameter("margin", "0")
                .parameter("color", "1a2b3c")
                .parameter("background", "fed")
                .parameter("errorCorrection", "H"));
    assertThat(Scanner.image(png.body()).getWidth()).isEqualTo(512);
    assertThat(Scanner.image(png.body()).getRGB(0, 0) & 0xFFFFFF).isEqualTo(0xFFEEDD);
    assertThat(Scanner.level(png.body())).isEqualTo("H");
    Response svg = api.admin(get("qr.svg").parameter("size", "64").parameter("color", "#1a2b3c"));
    assertThat(header(svg, "Content-Type")).isEqualTo("image/svg+xml");
    assertThat(new String(svg.body(), UTF_8))
        .startsWith("<svg ")
        .contains("width=\"64\"", "1a2b3c");
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    api.link("docs", URL);
    Response told =
        api.admin(
            get("qr.svg")
                .parameter("size", "63")
                .parameter("color", "red")
                .parameter("x", "1")
                .parameter("margin", "1")
                .parameter("margin", "2"));
    assertThat(told.status()).isEqualTo(400);
    assertThat(errors(told))
        .containsExactlyInAnyOrder(
            "size must be a number from 64 to 2048",
            "color must be three or six hexadecimal digits, like 1a2b3c",
            "x is unknown",
            "margin stands there more than once");
  }

  @Test
  void aPngThatHasFewerPixelsThanModulesIsRefusedWithTheSizeThatWillDo() throws IOException {
    String code = "x".repeat(255);
    api.link(code, URL);
    Response told = api.admin(picture(code, "qr.png").parameter("size", "64"));
    assertThat(told.status()).isEqualTo(400);
    String error = errors(told).getFirst();
    assertThat(error).matches("size must be \\d+ at least for this link");
    String least = error.replaceAll("\\D", "");
    Response drawn = api.admin(picture(code, "qr.png").parameter("size", least));
    assertThat(Scanner.image(drawn.body()).getWidth()).isEqualTo(Integer.parseInt(least));
    assertThat(api.admin(picture(code, "qr.svg").parameter("size", "64")).status()).isEqualTo(200);
  }

  @Test
  void whoHasThePictureGetsItNotAgain() {
    api.link("docs", URL);
    Response first = api.admin(get("qr.svg"));
    assertThat(header(first, "Cache-Control")).isEqualTo("private, no-cache");
    String tag = header(first, "ETag");
    Response again = api.admin(get("qr.svg").header("If-None-Match", tag));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(header(again, "ETag")).isEqualTo(tag);
    Response other = api.admin(get("qr.svg").parameter("margin", "1").header("If-None-Match", tag));
    assertThat(other.status()).isEqualTo(200);
    assertThat(header(other, "ETag")).isNotEqualTo(tag);
  }

  @Test
  void whatIsNotThereOrNotToBeSeenIsNotFound() {
    api.link("docs", URL);
    assertThat(api.admin(picture("none", "qr.svg")).status()).isEqualTo(404);
    assertThat(api.admin(picture("docs", "qr.gif")).status()).isEqualTo(404);
    TestCall writer =
        get("qr.png").header("Authorization", "Bearer " + api.secrets.of(Scope.WRITE));
    assertThat(api.answer(writer).status()).isEqualTo(404);
    TestCall reader = get("qr.png").header("Authorization", "Bearer " + api.secrets.of(Scope.READ));
    assertThat(api.answer(reader).status()).isEqualTo(200);
    assertThat(api.answer(get("qr.png")).status()).isEqualTo(401);
  }

  @Test
  void aCodeMayBeCalledLikeAPicture() {
    api.link("qr.svg", URL);
    assertThat(header(api.admin(new TestCall("GET", "links/qr.svg")), "Content-Type"))
        .isEqualTo("application/json");
    assertThat(header(api.admin(picture("qr.svg", "qr.svg")), "Content-Type"))
        .isEqualTo("image/svg+xml");
  }

  private static TestCall get(String picture) {
    return picture("docs", picture);
  }

  private static TestCall picture(String code, String picture) {
    return new TestCall("GET", "links/" + code + "/" + picture);
  }

  private static List<String> errors(Response told) {
    Map<String, @Nullable Object> json = JsonTree.object(new String(told.body(), UTF_8));
    return ((List<?>) json.getOrDefault("errors", List.of()))
        .stream()
            .map(error -> (Map<?, ?>) error)
            .map(error -> error.get("field") + " " + error.get("reason"))
            .toList();
  }

  private static String header(Response response, String name) {
    return response.fields().stream()
        .filter(field -> field.name().equals(name))
        .map(Response.Field::value)
        .findFirst()
        .orElse("");
  }
}
