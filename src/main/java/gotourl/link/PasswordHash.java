package gotourl.link;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What is kept of a link's password. It takes long to find out whether a password is the one, and
 * how long stands in it, so that a later version of Goto may take longer and still know the old
 * ones.
 *
 * <pre>
 *   pbkdf2-sha256$210000$Zm9vYmFyZm9vYmFy…$q83vEjRWeJCrze8SNFZ4kA…
 *                 rounds salt, 16 bytes    hash, 32 bytes; both in base64url without padding
 * </pre>
 *
 * @param text as above
 */
public record PasswordHash(String text) {

  /** The most that a password may have. Who has a longer one has a file. */
  public static final int PASSWORD_CHARS_MAX = 256;

  /** 45 to 60 milliseconds on the machine of docs/BENCHMARKS.md, once it is compiled. */
  static final int ROUNDS = 210_000;

  /** Whatever a stored text says, nobody works longer than ten times that. */
  static final int ROUNDS_MAX = 2_100_000;

  /** Longer ones are of no version of Goto so far. */
  private static final int TEXT_CHARS_MAX = 128;

  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private static final Pattern FORM =
      Pattern.compile(
          "pbkdf2-sha256\\$([1-9][0-9]{0,6})\\$([A-Za-z0-9_-]{22})\\$([A-Za-z0-9_-]{43})");

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  /**
   * Throws {@link IllegalArgumentException} if it is no such text; the text is in no message. Only
   * its length and first characters are looked at: it is read at each redirect.
   */
  public PasswordHash {
    if (!text.startsWith("pbkdf2-sha256$") || text.length() > TEXT_CHARS_MAX) {
      throw new IllegalArgumentException("a password is kept in a way that is not known here");
    }
  }

  /** Whether it is a password that a link can have. */
  public static boolean isPassword(String password) {
    return !password.isEmpty() && password.length() <= PASSWORD_CHARS_MAX;
  }

  /** Takes long; for no thread that somebody waits for. */
  static PasswordHash of(String password, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    byte[] hash = hash(password, salt, ROUNDS);
    return new PasswordHash(
        "pbkdf2-sha256$"
            + ROUNDS
            + '$'
            + ENCODER.encodeToString(salt)
            + '$'
            + ENCODER.encodeToString(hash));
  }

  /** Whether it is of this password. Takes as long as the making did. */
  boolean isOf(String password) {
    Matcher parts = FORM.matcher(text);
    if (!isPassword(password)
        || !parts.matches()
        || Integer.parseInt(parts.group(1)) > ROUNDS_MAX) {
      return false;
    }
    Base64.Decoder decoder = Base64.getUrlDecoder();
    byte[] salt = decoder.decode(parts.group(2));
    byte[] kept = decoder.decode(parts.group(3));
    return MessageDigest.isEqual(kept, hash(password, salt, Integer.parseInt(parts.group(1))));
  }

  /** The specification of a key takes characters, of which it uses the UTF-8 bytes. */
  private static byte[] hash(String password, byte[] salt, int rounds) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, rounds, HASH_BYTES * 8);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has PBKDF2", e);
    } finally {
      spec.clearPassword();
    }
  }

  /** Whatever is logged of it by mistake, it cannot be tried. */
  @Override
  public String toString() {
    return "a password";
  }
}
