package gotourl.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import gotourl.qr.ImageStyle.Fault;
import gotourl.qr.ImageStyle.Invalid;
import gotourl.qr.ImageStyle.Valid;
import gotourl.qr.ImageStyle.Wish;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageStyleTest {

  private static final Wish NOTHING = new Wish(null, null, null, null, null);

  @Test
  void whoWishesNothingGetsBlackOnWhite() {
    assertThat(ImageStyle.parse(NOTHING))
        .isEqualTo(new Valid(ImageStyle.PLAIN, ErrorCorrection.MEDIUM));
  }

  @Test
  void aWishIsFulfilled() {
    assertThat(ImageStyle.parse(new Wish("512", "0", "1a2B3c", "#fed", "q")))
        .isEqualTo(
            new Valid(
                new ImageStyle(512, 0, new Colour(0x1A2B3C), new Colour(0xFFEEDD)),
                ErrorCorrection.QUARTILE));
  }

  @Test
  void everyFaultIsNamedAtOnce() {
    assertThat(ImageStyle.parse(new Wish("63", "17", "red", "12345", "X")))
        .isEqualTo(
            new Invalid(
                List.of(
                    new Fault("size", "must be a number from 64 to 2048"),
                    new Fault("margin", "must be a number from 0 to 16"),
                    new Fault("color", "must be three or six hexadecimal digits, like 1a2b3c"),
                    new Fault("background", "must be three or six hexadecimal digits, like 1a2b3c"),
                    new Fault("errorCorrection", "must be L, M, Q or H"))));
  }

  @Test
  void whatIsNoNumberIsRefused() {
    for (String size :
        List.of("", "-64", "+64", "2049", "99999999999", "1e2", "٦٤٤", " 64", "0x64")) {
      assertFault(new Wish(size, null, null, null, null), "size");
    }
    for (String margin : List.of("", "-1", "17", "1.5")) {
      assertFault(new Wish(null, margin, null, null, null), "margin");
    }
  }

  @Test
  void whatIsNoColourIsRefused() {
    for (String colour :
        List.of("", "#", "12345678", "##12345", "١٢٣٤٥٦", "ggg", "\"/>", "0x1234")) {
      assertFault(new Wish(null, null, colour, null, null), "color");
      assertFault(new Wish(null, null, null, colour, null), "background");
    }
  }

  @Test
  void theCodeMustBeClearlyDarkerThanTheBackground() {
    assertFault(new Wish(null, null, "fff", "000", null), "color");
    assertFault(new Wish(null, null, "777", "777", null), "color");
    assertFault(new Wish(null, null, "aaaaaa", null, null), "color");
    assertFault(new Wish(null, null, null, "555555", null), "color");
    assertThat(parsed(new Wish(null, null, "0000ff", "ffff00", null))).isInstanceOf(Valid.class);
  }

  @Test
  void whatHasJustEnoughContrastCanBeScanned() throws IOException {
    Colour grey = new Colour(0x949494);
    ImageStyle style = new ImageStyle(300, 4, grey, Colour.WHITE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageStyle(300, 4, new Colour(0x959595), Colour.WHITE));
    QrCode code = QrCode.of("https://go.example/x", ErrorCorrection.MEDIUM).orElseThrow();
    assertThat(Scanner.read(PngImage.draw(code, style).orElseThrow()))
        .isEqualTo("https://go.example/x");
  }

  private static void assertFault(Wish wish, String part) {
    assertThat(parsed(wish)).as("%s", wish).isInstanceOf(Invalid.class);
    if (parsed(wish) instanceof Invalid(List<Fault> faults)) {
      assertThat(faults).extracting(Fault::part).as("%s", wish).containsExactly(part);
    }
  }

  private static ImageStyle.Parsed parsed(Wish wish) {
    return ImageStyle.parse(wish);
  }
}
