package gotourl.support;

import gotourl.link.Domain;
import gotourl.link.Key;

/** Keys that a test knows to be good. */
public final class Keys {

  private Keys() {}

  /** The key of this code in the default domain, which does not fold. */
  public static Key key(String code) {
    return key(Domain.ofDefault(false), code);
  }

  /** The key of this code. */
  public static Key key(Domain domain, String code) {
    return switch (Key.parse(domain, code)) {
      case Key.Valid(Key key) -> key;
      case Key.Invalid(Key.Fault fault) -> throw new IllegalArgumentException(code + ": " + fault);
    };
  }
}
