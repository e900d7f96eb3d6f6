package gotourl.http;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;

/**
 * Private keys in the three forms that tools write. The platform reads PKCS #8 alone; the two older
 * forms are what PKCS #8 holds inside, so they are put into its shell:
 *
 * <pre>
 * PKCS #8   SEQUENCE { INTEGER 0, SEQUENCE { algorithm, parameters }, OCTET STRING { key } }
 * PKCS #1   key for algorithm rsaEncryption, parameters NULL
 * SEC 1     key for algorithm ecPublicKey, parameters = its own [0]: the name of the curve
 *           SEQUENCE { INTEGER 1, OCTET STRING, [0] { curve }, [1] { public key } }
 * </pre>
 */
final class PrivateKeys {

  private static final List<String> ALGORITHMS = List.of("RSA", "EC");

  private static final byte[] VERSION = HexFormat.of().parseHex("020100");
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int CURVE = 0xa0;

  /** Three bytes of length say more than any key has. */
  private static final int LENGTH_BYTES_MAX = 3;

  private PrivateKeys() {}

  /** Whether a block of that label is a private key, encrypted or not. */
  static boolean isPrivateKey(Pem.Block block) {
    return block.label().endsWith("PRIVATE KEY");
  }

  static boolean isEncrypted(Pem.Block block) {
    return block.label().startsWith("ENCRYPTED") || block.text().contains("ENCRYPTED");
  }

  /** Throws if these are not the bytes of an RSA or EC key. */
  static PrivateKey parse(Pem.Block block) throws GeneralSecurityException {
    byte[] key;
    try {
      key = block.bytes();
      key =
          switch (block.label()) {
            case "RSA PRIVATE KEY" -> shell(RSA, key);
            case "EC PRIVATE KEY" -> shell(element(SEQUENCE, joined(EC, curve(key))), key);
            default -> key;
          };
    } catch (RuntimeException e) {
      throw new InvalidKeySpecException("cannot be read", e);
    }
    return parse(key);
  }

  private static PrivateKey parse(byte[] pkcs8) throws GeneralSecurityException {
    InvalidKeySpecException last = new InvalidKeySpecException("no algorithm");
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException e) {
        last = e;
      }
    }
    throw last;
  }

  private static byte[] shell(byte[] algorithm, byte[] key) {
    return element(SEQUENCE, joined(VERSION, algorithm, element(OCTETS, key)));
  }

  private static byte[] curve(byte[] key) {
    ByteBuffer inside = content(ByteBuffer.wrap(key));
    while (inside.hasRemaining()) {
      int tag = inside.get(inside.position()) & 0xff;
      ByteBuffer field = content(inside);
      if (tag == CURVE) {
        byte[] curve = new byte[field.remaining()];
        field.get(curve);
        return curve;
      }
    }
    throw new IllegalArgumentException("no curve is named");
  }

  /** The content of the element that begins here, and goes past it. */
  private static ByteBuffer content(ByteBuffer at) {
    at.get();
    int length = at.get() & 0xff;
    if (length >= 0x80) {
      int bytes = length - 0x80;
      if (bytes > LENGTH_BYTES_MAX) {
        throw new IllegalArgumentException("longer than any key");
      }
      for (length = 0; bytes > 0; bytes--) {
        length = length << 8 | (at.get() & 0xff);
      }
    }
    ByteBuffer content = at.slice(at.position(), length);
    at.position(at.position() + length);
    return content;
  }

  private static byte[] element(int tag, byte[] content) {
    int length = content.length;
    byte[] head =
        length < 0x80
            ? new byte[] {(byte) tag, (byte) length}
            : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
    return joined(head, content);
  }

  private static byte[] joined(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer joined = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      joined.put(part);
    }
    return joined.array();
  }
}
