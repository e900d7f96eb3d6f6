package gotourl.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom we believe when he says for whom he asks.
 *
 * @param unix whether peers on a Unix-domain socket are believed too
 */
public record TrustedProxies(List<Block> blocks, boolean unix) {

  /** Nobody. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of(), false);

  /** Each is looked at for a new connection; the largest providers have a few dozen. */
  private static final int BLOCKS_MAX = 1_000;

  private static final String UNIX = "unix";

  public TrustedProxies {
    blocks = List.copyOf(blocks);
  }

  /**
   * Addresses that share their first bits.
   *
   * @param bits how many
   */
  public record Block(InetAddress network, int bits) {

    boolean contains(InetAddress address) {
      byte[] ours = network.getAddress();
      byte[] theirs = address.getAddress();
      if (ours.length != theirs.length) {
        return false;
      }
      int whole = bits >> 3;
      int rest = 0xff00 >> (bits & 7) & 0xff;
      return Arrays.equals(ours, 0, whole, theirs, 0, whole)
          && (rest == 0 || ((ours[whole] ^ theirs[whole]) & rest) == 0);
    }
  }

  /**
   * Reads addresses and blocks ({@code 10.0.0.0/8}, {@code 2001:db8::/32}) between commas, and
   * {@code unix}; an empty text names nobody.
   *
   * @throws IllegalArgumentException with what is wrong, for people
   */
  public static TrustedProxies parse(String text) {
    List<Block> blocks = new ArrayList<>();
    boolean unix = false;
    for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
      String name = part.strip();
      if (name.equals(UNIX)) {
        unix = true;
      } else {
        blocks.add(block(name));
      }
    }
    if (blocks.size() > BLOCKS_MAX) {
      throw new IllegalArgumentException("more than " + BLOCKS_MAX + " of them");
    }
    return new TrustedProxies(blocks, unix);
  }

  private static Block block(String text) {
    int slash = text.indexOf('/');
    InetAddress network = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    if (network == null) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is neither an address, nor a block like 10.0.0.0/8, nor unix");
    }
    int bitsMax = network.getAddress().length * 8;
    int bits = slash < 0 ? bitsMax : bits(text.substring(slash + 1), bitsMax);
    if (bits < 0) {
      throw new IllegalArgumentException(
          "\"" + text + "\" needs a number from 0 to " + bitsMax + " after its slash");
    }
    if (hasBitsAfter(network.getAddress(), bits)) {
      throw new IllegalArgumentException(
          "\"" + text + "\" names one address, and a whole block around it");
    }
    return new Block(network, bits);
  }

  private static int bits(String text, int max) {
    if (!text.matches("0|[1-9][0-9]{0,2}")) {
      return -1;
    }
    int bits = Integer.parseInt(text);
    return bits <= max ? bits : -1;
  }

  private static boolean hasBitsAfter(byte[] address, int bits) {
    for (int bit = bits; bit < address.length * 8; bit++) {
      if ((address[bit >> 3] & (0x80 >> (bit & 7))) != 0) {
        return true;
      }
    }
    return false;
  }

  /** {@code null} stands for a peer on a Unix-domain socket. */
  boolean believes(@Nullable InetAddress address) {
    return address == null ? unix : contain(address);
  }

  boolean contain(InetAddress address) {
    for (Block block : blocks) {
      if (block.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
