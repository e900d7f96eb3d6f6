package gotourl.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer but for what the connection adds (Date, Connection). Immutable, so that constant
 * answers are made once and written many times.
 *
 * <pre>
 * head  status line, header lines, each with its CRLF; Content-Length always last
 * body  may be empty; left out for HEAD and 304
 * </pre>
 *
 * Header values are ours: ASCII without control characters. Nothing of a request gets in here.
 */
final class Reply implements Answer.Now {

  static final String PLAIN = "text/plain; charset=utf-8";
  static final String HTML = "text/html; charset=utf-8";

  private static final String PLAIN_FIELDS = typeFields(PLAIN);

  private final Status status;
  private final String fields;
  private final byte[] body;
  private final boolean last;

  /** Made when it is first written: most replies are only steps towards another. */
  private volatile byte @Nullable [] head;

  private Reply(Status status, String fields, byte[] body, boolean last) {
    this.status = status;
    this.fields = fields;
    this.body = body;
    this.last = last;
  }

  static Reply of(Status status, String contentType, byte[] body) {
    return new Reply(status, typeFields(contentType), body, false);
  }

  static Reply plain(Status status, String words) {
    return new Reply(status, PLAIN_FIELDS, words.getBytes(UTF_8), false);
  }

  private static String typeFields(String contentType) {
    return "Content-Type: " + contentType + "\r\nX-Content-Type-Options: nosniff\r\n";
  }

  static Reply empty(Status status) {
    return new Reply(status, "", new byte[0], false);
  }

  Reply with(String name, String value) {
    return new Reply(status, fields + name + ": " + value + "\r\n", body, last);
  }

  /** The connection ends after this answer. */
  Reply closing() {
    return new Reply(status, fields, body, true);
  }

  Status status() {
    return status;
  }

  boolean last() {
    return last;
  }

  void writeHead(ByteBuf out) {
    byte[] made = head;
    if (made == null) {
      // Twice, and alike, if two loops come at once.
      made = (status.line() + fields + length()).getBytes(US_ASCII);
      head = made;
    }
    out.writeBytes(made);
  }

  private String length() {
    return status == Status.NOT_MODIFIED ? "" : "Content-Length: " + body.length + "\r\n";
  }

  void writeBody(ByteBuf out) {
    out.writeBytes(body);
  }
}
