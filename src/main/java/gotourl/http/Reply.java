package gotourl.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;

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

  private final Status status;
  private final String fields;
  private final byte[] head;
  private final byte[] body;
  private final boolean last;

  private Reply(Status status, String fields, byte[] body, boolean last) {
    this.status = status;
    this.fields = fields;
    this.body = body;
    this.last = last;
    String length = status == Status.NOT_MODIFIED ? "" : "Content-Length: " + body.length + "\r\n";
    this.head = (status.line() + fields + length).getBytes(US_ASCII);
  }

  static Reply of(Status status, String contentType, byte[] body) {
    Reply reply = new Reply(status, "", body, false);
    return reply.with("Content-Type", contentType).with("X-Content-Type-Options", "nosniff");
  }

  static Reply plain(Status status, String words) {
    return of(status, PLAIN, words.getBytes(UTF_8));
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
    out.writeBytes(head);
  }

  void writeBody(ByteBuf out) {
    out.writeBytes(body);
  }
}
