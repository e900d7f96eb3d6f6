package gotourl.visitor;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What shares of visitors are drawn with: whoever knows the address and the user agent of a visitor
 * still cannot say what he drew. Decision 0020 says how long it lives.
 */
public final class ShareSalt {

  static final int BYTES = 16;

  /** Providers give a network of 64 bits to a household; what follows changes daily. */
  private static final int IPV6_BYTES = 8;

  private final byte[] bytes;

  /** Has taken the salt; only ever copied, which costs a fraction of asking for a new one. */
  private final MessageDigest salted = sha256();

  private ShareSalt(byte[] bytes) {
    this.bytes = bytes;
    salted.update(bytes);
  }

  /** One that nobody has had before. */
  public static ShareSalt random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new ShareSalt(bytes);
  }

  /**
   * @param bytes {@value #BYTES}
   */
  static ShareSalt of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a salt has " + BYTES + " bytes");
    }
    return new ShareSalt(bytes.clone());
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** A visitor's mark: never stored, never sent, only compared with shares. */
  long mark(@Nullable InetAddress address, String userAgent) {
    MessageDigest digest = copy();
    // How long the address is: what a user agent begins with cannot pass for the end of one.
    digest.update((byte) (address == null ? 0 : address instanceof Inet6Address ? 6 : 4));
    if (address != null) {
      byte[] network = address.getAddress();
      digest.update(address instanceof Inet6Address ? Arrays.copyOf(network, IPV6_BYTES) : network);
    }
    byte[] hash = digest.digest(userAgent.getBytes(StandardCharsets.UTF_8));
    long mark = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      mark = mark << 8 | (hash[i] & 0xFF);
    }
    return mark;
  }

  private MessageDigest copy() {
    try {
      return (MessageDigest) salted.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's SHA-256 can be copied", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
