package gotourl.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request that adds a link: {@code url} in its body, else in its query, and {@code
 * secret} in its body only. The first one of a name counts.
 */
final class Form {

  static final String URL = "url";

  private static final String SECRET = "secret";

  private Form() {}

  sealed interface Read {}

  /**
   * @param text empty if there is none
   */
  record Value(String text) implements Read {}

  record Malformed() implements Read {}

  /** A body of a type that is no form, or a compressed one. */
  record Unsupported() implements Read {}

  static Read url(Request request) {
    Read body = readBody(request, URL);
    return body instanceof Value(String url) && url.isEmpty()
        ? encoded(request.query(), URL)
        : body;
  }

  /** Empty if there is none that could be one. */
  static String secret(Request request) {
    return readBody(request, SECRET) instanceof Value(String secret) ? secret : "";
  }

  private static Read readBody(Request request, String field) {
    if (request.body().length == 0) {
      return new Value("");
    }
    String encoding = request.header(HttpHeaderNames.CONTENT_ENCODING);
    String type = request.header(HttpHeaderNames.CONTENT_TYPE);
    int semicolon = type.indexOf(';');
    String essence = semicolon < 0 ? type : type.substring(0, semicolon);
    if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
      return new Unsupported();
    }
    String body = new String(request.body(), ISO_8859_1);
    return switch (essence.strip().toLowerCase(Locale.ROOT)) {
      case "application/x-www-form-urlencoded" -> encoded(body, field);
      case "multipart/form-data" -> Multipart.read(body, type, field);
      case String other -> new Unsupported();
    };
  }

  /** {@code name=value&name=value}; each char is one byte as sent. */
  private static Read encoded(String fields, String field) {
    for (int start = 0; start <= fields.length(); ) {
      int next = fields.indexOf('&', start);
      int end = next < 0 ? fields.length() : next;
      int equals = fields.indexOf('=', start, end);
      if (equals > 0 && field.equals(PathText.decodeField(fields.substring(start, equals)))) {
        return value(PathText.decodeField(fields.substring(equals + 1, end)));
      }
      start = end + 1;
    }
    return new Value("");
  }

  /** The bytes of a part, one in each char. */
  static Read part(String bytes) {
    return value(PathText.utf8(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1))));
  }

  private static Read value(@Nullable String text) {
    return text == null ? new Malformed() : new Value(text);
  }
}
