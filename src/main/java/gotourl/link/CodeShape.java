package gotourl.link;

import java.util.OptionalInt;

/**
 * What a generated code shall look like.
 *
 * @param length of what is generated, 1 to 10; once all codes of this length are used up the next
 *     are longer. Empty: what the configuration says
 * @param prefix stands before what is generated; may be empty
 */
public record CodeShape(OptionalInt length, String prefix) {

  /** As the configuration says. */
  public static final CodeShape USUAL = new CodeShape(OptionalInt.empty(), "");

  public CodeShape {
    if (length.isPresent() && !isLength(length.getAsInt())) {
      throw new IllegalArgumentException("no generated code has the length " + length.getAsInt());
    }
  }

  /** Whether a generated code can have this length, without its prefix. */
  public static boolean isLength(int length) {
    return length >= KeyGenerator.LENGTH_MIN && length <= KeyGenerator.LENGTH_MAX;
  }
}
