package gotourl.transfer;

import gotourl.transfer.GobType.Field;
import gotourl.transfer.GobType.Mapping;
import gotourl.transfer.GobType.Opaque;
import gotourl.transfer.GobType.Sequence;
import gotourl.transfer.GobType.Struct;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The types that the streams of one file have defined so far.
 *
 * <p>Each life of the original program began a stream of its own and defined its types again, with
 * the same numbers or with others. The latest definition of a number holds.
 */
final class GobTypes {

  static final long BOOL = 1;
  static final long INT = 2;
  static final long UINT = 3;
  static final long FLOAT = 4;
  static final long BYTES = 5;
  static final long STRING = 6;
  static final long COMPLEX = 7;
  static final long INTERFACE = 8;

  /** The lowest number of a type that is not built in; Go itself begins with 65. */
  static final long DEFINED_MIN = 64;

  /**
   * A message begins with such a number or minus it. Encoded, its first byte is at least 0xF8 (0x7F
   * for -64 alone): bytes that no text in UTF-8 holds, so that text is not taken for a message.
   */
  static final int DEFINED_FIRST_BYTE_MIN = 0x7F;

  /** More than any program of the original's kind has; a file that defines more is damaged. */
  private static final int TYPES_MAX = 4_096;

  /** Deeper than any record that could hold a link; also ends a type that contains itself. */
  private static final int DEPTH_MAX = 16;

  private final Map<Long, GobType> types = new HashMap<>();

  @Nullable GobType type(long number) {
    return types.get(number);
  }

  void define(long number, GobType type) throws GobDamage {
    if (types.size() >= TYPES_MAX && !types.containsKey(number)) {
      throw new GobDamage("more than " + TYPES_MAX + " types");
    }
    types.put(number, type);
  }

  /** Steps over one value of this type. */
  void skip(long type, GobCursor in) throws GobDamage {
    skip(type, in, 0);
  }

  private void skip(long number, GobCursor in, int depth) throws GobDamage {
    if (depth > DEPTH_MAX) {
      throw new GobDamage("values nested deeper than " + DEPTH_MAX);
    }
    if (number < DEFINED_MIN) {
      skipBuiltIn(number, in);
      return;
    }
    GobType type = types.get(number);
    if (type == null) {
      throw new GobDamage("a value of type " + number + ", which is not defined before it");
    }
    switch (type) {
      case Struct struct -> {
        List<Field> fields = struct.fields();
        int field = -1;
        while ((field = in.field(field, fields.size())) >= 0) {
          skip(fields.get(field).type(), in, depth + 1);
        }
      }
      case Sequence sequence -> {
        for (int left = in.count(); left > 0; left--) {
          skip(sequence.element(), in, depth + 1);
        }
      }
      case Mapping mapping -> {
        for (int left = in.count(); left > 0; left--) {
          skip(mapping.key(), in, depth + 1);
          skip(mapping.value(), in, depth + 1);
        }
      }
      case Opaque _ -> in.skip(in.count());
    }
  }

  private static void skipBuiltIn(long number, GobCursor in) throws GobDamage {
    if (number == BYTES || number == STRING) {
      in.skip(in.count());
    } else if (number == BOOL || number == INT || number == UINT || number == FLOAT) {
      in.unsigned();
    } else if (number == COMPLEX) {
      in.unsigned();
      in.unsigned();
    } else if (number == INTERFACE) {
      skipInterface(in);
    } else {
      throw new GobDamage("a value of the unknown type " + number);
    }
  }

  /**
   * The name of the concrete type, empty for none; then its number, a count of bytes, the bytes.
   */
  private static void skipInterface(GobCursor in) throws GobDamage {
    int nameBytes = in.count();
    if (nameBytes > 0) {
      in.skip(nameBytes);
      if (in.signed() <= 0) {
        throw new GobDamage("a type defined inside a value");
      }
      in.skip(in.count());
    }
  }
}
