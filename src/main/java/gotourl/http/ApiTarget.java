package gotourl.http;

import gotourl.http.api.Api;
import gotourl.http.api.Call.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the target of a request says, where it leads to the API. */
final class ApiTarget {

  /** What belongs to the API, whatever it is. */
  private static final String ROOT = "-/api";

  private static final List<String> ROOT_SEGMENTS = List.of(Api.ROOT.split("/", -1));

  private ApiTarget() {}

  /** Whether a request is for the API to answer, be it on or off. */
  static boolean isOf(Request request) {
    String path = request.rawPath();
    return path.startsWith(ROOT)
        && (path.length() == ROOT.length() || path.charAt(ROOT.length()) == '/');
  }

  /** What stands between the slashes behind the root; {@code null} if it is not text. */
  static @Nullable List<String> segments(String rawPath) {
    List<String> segments = new ArrayList<>();
    for (String part : rawPath.split("/", -1)) {
      String segment = PathText.decode(part, 0, part.length());
      if (segment == null) {
        return null;
      }
      segments.add(segment);
    }
    boolean isBelow =
        segments.size() > ROOT_SEGMENTS.size()
            && segments.subList(0, ROOT_SEGMENTS.size()).equals(ROOT_SEGMENTS);
    return isBelow ? segments.subList(ROOT_SEGMENTS.size(), segments.size()) : List.of();
  }

  /** The parameters of a query; {@code null} if something of it is not text. */
  static @Nullable List<Parameter> parameters(String query) {
    List<Parameter> parameters = new ArrayList<>();
    for (String part : query.split("&", -1)) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        String name = PathText.decodeField(equals < 0 ? part : part.substring(0, equals));
        String value = PathText.decodeField(equals < 0 ? "" : part.substring(equals + 1));
        if (name == null || value == null) {
          return null;
        }
        parameters.add(new Parameter(name, value));
      }
    }
    return parameters;
  }
}
