package gotourl.transfer;

import java.util.List;

/** A type as a gob stream defines it; other types are named by their numbers. */
sealed interface GobType {

  record Struct(String name, List<Field> fields) implements GobType {}

  record Field(String name, long type) {}

  /** A slice or an array: on the wire both are a count and the elements. */
  record Sequence(String name, long element) implements GobType {}

  record Mapping(String name, long key, long value) implements GobType {}

  /** A type that encodes itself: a count of bytes and bytes that only it can read. */
  record Opaque(String name) implements GobType {}

  String name();
}
