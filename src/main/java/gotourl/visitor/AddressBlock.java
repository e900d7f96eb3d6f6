package gotourl.visitor;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * Addresses that share their first bits, as in {@code 10.0.0.0/8} and {@code 2001:db8::/32}; or one
 * alone. An IPv4 address in IPv6's clothes ({@code ::ffff:1.2.3.4}) is that IPv4 address.
 */
public final class AddressBlock {

  private final InetAddress network;
  private final byte[] bytes;
  private final int bits;

  private AddressBlock(InetAddress network, int bits) {
    this.network = network;
    this.bytes = network.getAddress();
    this.bits = bits;
  }

  /**
   * Reads an address, perhaps with a slash and how many bits count. No name is ever looked up.
   *
   * @throws IllegalArgumentException with what is wrong, for people
   */
  public static AddressBlock parse(String text) {
    int slash = text.indexOf('/');
    InetAddress network = IpLiteral.parse(slash < 0 ? text : text.substring(0, slash));
    if (network == null) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is neither an address nor a block like 10.0.0.0/8");
    }
    byte[] bytes = network.getAddress();
    int bitsMax = bytes.length * 8;
    int bits = slash < 0 ? bitsMax : IpLiteral.number(text.substring(slash + 1), bitsMax);
    if (bits < 0) {
      throw new IllegalArgumentException(
          "\"" + text + "\" needs a number from 0 to " + bitsMax + " after its slash");
    }
    for (int bit = bits; bit < bitsMax; bit++) {
      if ((bytes[bit >> 3] & (0x80 >> (bit & 7))) != 0) {
        throw new IllegalArgumentException(
            "\"" + text + "\" names one address, and a whole block around it");
      }
    }
    return new AddressBlock(network, bits);
  }

  /** Whether it is one of them. */
  public boolean contains(InetAddress address) {
    byte[] theirs = address.getAddress();
    if (theirs.length != bytes.length) {
      return false;
    }
    int whole = bits >> 3;
    int rest = 0xFF00 >> (bits & 7) & 0xFF;
    return Arrays.equals(bytes, 0, whole, theirs, 0, whole)
        && (rest == 0 || ((bytes[whole] ^ theirs[whole]) & rest) == 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddressBlock block
        && block.bits == bits
        && block.network.equals(network);
  }

  @Override
  public int hashCode() {
    return network.hashCode() * 31 + bits;
  }

  /** What {@link #parse} reads; one address alone has no slash. */
  @Override
  public String toString() {
    String address = network.getHostAddress();
    return bits == bytes.length * 8 ? address : address + "/" + bits;
  }
}
