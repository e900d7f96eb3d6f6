package gotourl.http;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One field of a multipart/form-data body (RFC 7578) that is whole in memory.
 *
 * <pre>
 * --boundary CRLF
 * Content-Disposition: form-data; name="url" CRLF
 * CRLF
 * value CRLF
 * --boundary--
 * </pre>
 */
final class Multipart {

  /** RFC 2046, section 5.1.1, allows no longer one. */
  private static final int BOUNDARY_LENGTH_MAX = 70;

  private static final Pattern BOUNDARY =
      Pattern.compile(";\\s*boundary=(?:\"([^\"]*)\"|([^;\\s]*))", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME =
      Pattern.compile(
          "(?:^|\r\n)content-disposition:\\s*form-data;[^\r\n]*?\\bname=(?:\"([^\"\r\n]*)\"|([^;\\s]*))",
          Pattern.CASE_INSENSITIVE);

  private Multipart() {}

  static Form.Read read(String body, String contentType, String field) {
    Matcher found = BOUNDARY.matcher(contentType);
    String boundary = found.find() ? either(found) : "";
    if (boundary.isEmpty() || boundary.length() > BOUNDARY_LENGTH_MAX) {
      return new Form.Malformed();
    }
    // A preamble may come first; with a CRLF of our own every delimiter looks the same.
    String text = "\r\n" + body;
    String delimiter = "\r\n--" + boundary;
    int at = text.indexOf(delimiter);
    while (at >= 0) {
      int part = at + delimiter.length();
      if (text.startsWith("--", part)) {
        return new Form.Value("");
      }
      int head = text.indexOf("\r\n", part);
      int value = head < 0 ? -1 : text.indexOf("\r\n\r\n", head);
      int end = value < 0 ? -1 : text.indexOf(delimiter, value + 2);
      if (end < 0) {
        return new Form.Malformed();
      }
      if (isField(text.substring(head, value), field)) {
        return Form.part(end < value + 4 ? "" : text.substring(value + 4, end));
      }
      at = end;
    }
    return new Form.Malformed();
  }

  private static boolean isField(String head, String field) {
    Matcher name = NAME.matcher(head);
    return name.find()
        && field.equals(either(name))
        && !head.toLowerCase(Locale.ROOT).contains("filename=");
  }

  /** What stood in quotes, else what stood without. */
  private static String either(Matcher matcher) {
    String quoted = matcher.group(1);
    return quoted != null ? quoted : matcher.group(2);
  }
}
