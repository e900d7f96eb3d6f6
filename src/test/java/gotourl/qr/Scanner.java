package gotourl.qr;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import javax.imageio.ImageIO;

/** Reads codes as telephones do: another's decoder, on pixels. */
public final class Scanner {

  private Scanner() {}

  /** What the code in a picture says. */
  public static String read(byte[] png) throws IOException {
    return scan(png).getText();
  }

  /** The letter of the level that the code in a picture has. */
  public static String level(byte[] png) throws IOException {
    return String.valueOf(
        scan(png).getResultMetadata().get(ResultMetadataType.ERROR_CORRECTION_LEVEL));
  }

  private static Result scan(byte[] png) throws IOException {
    BufferedImage image = image(png);
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return scan(new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels));
  }

  /** What a square of bits says, {@code true} being dark, with whatever is light around it. */
  public static String read(boolean[][] dark) {
    int scale = 8;
    int size = dark.length * scale;
    int[] pixels = new int[size * size];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = dark[i / size / scale][i % size / scale] ? 0 : 0xFFFFFF;
    }
    return scan(new RGBLuminanceSource(size, size, pixels)).getText();
  }

  public static BufferedImage image(byte[] png) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    if (image == null) {
      throw new AssertionError("no picture");
    }
    return image;
  }

  private static Result scan(LuminanceSource pixels) {
    try {
      return new QRCodeReader()
          .decode(
              new BinaryBitmap(new HybridBinarizer(pixels)),
              Map.of(DecodeHintType.CHARACTER_SET, "UTF-8", DecodeHintType.TRY_HARDER, true));
    } catch (ReaderException e) {
      throw new AssertionError("no scanner can read it", e);
    }
  }
}
