package gotourl.qr;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.Seed;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class PngImageTest {

  private static final String TEXT = "https://go.example/Ab3xYz9";
  private static final QrCode CODE = QrCode.of(TEXT, ErrorCorrection.MEDIUM).orElseThrow();

  @Test
  void thePictureHasTheSizeAndTheColoursThatWereAskedFor() throws IOException {
    ImageStyle style = new ImageStyle(300, 4, new Colour(0x12345A), new Colour(0xFFEEDD));
    BufferedImage image = Scanner.image(png(style));
    assertThat(image.getWidth()).isEqualTo(300);
    assertThat(image.getHeight()).isEqualTo(300);
    // 25 modules and a margin of 4 make 33 of 9 pixels: 3 pixels of the 300 are left over.
    int first = (300 - 25 * 9) / 2;
    assertThat(image.getRGB(first, first)).isEqualTo(0xFF12345A);
    assertThat(image.getRGB(first - 1, first)).isEqualTo(0xFFFFEEDD);
    assertThat(image.getRGB(first, first - 1)).isEqualTo(0xFFFFEEDD);
    assertThat(image.getRGB(299, 299)).isEqualTo(0xFFFFEEDD);
    assertThat(Scanner.read(png(style))).isEqualTo(TEXT);
  }

  @Test
  void everyModuleIsASquareOfWholePixels() throws IOException {
    BufferedImage image = Scanner.image(png(new ImageStyle(311, 2, Colour.BLACK, Colour.WHITE)));
    int scale = 311 / 29;
    int first = (311 - 25 * scale) / 2;
    for (int y = 0; y < 311; y++) {
      for (int x = 0; x < 311; x++) {
        boolean dark =
            CODE.isDark(Math.floorDiv(x - first, scale), Math.floorDiv(y - first, scale));
        assertThat(image.getRGB(x, y)).isEqualTo(dark ? 0xFF000000 : 0xFFFFFFFF);
      }
    }
  }

  @Test
  void everySizeAndMarginCanBeScanned() throws IOException {
    Random random = new Random(Seed.next("PngImageTest"));
    for (int round = 0; round < 40; round++) {
      int size = 100 + random.nextInt(ImageStyle.SIZE_MAX - 99);
      int margin = random.nextInt(ImageStyle.MARGIN_MAX + 1);
      byte[] png = png(new ImageStyle(size, margin, Colour.BLACK, Colour.WHITE));
      if (margin >= 4) {
        assertThat(Scanner.read(png)).as("%d, %d", size, margin).isEqualTo(TEXT);
      }
      assertThat(Scanner.image(png).getWidth()).isEqualTo(size);
    }
  }

  @Test
  void everyChunkHasItsCheck() {
    ByteBuffer png = ByteBuffer.wrap(png(ImageStyle.PLAIN)).position(8);
    StringBuilder names = new StringBuilder();
    while (png.hasRemaining()) {
      byte[] checked = new byte[4 + png.getInt()];
      png.get(checked);
      names.append(new String(checked, 0, 4, StandardCharsets.US_ASCII)).append(' ');
      CRC32 check = new CRC32();
      check.update(checked);
      assertThat(png.getInt()).as("%s", names).isEqualTo((int) check.getValue());
    }
    assertThat(names).hasToString("IHDR PLTE IDAT IEND ");
  }

  @Test
  void fewerPixelsThanModulesAreNoPicture() {
    QrCode large = QrCode.of("a".repeat(1_000), ErrorCorrection.LOW).orElseThrow();
    int modules = ImageStyle.PLAIN.sizeMin(large);
    assertThat(modules).isEqualTo(large.size() + 2 * 4);
    assertThat(PngImage.draw(large, new ImageStyle(modules, 4, Colour.BLACK, Colour.WHITE)))
        .isPresent();
    assertThat(PngImage.draw(large, new ImageStyle(modules - 1, 4, Colour.BLACK, Colour.WHITE)))
        .isEmpty();
  }

  @Test
  void aPictureIsSmall() {
    assertThat(png(ImageStyle.PLAIN)).hasSizeLessThan(1_000);
    assertThat(png(new ImageStyle(ImageStyle.SIZE_MAX, 4, Colour.BLACK, Colour.WHITE)))
        .hasSizeLessThan(20_000);
  }

  private static byte[] png(ImageStyle style) {
    return PngImage.draw(CODE, style).orElseThrow();
  }
}
