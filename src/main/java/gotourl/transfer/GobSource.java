package gotourl.transfer;

import gotourl.transfer.GobType.Field;
import gotourl.transfer.GobType.Struct;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The original's data file: Go's {@code encoding/gob} of {@code struct{ Key, URL string }}.
 *
 * <p>Source: "Encoding Details" of the Go package {@code encoding/gob}. A stream is a row of
 * messages:
 *
 * <pre>
 *   length of what follows, unsigned
 *   signed number n:  n &lt; 0   the definition of type -n
 *                     n &gt; 0   a value of type n; unless it is a struct, after a byte 0
 * </pre>
 *
 * <p>A file holds one stream for each life of the program, and a crash tears the last message of
 * its life. A torn message swallows the beginning of the next life's first definition, which no
 * text in UTF-8 contains: so a torn record of two texts never passes as a whole one. After damage,
 * reading goes on at the next message that is whole: a type definition, or a record of a type known
 * by then. There is no checksum in a gob: a byte changed inside a text cannot be seen.
 */
final class GobSource implements Source {

  /**
   * Far more than a code and a target that may be imported need: what claims to be longer is passed
   * over as damage, be it true or not.
   */
  static final int MESSAGE_BYTES_MAX = 1 << 20;

  /** A length as large as {@link #MESSAGE_BYTES_MAX} takes a count and three bytes. */
  private static final int LENGTH_BYTES_MAX = 4;

  /** How far a window must see for this source. */
  static final int LOOKAHEAD_BYTES = LENGTH_BYTES_MAX + MESSAGE_BYTES_MAX;

  /** For a record that is only tried. */
  private static final Place HERE = new Place(Place.Unit.BYTE, 0);

  private final Window window;
  private final GobTypes types = new GobTypes();

  GobSource(Window window) {
    this.window = window;
  }

  @Override
  public @Nullable Row next() throws IOException {
    while (window.has(1)) {
      Place place = new Place(Place.Unit.BYTE, window.offset());
      try {
        int header = headerBytes();
        int message = messageBytes(header);
        Row row = read(place, window.cursor(header, header + message));
        window.skip(header + message);
        if (row != null) {
          return row;
        }
      } catch (GobDamage damage) {
        return new Row.Unreadable(place, damage.reason() + "; " + passOver());
      }
    }
    return null;
  }

  /** Whether a whole type definition begins here. */
  static boolean beginsAt(Window window) throws IOException {
    return new GobSource(window).definitionIsWhole();
  }

  /** Whether the file ends inside what may be a type definition that begins here. */
  static boolean isTornDefinition(Window window) throws IOException {
    GobSource source = new GobSource(window);
    try {
      int header = source.headerBytes();
      return !window.has(header + source.lengthAt(header))
          && (!window.has(header + 1) || source.mayBeDefined(header));
    } catch (GobDamage damage) {
      return false;
    }
  }

  /** Steps over damage to the next message that is whole, or to the end of the file. */
  private String passOver() throws IOException {
    long from = window.offset();
    do {
      window.skip(1);
    } while (window.has(1) && !definitionIsWhole() && !recordIsWhole());
    long passed = window.offset() - from;
    return window.has(1)
        ? "passed over " + passed + " bytes to the next whole message"
        : "passed over the last " + passed + " bytes of the file";
  }

  /** How many bytes the length takes that stands here. */
  private int headerBytes() throws GobDamage, IOException {
    if (!window.has(1)) {
      throw new GobDamage("no message");
    }
    int first = window.at(0);
    int bytes = first < 0x80 ? 1 : 1 + 0x100 - first;
    if (first == 0 || bytes > LENGTH_BYTES_MAX) {
      throw new GobDamage("a message of no possible length");
    }
    return bytes;
  }

  private int lengthAt(int header) throws GobDamage, IOException {
    if (!window.has(header)) {
      throw new GobDamage("a torn message");
    }
    long length = window.cursor(0, header).unsigned();
    if (length == 0 || length > MESSAGE_BYTES_MAX) {
      throw new GobDamage("a message of no possible length");
    }
    return (int) length;
  }

  private int messageBytes(int header) throws GobDamage, IOException {
    int length = lengthAt(header);
    if (!window.has(header + length)) {
      throw new GobDamage("a torn message");
    }
    return length;
  }

  /** The row that this message makes; {@code null} for a definition, which is taken in. */
  private @Nullable Row read(Place place, GobCursor message) throws GobDamage {
    GobCursor again = message.fork();
    long number = message.signed();
    if (number < 0) {
      GobDefinition definition = GobDefinition.read(again);
      types.define(definition.number(), definition.type());
      return null;
    }
    if (number >= GobTypes.DEFINED_MIN
        && types.type(number) instanceof Struct struct
        && isRecord(struct)) {
      return record(place, struct, message);
    }
    return foreign(place, number, message);
  }

  private static boolean isRecord(Struct struct) {
    return struct.fields().contains(new Field("Key", GobTypes.STRING))
        && struct.fields().contains(new Field("URL", GobTypes.STRING));
  }

  private Row.Read record(Place place, Struct struct, GobCursor in) throws GobDamage {
    String code = "";
    String target = "";
    List<Field> fields = struct.fields();
    int number = -1;
    while ((number = in.field(number, fields.size())) >= 0) {
      Field field = fields.get(number);
      switch (field.name()) {
        case "Key" -> code = in.string();
        case "URL" -> target = in.string();
        default -> types.skip(field.type(), in);
      }
    }
    expectEnd(in);
    return new Row.Read(place, code, target);
  }

  /** A value that is whole but no link: somebody else's file, or a program that has grown. */
  private Row foreign(Place place, long number, GobCursor in) throws GobDamage {
    GobType type = types.type(number);
    if (type == null) {
      throw new GobDamage("a value of type " + number + ", which is not defined before it");
    }
    if (!(type instanceof Struct) && in.unsigned() != 0) {
      throw new GobDamage("a value that does not begin as one");
    }
    types.skip(number, in);
    expectEnd(in);
    return new Row.Unreadable(
        place, "a value of type " + Quoted.of(type.name()) + ", which has no texts Key and URL");
  }

  private static void expectEnd(GobCursor in) throws GobDamage {
    if (in.remaining() > 0) {
      throw new GobDamage("more bytes than its value has");
    }
  }

  private boolean definitionIsWhole() throws IOException {
    return messageIsWhole(true);
  }

  private boolean recordIsWhole() throws IOException {
    return messageIsWhole(false);
  }

  /**
   * Whether a message with this header may begin with the number of a defined type, or minus it.
   */
  private boolean mayBeDefined(int header) {
    return window.at(header) >= GobTypes.DEFINED_FIRST_BYTE_MIN;
  }

  /** Tries a message here without taking anything in. */
  private boolean messageIsWhole(boolean definition) throws IOException {
    try {
      int header = headerBytes();
      if (!window.has(header + 1) || !mayBeDefined(header)) {
        return false;
      }
      int length = messageBytes(header);
      GobCursor message = window.cursor(header, header + length);
      if (definition) {
        GobDefinition.read(message);
        return true;
      }
      // An empty record proves nothing: the three bytes of one stand inside every definition.
      return types.type(message.signed()) instanceof Struct struct
          && isRecord(struct)
          && !record(HERE, struct, message).link().isPartial();
    } catch (GobDamage damage) {
      return false;
    }
  }
}
