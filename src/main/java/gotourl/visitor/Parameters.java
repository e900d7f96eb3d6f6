package gotourl.visitor;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a query, decoded as forms are: pieces between ampersands, a plus is a space,
 * percent signs undone, and what is not UTF-8 then becomes the replacement character. Source:
 * url.spec.whatwg.org, "application/x-www-form-urlencoded parsing".
 */
public final class Parameters {

  /** More pieces are not looked at; a query of 8 KiB has seldom a hundred. */
  static final int COUNT_MAX = 1_000;

  private static final Parameters NONE = new Parameters(Map.of());

  private final Map<String, List<String>> values;

  private Parameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * @param query without its question mark
   */
  static Parameters of(String query) {
    if (query.isEmpty()) {
      return NONE;
    }
    Map<String, List<String>> values = new HashMap<>();
    int start = 0;
    for (int count = 0; start <= query.length() && count < COUNT_MAX; count++) {
      int ampersand = query.indexOf('&', start);
      int end = ampersand < 0 ? query.length() : ampersand;
      if (start < end) {
        int equals = query.indexOf('=', start, end);
        String name = decode(query.substring(start, equals < 0 ? end : equals));
        String value = equals < 0 ? "" : decode(query.substring(equals + 1, end));
        values.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
      }
      start = end + 1;
    }
    return new Parameters(values);
  }

  /** Whether the name stands there, with whatever value or none. */
  boolean has(String name) {
    return values.containsKey(name);
  }

  /** Whether one of the values of the name is this; {@code a} and {@code a=} have an empty one. */
  boolean has(String name, String value) {
    return values.getOrDefault(name, List.of()).contains(value);
  }

  /** What a name or value of a query means. */
  public static String decode(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (int i = 0; i < in.length; i++) {
      int high = in[i] == '%' && i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(in[i + 2], 16) : -1;
      if (low >= 0) {
        in[length++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        in[length++] = in[i] == '+' ? (byte) ' ' : in[i];
      }
    }
    return new String(in, 0, length, StandardCharsets.UTF_8);
  }
}
