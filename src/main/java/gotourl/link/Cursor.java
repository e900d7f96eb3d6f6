package gotourl.link;

import gotourl.link.Listing.Order;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * A place between two links of a listing. It goes by numbers, which never change: whatever is
 * added, edited or removed between two pages, no link stands on both and none is left out.
 *
 * <p>Its text is for URLs and means nothing to those who keep it. It is no secret either: whoever
 * makes one up gets a place in a list that he may read anyway.
 *
 * <pre>
 *   text = base64url of   version &lt;&lt; 4 | order  u8 | number  u64 big endian | check  u24
 * </pre>
 *
 * @param order which way the listing goes
 * @param number newest first: links below this number follow; oldest first: this one and above
 */
public record Cursor(Order order, long number) {

  private static final int VERSION = 1;
  private static final int VERSION_SHIFT = 4;
  private static final int ORDER_MASK = (1 << VERSION_SHIFT) - 1;

  private static final int CHECK_AT = Byte.BYTES + Long.BYTES;
  private static final int CHECK_BYTES = 3;
  private static final int BYTES = CHECK_AT + CHECK_BYTES;
  private static final int TEXT_CHARS = BYTES / 3 * 4;

  public Cursor {
    if (number < 0) {
      throw new IllegalArgumentException("no link has the number " + number);
    }
  }

  /** Before the first link. */
  public static Cursor start(Order order) {
    return switch (order) {
      case NEWEST -> new Cursor(order, Long.MAX_VALUE);
      case OLDEST -> new Cursor(order, 0);
    };
  }

  /** Outcome of {@link #parse}. */
  public sealed interface Parsed {}

  /** The text is a place in a list of this order. */
  public record Valid(Cursor cursor) implements Parsed {}

  /** The text is none. */
  public record Invalid(Fault fault) implements Parsed {}

  /** Why a text is no place in the list. */
  public enum Fault {
    GARBLED("the cursor is garbled; begin the list again without it"),
    OTHER_VERSION("the cursor is of another version of the server; begin the list again"),
    OTHER_ORDER("the cursor belongs to a list in the other order");

    private final String words;

    Fault(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  /** Reads what {@link #text} wrote, for a list of this order. */
  public static Parsed parse(Order order, String text) {
    byte[] bytes = decoded(text);
    if (bytes.length != BYTES || check(bytes) != checkOf(bytes)) {
      return new Invalid(Fault.GARBLED);
    }
    if ((bytes[0] & 0xff) >>> VERSION_SHIFT != VERSION) {
      return new Invalid(Fault.OTHER_VERSION);
    }
    long number = ByteBuffer.wrap(bytes).getLong(Byte.BYTES);
    int stored = bytes[0] & ORDER_MASK;
    if (number < 0 || (stored != code(Order.NEWEST) && stored != code(Order.OLDEST))) {
      return new Invalid(Fault.GARBLED);
    }
    return stored == code(order)
        ? new Valid(new Cursor(order, number))
        : new Invalid(Fault.OTHER_ORDER);
  }

  /** 16 letters, digits, {@code -} and {@code _}. */
  public String text() {
    return text(VERSION);
  }

  /** As another version would write it. */
  String text(int version) {
    byte[] bytes = new byte[BYTES];
    bytes[0] = (byte) (version << VERSION_SHIFT | code(order));
    ByteBuffer.wrap(bytes).putLong(Byte.BYTES, number);
    int check = checkOf(bytes);
    for (int i = 0; i < CHECK_BYTES; i++) {
      bytes[CHECK_AT + i] = (byte) (check >>> (Byte.SIZE * i));
    }
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  private static int code(Order order) {
    return switch (order) {
      case NEWEST -> 0;
      case OLDEST -> 1;
    };
  }

  private static byte[] decoded(String text) {
    if (text.length() != TEXT_CHARS) {
      return new byte[0];
    }
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException garbled) {
      return new byte[0];
    }
  }

  private static int checkOf(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, CHECK_AT);
    return (int) crc.getValue() & ((1 << (Byte.SIZE * CHECK_BYTES)) - 1);
  }

  private static int check(byte[] bytes) {
    int check = 0;
    for (int i = 0; i < CHECK_BYTES; i++) {
      check |= (bytes[CHECK_AT + i] & 0xff) << (Byte.SIZE * i);
    }
    return check;
  }
}
