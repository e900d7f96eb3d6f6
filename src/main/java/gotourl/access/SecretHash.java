package gotourl.access;

import java.security.MessageDigest;

/** The SHA-256 of a {@link Secret}: whoever reads it learns nothing that he could show. */
public final class SecretHash {

  public static final int BYTES = 32;

  private final byte[] bytes;

  private SecretHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Of its bytes.
   *
   * @throws IllegalArgumentException if they are not {@link #BYTES}
   */
  public static SecretHash of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(bytes.length + " bytes are no hash");
    }
    return new SecretHash(bytes.clone());
  }

  /** A copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** In constant time: how long it takes says nothing of where two begin to differ. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SecretHash hash && MessageDigest.isEqual(bytes, hash.bytes);
  }

  /** Some of its bits: they are as good as random. */
  @Override
  public int hashCode() {
    return (bytes[0] & 0xff) << 24
        | (bytes[1] & 0xff) << 16
        | (bytes[2] & 0xff) << 8
        | (bytes[3] & 0xff);
  }

  @Override
  public String toString() {
    return "the hash of a secret";
  }
}
