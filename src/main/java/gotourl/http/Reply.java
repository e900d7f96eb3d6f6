package gotourl.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer but for what the connection adds (Date, Connection). Immutable, so that constant
 * answers are made once and written many times. Each version of HTTP makes its own head of the same
 * fields:
 *
 * <pre>
 * head    HTTP/1: status line, header lines, each with its CRLF; Content-Length always last
 * block   HTTP/2: the same as a {@link FieldBlock}
 * body    may be empty; left out for HEAD and 304
 * </pre>
 *
 * Header values are ours: ASCII without control characters. Nothing of a request gets in here.
 */
final class Reply implements Answer.Now {

  static final String PLAIN = "text/plain; charset=utf-8";
  static final String HTML = "text/html; charset=utf-8";

  private static final Field NO_SNIFFING = new Field("X-Content-Type-Options", "nosniff");
  private static final List<Field> PLAIN_FIELDS = typeFields(PLAIN);

  /** Of a redirect on a link's own terms, whose head is made for each of them. */
  private static final int HEAD_CHARS_USUAL = 256;

  private final Status status;
  private final List<Field> fields;
  private final byte[] body;
  private final boolean last;

  /** Whether its body is not in it, and comes behind it in parts. */
  private final boolean flows;

  // Made when it is first written: most replies are only steps towards another. Twice, and alike,
  // if two loops come at once.
  private volatile byte @Nullable [] head;
  private volatile byte @Nullable [] block;

  private Reply(Status status, List<Field> fields, byte[] body, boolean last) {
    this(status, fields, body, last, false);
  }

  private Reply(Status status, List<Field> fields, byte[] body, boolean last, boolean flows) {
    this.status = status;
    this.fields = fields;
    this.body = body;
    this.last = last;
    this.flows = flows;
  }

  static Reply of(Status status, String contentType, byte[] body) {
    return new Reply(status, typeFields(contentType), body, false);
  }

  /**
   * @param fields with the type of the body, if there is one
   */
  static Reply of(Status status, List<Field> fields, byte[] body) {
    return new Reply(status, body.length == 0 ? fields : plus(fields, NO_SNIFFING), body, false);
  }

  static Reply plain(Status status, String words) {
    return new Reply(status, PLAIN_FIELDS, words.getBytes(UTF_8), false);
  }

  private static List<Field> typeFields(String contentType) {
    return List.of(new Field("Content-Type", contentType), NO_SNIFFING);
  }

  static Reply empty(Status status) {
    return new Reply(status, List.of(), new byte[0], false);
  }

  Reply with(String name, String value) {
    return new Reply(status, plus(fields, new Field(name, value)), body, last);
  }

  private static List<Field> plus(List<Field> fields, Field one) {
    List<Field> more = new ArrayList<>(fields.size() + 1);
    more.addAll(fields);
    more.add(one);
    return more;
  }

  /** The connection ends after this answer; of HTTP/2, which is framed anyway, only its stream. */
  Reply closing() {
    return new Reply(status, fields, body, true);
  }

  /** The head of one whose body comes behind it in parts, of whatever length. */
  Reply flowing() {
    return new Reply(status, plus(fields, NO_SNIFFING), body, last, true);
  }

  Status status() {
    return status;
  }

  boolean last() {
    return last;
  }

  int bodyBytes() {
    return body.length;
  }

  /** Of a plain reply. */
  String words() {
    return new String(body, UTF_8);
  }

  void writeHead(ByteBuf out) {
    byte[] made = head;
    if (made == null) {
      StringBuilder lines = new StringBuilder(HEAD_CHARS_USUAL).append(status.line());
      for (Field field : fields) {
        lines.append(field.name()).append(": ").append(field.value()).append("\r\n");
      }
      if (saysLength()) {
        lines.append("Content-Length: ").append(body.length).append("\r\n");
      }
      made = lines.toString().getBytes(US_ASCII);
      head = made;
    }
    out.writeBytes(made);
  }

  void writeBlock(ByteBuf out) {
    byte[] made = block;
    if (made == null) {
      made = FieldBlock.of(status, allFields());
      block = made;
    }
    out.writeBytes(made);
  }

  private List<Field> allFields() {
    return saysLength()
        ? plus(fields, new Field("Content-Length", Integer.toString(body.length)))
        : fields;
  }

  private boolean saysLength() {
    return !flows && status != Status.NOT_MODIFIED && status != Status.NO_CONTENT;
  }

  int bodyLength() {
    return body.length;
  }

  void writeBody(ByteBuf out) {
    out.writeBytes(body);
  }

  /** A part of the body. */
  void writeBody(ByteBuf out, int start, int length) {
    out.writeBytes(body, start, length);
  }
}
