package gotourl.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The condition that a text stands in a link's code, target or title.
 *
 * <p>Case: A to Z are as good as a to z. Of other letters the text finds, in codes and titles, what
 * it says itself and what it becomes where codes are folded: {@code Ä} finds {@code Ä} and {@code
 * ä}, while {@code ä} finds {@code ä} only. The text is composed (NFC) as codes are, and titles as
 * a rule. Targets are ASCII: an {@code ä} in a target reads {@code %C3%A4}, or {@code xn--} in its
 * host, and is found as that.
 *
 * <p>All of this can be decided on the stored bytes: the text is found where one of its {@link
 * #forms}, as UTF-8, stands in the bytes of code, target or title, A to Z being as good as a to z.
 */
public final class ContainedText implements LinkFilter.Condition {

  /** The longest target: nothing longer is contained in anything. */
  public static final int CHARS_MAX = 8_192;

  private final List<String> forms;

  private ContainedText(List<String> forms) {
    this.forms = forms;
  }

  /** Outcome of {@link #parse}. */
  public sealed interface Parsed {}

  /** The text can be looked for. */
  public record Valid(ContainedText text) implements Parsed {}

  /** The text can be in no link. */
  public record Invalid(Fault fault) implements Parsed {}

  /** Why a text cannot be looked for. */
  public enum Fault {
    EMPTY("the text to look for must not be empty"),
    TOO_LONG("the text to look for has at most " + CHARS_MAX + " characters"),
    TOO_LONG_BEYOND_ASCII(
        "the text to look for has at most "
            + CodeText.CHARS_MAX
            + " characters if they are not all ASCII"),
    MALFORMED("the text to look for must be well-formed Unicode text");

    private final String words;

    Fault(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  /** The only way to one. */
  public static Parsed parse(String text) {
    if (text.isEmpty()) {
      return new Invalid(Fault.EMPTY);
    }
    if (text.length() > CHARS_MAX) {
      return new Invalid(Fault.TOO_LONG);
    }
    if (!CodeText.wellFormed(text)) {
      return new Invalid(Fault.MALFORMED);
    }
    if (isAscii(text)) {
      return new Valid(new ContainedText(List.of(text.toLowerCase(Locale.ROOT))));
    }
    if (text.length() > CodeText.CHARS_MAX) {
      // Composing hostile text is quadratic.
      return new Invalid(Fault.TOO_LONG_BEYOND_ASCII);
    }
    String composed = CodeText.compose(text);
    List<String> forms = new ArrayList<>();
    for (String form : List.of(composed, CodeText.fold(composed))) {
      String lower = asciiLower(form);
      if (!forms.contains(lower)) {
        forms.add(lower);
      }
    }
    return new Valid(new ContainedText(List.copyOf(forms)));
  }

  /** One or two texts without A to Z, either of which may be the one that is there. */
  public List<String> forms() {
    return forms;
  }

  @Override
  public boolean isMetBy(Link link) {
    return isIn(link.key().code()) || isIn(link.target()) || isIn(link.about().title());
  }

  private boolean isIn(String text) {
    for (String form : forms) {
      if (contains(text, form)) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(String text, String form) {
    for (int at = 0; at + form.length() <= text.length(); at++) {
      int same = 0;
      while (same < form.length() && lower(text.charAt(at + same)) == form.charAt(same)) {
        same++;
      }
      if (same == form.length()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static String asciiLower(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < lower.length(); i++) {
      lower.setCharAt(i, lower(lower.charAt(i)));
    }
    return lower.toString();
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContainedText text && text.forms.equals(forms);
  }

  @Override
  public int hashCode() {
    return forms.hashCode();
  }

  @Override
  public String toString() {
    return "contains " + forms.getFirst();
  }
}
