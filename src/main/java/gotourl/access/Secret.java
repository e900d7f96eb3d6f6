package gotourl.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/**
 * What a client shows to say who it is. Its value is shown once, to whoever has it made, and kept
 * nowhere.
 *
 * <pre>
 *   goto_ | 32 random characters of base 62: 190 bits | 6 characters: CRC-32 of all before
 * </pre>
 *
 * The beginning lets people and scanners recognise it, the end tells a slip of the hand from a
 * secret without a look at any store.
 */
public final class Secret {

  private static final String PREFIX = "goto_";

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /** 32 × log2(62) is 190.5 bits: nobody ever guesses one, however many there are. */
  private static final int RANDOM_CHARS = 32;

  /** 62^6 is more than 2^32. */
  private static final int CHECK_CHARS = 6;

  private static final int LENGTH = PREFIX.length() + RANDOM_CHARS + CHECK_CHARS;

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /**
   * A new one.
   *
   * @param random must be fit for secrets
   */
  public static Secret random(RandomGenerator random) {
    StringBuilder value = new StringBuilder(LENGTH).append(PREFIX);
    for (int i = 0; i < RANDOM_CHARS; i++) {
      value.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return new Secret(value + check(value.toString()));
  }

  /** Empty: no secret that was ever made looks like this. */
  public static Optional<Secret> parse(String text) {
    if (text.length() != LENGTH || !text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    int checkAt = LENGTH - CHECK_CHARS;
    boolean isWhole =
        text.chars().skip(PREFIX.length()).allMatch(c -> DIGITS.indexOf(c) >= 0)
            && text.substring(checkAt).equals(check(text.substring(0, checkAt)));
    return isWhole ? Optional.of(new Secret(text)) : Optional.empty();
  }

  private static String check(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.US_ASCII));
    StringBuilder digits = new StringBuilder(CHECK_CHARS);
    long rest = crc.getValue();
    for (int i = 0; i < CHECK_CHARS; i++) {
      digits.append(DIGITS.charAt((int) (rest % DIGITS.length())));
      rest /= DIGITS.length();
    }
    return digits.reverse().toString();
  }

  /**
   * What is kept of it. A slow hash would only help where values can be guessed one by one: there
   * are 2^190 of these, and each request would pay for it.
   */
  public SecretHash hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return SecretHash.of(digest.digest(value.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java machine has it", e);
    }
  }

  /** The value itself, for the one time that it is shown. */
  public String reveal() {
    return value;
  }

  /** Nothing of the value: this may end up in a log. */
  @Override
  public String toString() {
    return PREFIX + "…";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && hash().equals(secret.hash());
  }

  @Override
  public int hashCode() {
    return hash().hashCode();
  }
}
