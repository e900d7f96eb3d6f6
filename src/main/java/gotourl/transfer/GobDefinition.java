package gotourl.transfer;

import gotourl.transfer.GobType.Field;
import gotourl.transfer.GobType.Mapping;
import gotourl.transfer.GobType.Opaque;
import gotourl.transfer.GobType.Sequence;
import gotourl.transfer.GobType.Struct;
import java.util.ArrayList;
import java.util.List;

/**
 * What a message with a negative number carries: the type of that number.
 *
 * <p>Source: "Encoding Details" of the Go package {@code encoding/gob}. The definition is itself a
 * struct value; field numbers, from 0:
 *
 * <pre>
 *   wireType    0 array {0 common, 1 element, 2 length}   1 slice {0 common, 1 element}
 *               2 struct {0 common, 1 fields}             3 map {0 common, 1 key, 2 element}
 *               4, 5, 6 types that encode themselves {0 common}
 *   common      0 name, 1 number
 *   field       0 name, 1 type
 * </pre>
 *
 * @param number the number that values of this type carry
 */
record GobDefinition(long number, GobType type) {

  private static final int KINDS = 7;
  private static final int FIELDS_MAX = 1_024;

  /** Reads the whole message; it must be nothing but one definition. */
  static GobDefinition read(GobCursor in) throws GobDamage {
    long number = -in.signed();
    if (number < GobTypes.DEFINED_MIN) {
      throw new GobDamage("a definition of the built-in type " + number);
    }
    GobDefinition definition = new Reader(in, number).read();
    if (in.remaining() > 0) {
      throw new GobDamage("more bytes than its type definition has");
    }
    return definition;
  }

  /** Reads the one kind that is there, whose parts all begin with the common one. */
  private static final class Reader {
    private final GobCursor in;
    private final long number;
    private String name = "";
    private long first;
    private long second;
    private List<Field> fields = List.of();

    Reader(GobCursor in, long number) {
      this.in = in;
      this.number = number;
    }

    GobDefinition read() throws GobDamage {
      int kind = in.field(-1, KINDS);
      GobType type =
          switch (kind) {
            case 0 -> {
              readParts(3);
              yield new Sequence(name, first);
            }
            case 1 -> {
              readParts(2);
              yield new Sequence(name, first);
            }
            case 2 -> {
              readStruct();
              yield new Struct(name, fields);
            }
            case 3 -> {
              readParts(3);
              yield new Mapping(name, first, second);
            }
            case 4, 5, 6 -> {
              readParts(1);
              yield new Opaque(name);
            }
            default -> throw new GobDamage("a type definition without a type");
          };
      if (in.field(kind, KINDS) >= 0) {
        throw new GobDamage("a type definition of two kinds");
      }
      return new GobDefinition(number, type);
    }

    private void readParts(int parts) throws GobDamage {
      int part = -1;
      while ((part = in.field(part, parts)) >= 0) {
        switch (part) {
          case 0 -> readCommon();
          case 1 -> first = in.signed();
          default -> second = in.signed();
        }
      }
    }

    private void readStruct() throws GobDamage {
      int part = -1;
      while ((part = in.field(part, 2)) >= 0) {
        if (part == 0) {
          readCommon();
        } else {
          readFields();
        }
      }
    }

    private void readCommon() throws GobDamage {
      long said = 0;
      int part = -1;
      while ((part = in.field(part, 2)) >= 0) {
        if (part == 0) {
          name = in.string();
        } else {
          said = in.signed();
        }
      }
      if (said != number) {
        throw new GobDamage("a type definition with two numbers");
      }
    }

    private void readFields() throws GobDamage {
      int count = in.count();
      if (count > FIELDS_MAX) {
        throw new GobDamage("a struct of more than " + FIELDS_MAX + " fields");
      }
      fields = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        fields.add(readField());
      }
    }

    private Field readField() throws GobDamage {
      String fieldName = "";
      long type = 0;
      int part = -1;
      while ((part = in.field(part, 2)) >= 0) {
        if (part == 0) {
          fieldName = in.string();
        } else {
          type = in.signed();
        }
      }
      return new Field(fieldName, type);
    }
  }
}
