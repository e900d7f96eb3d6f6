package gotourl.qr;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an image of a code looks.
 *
 * @param size pixels on a side, margin included
 * @param margin modules that stay light around the code
 * @param dark the colour of the code
 * @param light the colour behind it
 */
public record ImageStyle(int size, int margin, Colour dark, Colour light) {

  /** The smallest code with the smallest margin, two pixels a module, and some. */
  public static final int SIZE_MIN = 64;

  /** Prints 17 cm at 300 dots an inch; one bit a pixel makes that half a megabyte. */
  public static final int SIZE_MAX = 2_048;

  /** Four times what the standard asks for. */
  public static final int MARGIN_MAX = 16;

  /** What scanners need between the two colours. WCAG asks the same for graphics. */
  static final double CONTRAST_MIN = 3;

  /** Black on white with the margin of the standard. */
  public static final ImageStyle PLAIN = new ImageStyle(300, 4, Colour.BLACK, Colour.WHITE);

  /** Throws {@link IllegalArgumentException} if a bound is not kept. */
  public ImageStyle {
    if (size < SIZE_MIN || size > SIZE_MAX || margin < 0 || margin > MARGIN_MAX) {
      throw new IllegalArgumentException("size or margin is out of bounds");
    }
    if (contrast(dark, light) < CONTRAST_MIN) {
      throw new IllegalArgumentException("the colours are too much alike, or the wrong way round");
    }
  }

  /**
   * What somebody wishes; {@code null} leaves it as in {@link #PLAIN}.
   *
   * @param errorCorrection L, M, Q or H
   */
  public record Wish(
      @Nullable String size,
      @Nullable String margin,
      @Nullable String color,
      @Nullable String background,
      @Nullable String errorCorrection) {}

  /** Outcome of {@link #parse}. */
  public sealed interface Parsed {}

  /** This is how it looks, and how much of it may be lost. */
  public record Valid(ImageStyle style, ErrorCorrection errorCorrection) implements Parsed {}

  /** The wish cannot be fulfilled. */
  public record Invalid(List<Fault> faults) implements Parsed {}

  /**
   * What is wrong with a wish.
   *
   * @param part {@code size}, {@code margin}, {@code color}, {@code background} or {@code
   *     errorCorrection}
   * @param reason for people, read behind the part's name
   */
  public record Fault(String part, String reason) {}

  /** Names every fault at once. */
  public static Parsed parse(Wish wish) {
    List<Fault> faults = new ArrayList<>();
    int size = number("size", wish.size(), PLAIN.size, SIZE_MIN, SIZE_MAX, faults);
    int margin = number("margin", wish.margin(), PLAIN.margin, 0, MARGIN_MAX, faults);
    Colour dark = colour("color", wish.color(), PLAIN.dark, faults);
    Colour light = colour("background", wish.background(), PLAIN.light, faults);
    String letter = wish.errorCorrection();
    ErrorCorrection level = letter == null ? ErrorCorrection.MEDIUM : ErrorCorrection.named(letter);
    if (level == null) {
      faults.add(new Fault("errorCorrection", "must be L, M, Q or H"));
    }
    if (dark != null && light != null && contrast(dark, light) < CONTRAST_MIN) {
      faults.add(
          new Fault(
              "color",
              "must be darker than the background, and so much that scanners see it: black on"
                  + " white has a contrast of 21, and 3 is the least"));
    }
    return faults.isEmpty() && dark != null && light != null && level != null
        ? new Valid(new ImageStyle(size, margin, dark, light), level)
        : new Invalid(List.copyOf(faults));
  }

  private static int number(
      String part, @Nullable String text, int plain, int min, int max, List<Fault> faults) {
    if (text == null) {
      return plain;
    }
    boolean digits =
        !text.isEmpty() && text.length() <= 4 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int number = digits ? Integer.parseInt(text) : -1;
    if (number < min || number > max) {
      faults.add(new Fault(part, "must be a number from " + min + " to " + max));
    }
    return number;
  }

  private static @Nullable Colour colour(
      String part, @Nullable String text, Colour plain, List<Fault> faults) {
    if (text == null) {
      return plain;
    }
    Colour colour = Colour.parse(text);
    if (colour == null) {
      faults.add(new Fault(part, "must be three or six hexadecimal digits, like 1a2b3c"));
    }
    return colour;
  }

  /** Below 1 if the first is the brighter one: many scanners cannot read that. */
  private static double contrast(Colour dark, Colour light) {
    return (light.luminance() + 0.05) / (dark.luminance() + 0.05);
  }

  /** The fewest pixels that a picture of the code can have with this margin. */
  public int sizeMin(QrCode code) {
    return code.size() + 2 * margin;
  }
}
