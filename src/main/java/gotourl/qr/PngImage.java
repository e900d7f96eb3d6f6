package gotourl.qr;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Draws a code as PNG. Java's own images are in {@code java.desktop}, which would be the largest
 * module of the package by far; what a picture of two colours needs is a header, a palette and
 * {@code java.util.zip}. Source: W3C, "Portable Network Graphics", third edition.
 *
 * <pre>
 *   signature  89 "PNG" 0D 0A 1A 0A
 *   IHDR       width, height, 1 bit a pixel, palette
 *   PLTE       light, dark
 *   IDAT       deflated: for each line a zero (no filter) and its bits, the leftmost is the highest
 *   IEND
 *
 *   each of these: length, name, content, CRC-32 of name and content
 * </pre>
 */
public final class PngImage {

  /** What it is on the web. */
  public static final String CONTENT_TYPE = "image/png";

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte BITS = 1;
  private static final byte PALETTE = 3;

  private PngImage() {}

  /**
   * Every module is a square of whole pixels, and the rest goes to the margin. Empty if there are
   * fewer pixels than modules: {@link ImageStyle#sizeMin} says how many it takes.
   */
  public static Optional<byte[]> draw(QrCode code, ImageStyle style) {
    int size = style.size();
    int scale = size / style.sizeMin(code);
    if (scale == 0) {
      return Optional.empty();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    chunk("IHDR", header(size), out);
    chunk("PLTE", palette(style), out);
    chunk("IDAT", deflated(lines(code, size, scale)), out);
    chunk("IEND", new byte[0], out);
    return Optional.of(out.toByteArray());
  }

  private static byte[] header(int size) {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    writeInt(size, header);
    writeInt(size, header);
    // The usual compression, the usual filters, not interlaced.
    header.writeBytes(new byte[] {BITS, PALETTE, 0, 0, 0});
    return header.toByteArray();
  }

  private static byte[] palette(ImageStyle style) {
    ByteArrayOutputStream palette = new ByteArrayOutputStream();
    for (Colour colour : new Colour[] {style.light(), style.dark()}) {
      palette.write(colour.red());
      palette.write(colour.green());
      palette.write(colour.blue());
    }
    return palette.toByteArray();
  }

  /** The code in the middle of the picture; all that is not dark is zero. */
  private static byte[] lines(QrCode code, int size, int scale) {
    int margin = (size - code.size() * scale) / 2;
    int lineBytes = 1 + (size + 7) / 8;
    byte[] lines = new byte[size * lineBytes];
    for (int y = 0; y < code.size(); y++) {
      int first = (margin + y * scale) * lineBytes;
      for (int x = 0; x < code.size() * scale; x++) {
        if (code.isDark(x / scale, y)) {
          int pixel = margin + x;
          lines[first + 1 + (pixel >> 3)] |= (byte) (0x80 >> (pixel & 7));
        }
      }
      for (int same = 1; same < scale; same++) {
        System.arraycopy(lines, first, lines, first + same * lineBytes, lineBytes);
      }
    }
    return lines;
  }

  private static byte[] deflated(byte[] bytes) {
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] some = new byte[4_096];
      while (!deflater.finished()) {
        out.write(some, 0, deflater.deflate(some));
      }
      return out.toByteArray();
    }
  }

  private static void chunk(String name, byte[] content, ByteArrayOutputStream out) {
    byte[] letters = name.getBytes(StandardCharsets.US_ASCII);
    CRC32 check = new CRC32();
    check.update(letters);
    check.update(content);
    writeInt(content.length, out);
    out.writeBytes(letters);
    out.writeBytes(content);
    writeInt((int) check.getValue(), out);
  }

  private static void writeInt(int value, ByteArrayOutputStream out) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(value >> shift);
    }
  }
}
