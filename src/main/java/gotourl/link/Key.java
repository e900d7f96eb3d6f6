package gotourl.link;

/**
 * What a client asks for: a domain and a code. Two texts that people would call the same code are
 * the same key: codes are in Unicode's composed form (NFC), and folded where the domain folds case.
 *
 * <p>A code is 1 to {@link #CODE_BYTES_MAX} bytes of UTF-8, in segments with {@code /} between
 * them: letters, marks, digits and symbols of any script, emoji, and {@code -_.~!$&'()*,;=+}. Not
 * possible: an empty segment, {@code .} or {@code ..}, a {@code +} at the end (it asks where a link
 * leads), and a first segment that the server keeps for itself.
 */
public final class Key implements Comparable<Key> {

  /** The longest code, in bytes of UTF-8. */
  public static final int CODE_BYTES_MAX = 255;

  private static final long NO_WORD = 0;

  private final int domain;
  private final String code;

  // A string's hash can be made to collide at will. That stays harmless in the maps of the JDK:
  // they turn a crowded bin into a tree, because keys are Comparable.
  private final int hash;

  // Nearly all codes fit into a word. Then two keys are compared without a look at their texts,
  // each of which is likely to be far away in memory.
  private final long word;

  private Key(Domain domain, String code) {
    this.domain = domain.number();
    this.code = code;
    this.hash = code.hashCode() * 31 + domain.number();
    this.word = word(code);
  }

  /** The whole code, one byte a char, or {@link #NO_WORD}. No code has a NUL in it. */
  private static long word(String code) {
    if (code.length() > Long.BYTES) {
      return NO_WORD;
    }
    long word = 0;
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      if (c > 0xff) {
        return NO_WORD;
      }
      word = word << Byte.SIZE | c;
    }
    return word;
  }

  /** Outcome of {@link #parse}. */
  public sealed interface Parsed {}

  /** The text is a key. */
  public record Valid(Key key) implements Parsed {}

  /** The text can never be a key. */
  public record Invalid(Fault fault) implements Parsed {}

  /** Why a text is no key. */
  public enum Fault {
    EMPTY("a code must not be empty"),
    TOO_LONG("a code has at most " + CODE_BYTES_MAX + " bytes of UTF-8"),
    MALFORMED("a code must be well-formed Unicode text"),
    CHARACTER(
        "a code consists of letters, marks, digits, symbols and emoji, and of -_.~!$&'()*,;=+ and"
            + " /"),
    JOINER("a joiner must stand inside a segment, and an emoji tag after an emoji"),
    EMPTY_SEGMENT("a code must not begin or end with / and has no // in it"),
    DOT_SEGMENT("no segment of a code may be . or .."),
    TRAILING_PLUS("a code must not end with +"),
    RESERVED("the server keeps this code for itself");

    private final String words;

    Fault(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  /** The only way to a key. {@code text} is decoded text, not a percent-encoded path. */
  public static Parsed parse(Domain domain, String text) {
    int length = text.length();
    if (length == 0) {
      return new Invalid(Fault.EMPTY);
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || (domain.foldsCase() && c >= 'A' && c <= 'Z')) {
        return parseUnusual(domain, text);
      }
    }
    return judge(domain, text);
  }

  /**
   * For engines: a code as {@link #code} gave it when the link was saved. It is not judged again,
   * so that links survive rules that become stricter.
   */
  public static Key ofStored(Domain domain, String code) {
    return new Key(domain, code);
  }

  private static Parsed parseUnusual(Domain domain, String text) {
    if (text.length() > CodeText.CHARS_MAX) {
      return new Invalid(Fault.TOO_LONG);
    }
    if (!CodeText.wellFormed(text)) {
      return new Invalid(Fault.MALFORMED);
    }
    String composed = CodeText.compose(text);
    return judge(domain, domain.foldsCase() ? CodeText.fold(composed) : composed);
  }

  private static Parsed judge(Domain domain, String code) {
    Fault fault = CodeRules.fault(code);
    return fault == null ? new Valid(new Key(domain, code)) : new Invalid(fault);
  }

  /** The domain's number. */
  public int domain() {
    return domain;
  }

  /** NFC, folded if the domain folds. */
  public String code() {
    return code;
  }

  /** By domain, then by code in the order of its UTF-16 units. */
  @Override
  public int compareTo(Key other) {
    int byDomain = Integer.compare(domain, other.domain);
    return byDomain != 0 ? byDomain : code.compareTo(other.code);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Key key
        && key.word == word
        && key.domain == domain
        && (word != NO_WORD || key.code.equals(code));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return code;
  }
}
