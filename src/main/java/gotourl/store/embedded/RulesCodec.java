package gotourl.store.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import gotourl.link.ConditionText;
import gotourl.link.RuleText;
import gotourl.link.Rules;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a link, as they are written (docs/FORMAT.md).
 *
 * <pre>
 *   rules       count | rule …
 *   rule        target | count | condition …
 *   condition   type | name | value
 *   target      length | UTF-8; type is the same
 *   name        0: none; else length + 1 | UTF-8; value is the same
 * </pre>
 *
 * All numbers are varints.
 */
final class RulesCodec {

  private static final int UTF_8_BYTES_MAX = 3;

  /** Of a length that {@link Rules#CHARS_MAX} characters can have. */
  private static final int LENGTH_BYTES_MAX = 3;

  private static final int TEXTS_OF_CONDITION = 3;

  private RulesCodec() {}

  static byte[] write(Rules rules) {
    List<RuleText> texts = rules.texts();
    ByteBuffer out = ByteBuffer.allocate(bytesMax(texts));
    Varint.write(out, texts.size());
    for (RuleText rule : texts) {
      writeText(out, rule.target());
      Varint.write(out, rule.conditions().size());
      for (ConditionText condition : rule.conditions()) {
        writeText(out, condition.type());
        writeOptional(out, condition.name());
        writeOptional(out, condition.value());
      }
    }
    byte[] bytes = new byte[out.position()];
    out.get(0, bytes);
    return bytes;
  }

  private static int bytesMax(List<RuleText> texts) {
    int bytes = LENGTH_BYTES_MAX;
    for (RuleText rule : texts) {
      bytes += 2 * LENGTH_BYTES_MAX + UTF_8_BYTES_MAX * rule.target().length();
      for (ConditionText condition : rule.conditions()) {
        bytes += TEXTS_OF_CONDITION * LENGTH_BYTES_MAX;
        bytes += UTF_8_BYTES_MAX * condition.type().length();
        bytes += UTF_8_BYTES_MAX * length(condition.name());
        bytes += UTF_8_BYTES_MAX * length(condition.value());
      }
    }
    return bytes;
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  private static void writeText(ByteBuffer out, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    Varint.write(out, bytes.length);
    out.put(bytes);
  }

  private static void writeOptional(ByteBuffer out, @Nullable String text) {
    if (text == null) {
      Varint.write(out, 0);
    } else {
      byte[] bytes = text.getBytes(UTF_8);
      Varint.write(out, bytes.length + 1);
      out.put(bytes);
    }
  }

  /**
   * Reads what reaches to the end of the buffer.
   *
   * @throws MalformedRecordException if it is no such thing, or names a condition that only a later
   *     version of Goto knows: a link that might lead elsewhere is not served
   */
  static Rules read(ByteBuffer in) {
    int count = upTo(Rules.RULES_MAX, Varint.read(in));
    List<RuleText> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(rule(in));
    }
    return switch (Rules.read(texts)) {
      case Rules.Valid(Rules rules) -> rules;
      case Rules.Invalid invalid ->
          throw new MalformedRecordException(
              invalid.faults().getFirst().place() + ": " + invalid.faults().getFirst().reason());
    };
  }

  private static RuleText rule(ByteBuffer in) {
    String target = text(in, Varint.read(in));
    int count = upTo(Rules.CONDITIONS_MAX, Varint.read(in));
    List<ConditionText> conditions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      conditions.add(new ConditionText(text(in, Varint.read(in)), optional(in), optional(in)));
    }
    return new RuleText(target, conditions);
  }

  private static @Nullable String optional(ByteBuffer in) {
    long lengthAndOne = Varint.read(in);
    return lengthAndOne == 0 ? null : text(in, lengthAndOne - 1);
  }

  private static String text(ByteBuffer in, long length) {
    int bytes = upTo(in.remaining(), length);
    String text = new String(in.array(), in.arrayOffset() + in.position(), bytes, UTF_8);
    in.position(in.position() + bytes);
    return text;
  }

  private static int upTo(int max, long value) {
    if (value < 0 || value > max) {
      throw new MalformedRecordException("rules that end too early, or are too many");
    }
    return (int) value;
  }
}
