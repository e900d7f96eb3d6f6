package gotourl.store.embedded;

import gotourl.link.TagName;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The layout of what is said of tags (docs/FORMAT.md, "Tags"). The only place that knows it.
 *
 * <pre>
 *   name     time | number | bytes | UTF-8 | [links]      links: in checkpoints, how many have it
 *   delete   time | number
 * </pre>
 */
final class TagCodec {

  static final int NAME = 11;
  static final int DELETE = 12;

  /** Of a delete's frame: check, length, kind, time, number. */
  static final int FRAME_BYTES_MIN = 4 + 1 + 1 + 1 + 1;

  /** Of one char of a Java string, in UTF-8. */
  private static final int CHAR_BYTES_MAX = 3;

  /** Time, number, length and links. */
  private static final int NUMBERS_BYTES_MAX = 10 + 5 + 2 + 10;

  private TagCodec() {}

  static boolean isTag(int kind) {
    return kind == NAME || kind == DELETE;
  }

  /** More than the payload of any record that there can be. */
  static int bytesMax() {
    return NUMBERS_BYTES_MAX + TagName.CHARS_MAX * CHAR_BYTES_MAX;
  }

  /**
   * Writes a payload.
   *
   * @param epochMillis what times are relative to
   * @return the frame's kind
   */
  static int encode(ByteBuffer out, long epochMillis, LinkRecord.OfTag record) {
    Varint.writeZigzag(out, record.time().toEpochMilli() - epochMillis);
    Varint.write(out, record.number());
    return switch (record) {
      case LinkRecord.TagNamed(int number, TagName name, Instant time, long links) -> {
        byte[] bytes = name.text().getBytes(StandardCharsets.UTF_8);
        Varint.write(out, bytes.length);
        out.put(bytes);
        if (links > 0) {
          Varint.write(out, links);
        }
        yield NAME;
      }
      case LinkRecord.TagDeleted deleted -> DELETE;
    };
  }

  /**
   * Reads a payload.
   *
   * @param kind one that {@link #isTag}
   * @throws MalformedRecordException if it cannot have been written by this version
   */
  static LinkRecord.OfTag decode(long epochMillis, int kind, ByteBuffer in) {
    try {
      Instant time = Instant.ofEpochMilli(epochMillis + Varint.readZigzag(in));
      long number = Varint.read(in);
      if (number < TagTable.NUMBER_MIN || number > TagTable.NUMBER_MAX) {
        throw new MalformedRecordException("no tag has the number " + number);
      }
      LinkRecord.OfTag record =
          switch (kind) {
            case NAME -> decodeName(in, (int) number, time);
            case DELETE -> new LinkRecord.TagDeleted((int) number, time);
            default -> throw new IllegalArgumentException("kind " + kind);
          };
      if (in.hasRemaining()) {
        throw new MalformedRecordException("more is said of a tag than is known here");
      }
      return record;
    } catch (BufferUnderflowException e) {
      throw new MalformedRecordException("the payload ends too early");
    }
  }

  private static LinkRecord.TagNamed decodeName(ByteBuffer in, int number, Instant time) {
    long length = Varint.read(in);
    if (length < 0 || length > in.remaining()) {
      throw new MalformedRecordException("the payload ends too early");
    }
    ByteBuffer bytes = in.slice(in.position(), (int) length);
    in.position(in.position() + (int) length);
    long links = in.hasRemaining() ? Varint.read(in) : 0;
    if (links < 0) {
      throw new MalformedRecordException("no tag has " + links + " links");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return switch (TagName.parse(text)) {
        case TagName.Valid(TagName name) when name.text().equals(text) ->
            new LinkRecord.TagNamed(number, name, time, links);
        case TagName.Valid _, TagName.Invalid _ ->
            throw new MalformedRecordException("no tag can have such a name");
      };
    } catch (CharacterCodingException e) {
      throw new MalformedRecordException("a text is not UTF-8");
    }
  }
}
