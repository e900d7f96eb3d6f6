package gotourl.store.embedded;

import gotourl.link.Tags;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The field of a link that has the numbers of its tags, also where nothing else of its fields is
 * wanted: searches and recovery look at millions.
 */
final class TagField {

  /** Of a number of 31 bits. */
  static final int NUMBER_BYTES_MAX = 5;

  private TagField() {}

  /** Writes the whole field; nothing for no tags. */
  static void write(ByteBuffer out, int[] numbers) {
    if (numbers.length > 0) {
      Varint.write(out, LinkFields.TAGS);
      Varint.write(out, Arrays.stream(numbers).map(Varint::bytes).sum());
      for (int number : numbers) {
        Varint.write(out, number);
      }
    }
  }

  /** Reads its value, to the end. */
  static int[] read(ByteBuffer value) {
    int[] numbers = new int[Math.min(value.remaining(), Tags.COUNT_MAX)];
    int count = 0;
    while (value.hasRemaining()) {
      long number = Varint.read(value);
      if (count == Tags.COUNT_MAX || number < 0 || number > Integer.MAX_VALUE) {
        throw new MalformedRecordException("such tags no link can have");
      }
      numbers[count++] = (int) number;
    }
    return count == numbers.length ? numbers : Arrays.copyOf(numbers, count);
  }

  /** Of the fields of a link, the numbers of its tags. */
  static int[] in(byte[] fields, int from, int count) {
    return count == 0 ? NumberedTags.NO_NUMBERS : in(ByteBuffer.wrap(fields, from, count), false);
  }

  /** The same of those that the link counts for: none, if it is in the bin. */
  static int[] countedIn(byte[] fields, int from, int count) {
    return count == 0 ? NumberedTags.NO_NUMBERS : in(ByteBuffer.wrap(fields, from, count), true);
  }

  private static int[] in(ByteBuffer fields, boolean counted) {
    int[] numbers = NumberedTags.NO_NUMBERS;
    long flags = 0;
    try {
      while (fields.hasRemaining()) {
        long tag = Varint.read(fields);
        long length = Varint.read(fields);
        if (length < 0 || length > fields.remaining()) {
          throw new MalformedRecordException("a field ends too early");
        }
        int end = fields.position() + (int) length;
        if (tag == LinkFields.FLAGS) {
          flags = Varint.read(fields);
        } else if (tag == LinkFields.TAGS) {
          numbers = read(fields.slice(fields.position(), (int) length));
        }
        fields.position(end);
      }
    } catch (BufferUnderflowException e) {
      throw new MalformedRecordException("a field ends too early");
    }
    return counted && (flags & LinkFields.BINNED) != 0 ? NumberedTags.NO_NUMBERS : numbers;
  }
}
