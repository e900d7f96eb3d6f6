package gotourl.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The field {@code url} of a request: in its body, else in its query; the first one counts. */
final class Form {

  private static final String FIELD = "url";

  private Form() {}

  sealed interface Read {}

  /**
   * @param url empty if there is none
   */
  record Url(String url) implements Read {}

  record Malformed() implements Read {}

  /** A body of a type that is no form, or a compressed one. */
  record Unsupported() implements Read {}

  static Read read(Request request) {
    Read body = request.body().length == 0 ? new Url("") : readBody(request);
    return body instanceof Url(String url) && url.isEmpty() ? encoded(request.query()) : body;
  }

  private static Read readBody(Request request) {
    String encoding = request.header(HttpHeaderNames.CONTENT_ENCODING);
    String type = request.header(HttpHeaderNames.CONTENT_TYPE);
    int semicolon = type.indexOf(';');
    String essence = semicolon < 0 ? type : type.substring(0, semicolon);
    if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
      return new Unsupported();
    }
    String body = new String(request.body(), ISO_8859_1);
    return switch (essence.strip().toLowerCase(Locale.ROOT)) {
      case "application/x-www-form-urlencoded" -> encoded(body);
      case "multipart/form-data" -> Multipart.read(body, type, FIELD);
      case String other -> new Unsupported();
    };
  }

  /** {@code name=value&name=value}; each char is one byte as sent. */
  private static Read encoded(String fields) {
    for (int start = 0; start <= fields.length(); ) {
      int next = fields.indexOf('&', start);
      int end = next < 0 ? fields.length() : next;
      int equals = fields.indexOf('=', start, end);
      if (equals > 0 && FIELD.equals(PathText.decodeField(fields.substring(start, equals)))) {
        return url(PathText.decodeField(fields.substring(equals + 1, end)));
      }
      start = end + 1;
    }
    return new Url("");
  }

  /** The bytes of a part, one in each char. */
  static Read part(String bytes) {
    return url(PathText.utf8(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1))));
  }

  private static Read url(@Nullable String text) {
    return text == null ? new Malformed() : new Url(text);
  }
}
