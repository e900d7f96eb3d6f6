package gotourl.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import gotourl.http.api.Call.Parameter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The password that a request brings: in a form that is posted, or by HTTP Basic (RFC 7617) with
 * whatever name. Never in the URL, which others see.
 */
final class GivenPassword {

  private static final String BASIC = "basic ";

  /** What the form calls it. */
  private static final String FIELD = "password";

  private GivenPassword() {}

  /** {@code null} if there is none that could be read. */
  static @Nullable String of(Request request) {
    return HttpMethod.POST.equals(request.method()) ? posted(request) : basic(request);
  }

  private static @Nullable String posted(Request request) {
    String type = request.header(HttpHeaderNames.CONTENT_TYPE);
    int end = type.indexOf(';');
    String essence = (end < 0 ? type : type.substring(0, end)).strip();
    if (!HttpHeaderValues.APPLICATION_X_WWW_FORM_URLENCODED.contentEqualsIgnoreCase(essence)) {
      return null;
    }
    List<Parameter> fields = ApiTarget.parameters(new String(request.body(), ISO_8859_1));
    if (fields == null) {
      return null;
    }
    return fields.stream()
        .filter(field -> field.name().equals(FIELD))
        .map(Parameter::value)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String basic(Request request) {
    String header = request.header(HttpHeaderNames.AUTHORIZATION);
    if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return null;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
      String pair = PathText.utf8(ByteBuffer.wrap(bytes));
      return pair == null || pair.indexOf(':') < 0 ? null : pair.substring(pair.indexOf(':') + 1);
    } catch (IllegalArgumentException noBase64) {
      return null;
    }
  }
}
