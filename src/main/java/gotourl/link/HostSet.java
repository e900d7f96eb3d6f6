package gotourl.link;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Hosts, each of which stands for itself and all below it. Asked on each redirect: whether a target
 * leads to one of them costs a look-up for each part of its host's name, and makes no object.
 *
 * <p>The names lie one behind the other in {@link #names}, each behind its length (2 bytes). {@link
 * #slots} is an open-addressed table of where they begin, at most half full; a name's hash is made
 * from its end to its beginning, so that one walk makes those of all its suffixes.
 */
public final class HostSet {

  /** The longest lists of today have some hundred thousand; with names of 20 bytes, 30 MB. */
  public static final int HOSTS_MAX = 1_000_000;

  /** None. */
  public static final HostSet NONE = of(List.of());

  private static final int LENGTH_BYTES = 2;

  private static final int EMPTY = -1;

  /** Odd, with bits all over: from the golden ratio. */
  private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

  private final byte[] names;
  private final int[] slots;
  private final int size;

  private HostSet(Collection<TargetHost> hosts) {
    names = new byte[hosts.stream().mapToInt(host -> LENGTH_BYTES + host.name().length()).sum()];
    slots = new int[2 * Integer.highestOneBit(Math.max(1, 2 * hosts.size() - 1))];
    Arrays.fill(slots, EMPTY);
    int at = 0;
    int count = 0;
    for (TargetHost host : hosts) {
      String name = host.name();
      int slot = slot(name, 0, name.length(), hash(name));
      if (slots[slot] == EMPTY) {
        slots[slot] = at;
        at = append(name, at);
        count++;
      }
    }
    size = count;
  }

  /** These; {@link IllegalArgumentException} if they are more than {@link #HOSTS_MAX}. */
  public static HostSet of(Collection<TargetHost> hosts) {
    if (hosts.size() > HOSTS_MAX) {
      throw new IllegalArgumentException(hosts.size() + " hosts are too many");
    }
    return new HostSet(hosts);
  }

  private int append(String name, int from) {
    int at = from;
    names[at++] = (byte) (name.length() >>> Byte.SIZE);
    names[at++] = (byte) name.length();
    for (int i = 0; i < name.length(); i++) {
      names[at++] = (byte) name.charAt(i);
    }
    return at;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public int size() {
    return size;
  }

  /**
   * Whether a target leads to one of these hosts, or to one below. Of a target that {@link
   * UrlPolicy} has made, without an object; whatever else somebody may have stored is parsed as a
   * browser would, and one that no browser would follow counts as leading there.
   */
  public boolean covers(String target) {
    if (size == 0) {
      return false;
    }
    int from = authority(target);
    if (from < 0) {
      return false;
    }
    int end = from;
    int host = from;
    while (end < target.length() && !endsAuthority(target.charAt(end))) {
      if (target.charAt(end) == '@') {
        host = end + 1;
      }
      end++;
    }
    int to = hostEnd(target, host, end);
    return isUsual(target, host, to) ? has(target, host, to) : hasParsed(target, host, to);
  }

  /** Where the user and host begin, as browsers see it; -1: such an address has no host. */
  private static int authority(String target) {
    int afterScheme = target.indexOf(':') + 1;
    int at = afterScheme;
    while (at < target.length() && UrlParser.isSlash(target.charAt(at))) {
      at++;
    }
    return at - afterScheme < 2 ? -1 : at;
  }

  private static boolean endsAuthority(char c) {
    return UrlParser.isSlash(c) || c == '?' || c == '#';
  }

  /** Before the port, and before the dots of the root. */
  private static int hostEnd(String target, int from, int end) {
    int to = from;
    boolean brackets = false;
    while (to < end && (brackets || target.charAt(to) != ':')) {
      brackets = target.charAt(to) == '[' || (brackets && target.charAt(to) != ']');
      to++;
    }
    while (to > from && target.charAt(to - 1) == '.') {
      to--;
    }
    return to;
  }

  /** Whether it is spelled as it is serialised; a number at its end might be of another base. */
  private static boolean isUsual(String text, int from, int to) {
    boolean isLabelStart = true;
    boolean startsByDigit = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean isDigit = c >= '0' && c <= '9';
      if (!isDigit && (c < 'a' || c > 'z') && c != '-' && c != '.' && c != '_') {
        return false;
      }
      if (isLabelStart) {
        startsByDigit = isDigit;
      }
      isLabelStart = c == '.';
    }
    return !startsByDigit;
  }

  private boolean hasParsed(String text, int from, int to) {
    try {
      String name = TargetHost.withoutDots(HostParser.parse(text.substring(from, to)));
      return has(name, 0, name.length());
    } catch (UrlFault nobodyFollowsIt) {
      return true;
    }
  }

  private boolean has(String text, int from, int to) {
    long hash = 0;
    for (int i = to - 1; i >= from; i--) {
      hash = step(hash, text.charAt(i));
      if ((i == from || text.charAt(i - 1) == '.') && slots[slot(text, i, to, hash)] != EMPTY) {
        return true;
      }
    }
    return false;
  }

  private static long hash(String name) {
    long hash = 0;
    for (int i = name.length() - 1; i >= 0; i--) {
      hash = step(hash, name.charAt(i));
    }
    return hash;
  }

  private static long step(long hash, char c) {
    return (hash + c) * FACTOR;
  }

  /** Where the name stands, or would. */
  private int slot(String text, int from, int to, long hash) {
    int mask = slots.length - 1;
    int slot = (int) (hash >>> Integer.SIZE) & mask;
    while (slots[slot] != EMPTY && !isAt(slots[slot], text, from, to)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isAt(int at, String text, int from, int to) {
    int length = (names[at] & 0xff) << Byte.SIZE | (names[at + 1] & 0xff);
    if (length != to - from) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (names[at + LENGTH_BYTES + i] != text.charAt(from + i)) {
        return false;
      }
    }
    return true;
  }
}
