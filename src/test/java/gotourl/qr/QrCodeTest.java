package gotourl.qr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class QrCodeTest {

  private static final ImageStyle LARGE =
      new ImageStyle(ImageStyle.SIZE_MAX, 4, Colour.BLACK, Colour.WHITE);

  @Test
  void aScannerReadsTheText() throws IOException {
    for (String text :
        List.of(
            "https://go.example/Ab3xYz9",
            "HTTPS://GO.EXAMPLE/ABC",
            "0123456789",
            "https://go.example/ümlaut/日本語/😀",
            "a",
            "https://go.example/" + "x".repeat(765))) {
      for (ErrorCorrection level : ErrorCorrection.values()) {
        assertThat(Scanner.read(png(code(text, level)))).isEqualTo(text);
      }
    }
  }

  @Test
  void theLevelIsTheOneThatWasAskedForOrAHigherOneThatCostsNothing() throws IOException {
    // Twenty-six bytes are what version 2 has room for at level M; at Q they would need version 3.
    String text = "https://go.example/Ab3xYz9";
    assertThat(code(text, ErrorCorrection.MEDIUM).size()).isEqualTo(25);
    assertThat(Scanner.level(png(code(text, ErrorCorrection.MEDIUM)))).isEqualTo("M");
    assertThat(Scanner.level(png(code(text, ErrorCorrection.LOW)))).isEqualTo("M");
    assertThat(code(text, ErrorCorrection.QUARTILE).size()).isEqualTo(29);
    assertThat(Scanner.level(png(code(text, ErrorCorrection.QUARTILE)))).isEqualTo("Q");
    assertThat(code(text, ErrorCorrection.HIGH).size()).isEqualTo(33);
    assertThat(Scanner.level(png(code(text, ErrorCorrection.HIGH)))).isEqualTo("H");
  }

  @Test
  void thereIsRoomForEveryShortUrlAndForNoMoreThanTheStandardHas() {
    assertThat(QrCode.of("é".repeat(636), ErrorCorrection.HIGH)).isPresent();
    assertThat(QrCode.of("é".repeat(637), ErrorCorrection.HIGH)).isEmpty();
    assertThat(QrCode.of("a".repeat(2_953), ErrorCorrection.LOW).map(QrCode::size)).contains(177);
    assertThat(QrCode.of("a".repeat(2_954), ErrorCorrection.LOW)).isEmpty();
    assertThat(QrCode.of("a".repeat(1_000_000), ErrorCorrection.LOW)).isEmpty();
  }

  @Test
  void beyondTheEdgesAllIsLight() {
    QrCode code = code("a", ErrorCorrection.LOW);
    assertThat(code.isDark(0, 0)).isTrue();
    assertThat(code.isDark(-1, 0)).isFalse();
    assertThat(code.isDark(0, code.size())).isFalse();
  }

  private static QrCode code(String text, ErrorCorrection level) {
    return QrCode.of(text, level).orElseThrow();
  }

  private static byte[] png(QrCode code) {
    return PngImage.draw(code, LARGE).orElseThrow();
  }
}
