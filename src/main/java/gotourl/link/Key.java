package gotourl.link;

/** SKELETON: helper A writes this. */
public final class Key {

  /** The longest code, in bytes of UTF-8. */
  public static final int CODE_BYTES_MAX = 255;

  private final Domain domain;
  private final String code;

  private Key(Domain domain, String code) {
    this.domain = domain;
    this.code = code;
  }

  /** Outcome of {@link #parse}. */
  public sealed interface Parsed {}

  /** The text is a key. */
  public record Valid(Key key) implements Parsed {}

  /** The text can never be a key. */
  public record Invalid(Fault fault) implements Parsed {}

  /** Why a text is no key. */
  public enum Fault {
    EMPTY("a code must not be empty");

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
    if (text.isEmpty()) {
      return new Invalid(Fault.EMPTY);
    }
    return new Valid(new Key(domain, text));
  }

  /** The domain's number. */
  public int domain() {
    return domain.number();
  }

  /** NFC, folded if the domain folds. */
  public String code() {
    return code;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Key key
        && key.domain.number() == domain.number()
        && key.code.equals(code);
  }

  @Override
  public int hashCode() {
    return code.hashCode() * 31 + domain.number();
  }

  @Override
  public String toString() {
    return code;
  }
}
