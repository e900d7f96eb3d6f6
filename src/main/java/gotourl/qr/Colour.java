package gotourl.qr;

import org.jspecify.annotations.Nullable;

/** A colour of the screen (sRGB): eight bits each of red, green and blue. */
public record Colour(int rgb) {

  public static final Colour BLACK = new Colour(0);
  public static final Colour WHITE = new Colour(0xFFFFFF);

  public Colour {
    if (rgb >>> 24 != 0) {
      throw new IllegalArgumentException("a colour has 24 bits");
    }
  }

  /** Three or six hexadecimal digits, perhaps behind a hash sign; {@code null} if it is not so. */
  static @Nullable Colour parse(String text) {
    String digits = text.startsWith("#") ? text.substring(1) : text;
    if (!digits.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0)) {
      return null;
    }
    return switch (digits.length()) {
      case 6 -> new Colour(Integer.parseInt(digits, 16));
      case 3 -> {
        int rgb = 0;
        for (int i = 0; i < 3; i++) {
          rgb = rgb << 8 | (Character.digit(digits.charAt(i), 16) * 0x11);
        }
        yield new Colour(rgb);
      }
      default -> null;
    };
  }

  int red() {
    return rgb >> 16;
  }

  int green() {
    return rgb >> 8 & 0xFF;
  }

  int blue() {
    return rgb & 0xFF;
  }

  /** How bright it looks, 0 to 1. Source: WCAG 2.2, "relative luminance". */
  double luminance() {
    return 0.2126 * linear(red()) + 0.7152 * linear(green()) + 0.0722 * linear(blue());
  }

  private static double linear(int value) {
    double part = value / 255.0;
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }

  /** As CSS and SVG write it. */
  @Override
  public String toString() {
    return String.format("#%06x", rgb);
  }
}
