package gotourl.link;

import java.util.Comparator;

/**
 * What people call a tag. Names that differ only in case, or in how their accents are composed, are
 * one name; the spelling that it was first given stays.
 */
public final class TagName {

  /** A word or some, for a label on a screen. */
  public static final int CHARS_MAX = 100;

  /** By their letters, whatever their case. */
  public static final Comparator<TagName> ORDER = Comparator.comparing(name -> name.folded);

  /** Between the names of a list in one text, as other products write them. */
  private static final char SEPARATOR = ',';

  private final String text;
  private final String folded;

  private TagName(String composed) {
    this.text = composed;
    this.folded = CodeText.fold(composed);
  }

  /** Outcome of {@link #parse}. */
  public sealed interface Parsed {}

  public record Valid(TagName name) implements Parsed {}

  public record Invalid(Fault fault) implements Parsed {}

  /** Why a text can be no name. */
  public enum Fault {
    EMPTY("must not be empty"),
    TOO_LONG("may have " + CHARS_MAX + " characters"),
    COMMA("must have no comma: lists of tags have them between names"),
    CONTROL("must be one line, without controls"),
    MALFORMED("must be well-formed Unicode text");

    private final String words;

    Fault(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  /** The only way to one; white space around it is no part of it. */
  public static Parsed parse(String given) {
    String text = given.strip();
    if (text.isEmpty()) {
      return new Invalid(Fault.EMPTY);
    }
    if (text.length() > CHARS_MAX) {
      return new Invalid(Fault.TOO_LONG);
    }
    if (!CodeText.wellFormed(text)) {
      return new Invalid(Fault.MALFORMED);
    }
    if (text.indexOf(SEPARATOR) >= 0) {
      return new Invalid(Fault.COMMA);
    }
    if (text.codePoints().anyMatch(TagName::isControl)) {
      return new Invalid(Fault.CONTROL);
    }
    String composed = CodeText.compose(text);
    return composed.length() > CHARS_MAX
        ? new Invalid(Fault.TOO_LONG)
        : new Valid(new TagName(composed));
  }

  /** Of a text that {@link #parse} has accepted once. */
  public static TagName ofStored(String text) {
    return new TagName(text);
  }

  private static boolean isControl(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }

  /** As it is shown. */
  public String text() {
    return text;
  }

  /** The same for all spellings of it. */
  public String folded() {
    return folded;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TagName name && name.folded.equals(folded);
  }

  @Override
  public int hashCode() {
    return folded.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
