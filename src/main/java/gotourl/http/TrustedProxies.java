package gotourl.http;

import gotourl.visitor.AddressBlock;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom we believe when he says for whom he asks.
 *
 * @param unix whether peers on a Unix-domain socket are believed too
 */
public record TrustedProxies(List<AddressBlock> blocks, boolean unix) {

  /** Nobody. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of(), false);

  /** Each is looked at for a new connection; the largest providers have a few dozen. */
  private static final int BLOCKS_MAX = 1_000;

  private static final String UNIX = "unix";

  public TrustedProxies {
    blocks = List.copyOf(blocks);
  }

  /**
   * Reads addresses and blocks ({@code 10.0.0.0/8}, {@code 2001:db8::/32}) between commas, and
   * {@code unix}; an empty text names nobody.
   *
   * @throws IllegalArgumentException with what is wrong, for people
   */
  public static TrustedProxies parse(String text) {
    List<AddressBlock> blocks = new ArrayList<>();
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

  private static AddressBlock block(String text) {
    int slash = text.indexOf('/');
    if (IpAddress.parse(slash < 0 ? text : text.substring(0, slash)) == null) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is neither an address, nor a block like 10.0.0.0/8, nor unix");
    }
    return AddressBlock.parse(text);
  }

  /** {@code null} stands for a peer on a Unix-domain socket. */
  boolean believes(@Nullable InetAddress address) {
    return address == null ? unix : contain(address);
  }

  boolean contain(InetAddress address) {
    for (AddressBlock block : blocks) {
      if (block.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
