package gotourl.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/**
 * Answers as bytes. Written straight into the connection's buffer: an object for every header would
 * cost more than the redirect itself.
 *
 * <pre>
 * HTTP/1.1 302 Found CRLF Content-Length: 0 CRLF Location: TARGET CRLF Date: … CRLF [Connection: … CRLF] CRLF
 * </pre>
 */
final class Wire {

  static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII);

  private static final byte[] CLOSE = "Connection: close\r\n\r\n".getBytes(US_ASCII);
  private static final byte[] KEEP = "Connection: keep-alive\r\n\r\n".getBytes(US_ASCII);
  private static final byte[] CHUNKED = "Transfer-Encoding: chunked\r\n".getBytes(US_ASCII);
  private static final short CRLF = '\r' << 8 | '\n';

  private final byte[] redirectHead;
  private final byte[] always;

  /** How the connection goes on after an answer, and how it says so. */
  enum After {
    /** HTTP/1.1 needs no word for it. */
    STAY,
    /** An HTTP/1.0 client asked for it and waits for the word. */
    STAY_TOLD,
    CLOSE
  }

  Wire(Status redirect) {
    this(redirect, "");
  }

  /**
   * @param always header lines of every answer, each with its CRLF
   */
  Wire(Status redirect, String always) {
    this.redirectHead =
        (redirect.line() + always + "Content-Length: 0\r\nLocation: ").getBytes(US_ASCII);
    this.always = always.getBytes(US_ASCII);
  }

  /** For answers that are given over TLS; of no seconds nothing is said. */
  static Wire inTls(Status redirect, int hstsSeconds) {
    return new Wire(
        redirect,
        hstsSeconds == 0 ? "" : "Strict-Transport-Security: max-age=" + hstsSeconds + "\r\n");
  }

  void write(ByteBuf out, Answer.Now answer, byte[] dateLine, After after, boolean headOnly) {
    switch (answer) {
      case Answer.Redirect(String target, Reply special) -> {
        if (special == null) {
          out.writeBytes(redirectHead);
          out.writeBytes(target.getBytes(ISO_8859_1));
          out.writeShort(CRLF);
          end(out, dateLine, after);
        } else {
          write(out, special, dateLine, after, headOnly);
        }
      }
      case Reply reply -> write(out, reply, dateLine, after, headOnly);
    }
  }

  private void write(ByteBuf out, Reply reply, byte[] dateLine, After after, boolean headOnly) {
    reply.writeHead(out);
    out.writeBytes(always);
    end(out, dateLine, after);
    if (!headOnly) {
      reply.writeBody(out);
    }
  }

  /**
   * The head of an answer that comes in parts.
   *
   * @param chunked whether the client can tell its end from chunks; else it ends with the
   *     connection
   */
  void writeFlowing(ByteBuf out, Reply head, byte[] dateLine, After after, boolean chunked) {
    head.writeHead(out);
    out.writeBytes(always);
    if (chunked) {
      out.writeBytes(CHUNKED);
    }
    end(out, dateLine, after);
  }

  private static void end(ByteBuf out, byte[] dateLine, After after) {
    out.writeBytes(dateLine);
    switch (after) {
      case STAY -> out.writeShort(CRLF);
      case STAY_TOLD -> out.writeBytes(KEEP);
      case CLOSE -> out.writeBytes(CLOSE);
    }
  }
}
