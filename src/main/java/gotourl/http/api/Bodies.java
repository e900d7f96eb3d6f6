package gotourl.http.api;

import java.util.List;
import java.util.Locale;

/** Whether a body is of a kind that is read here. */
final class Bodies {

  static final List<String> JSON = List.of(Response.JSON);
  static final List<String> MERGE_PATCH = List.of("application/merge-patch+json", Response.JSON);

  private Bodies() {}

  static Json.Members read(Call call, List<String> types, Faults faults) throws Refused {
    requireReadable(call, types);
    return JsonBody.read(call.body(), faults);
  }

  /** Whether the type is this one, whatever its parameters. */
  static boolean isOf(String contentType, String type) {
    return bare(contentType).equals(type);
  }

  private static String bare(String contentType) {
    return contentType.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
  }

  static void requireReadable(Call call, List<String> types) throws Refused {
    String encoding = call.header("Content-Encoding");
    if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
      throw unsupported("Send the body uncompressed.");
    }
    String[] type = call.header("Content-Type").split(";", -1);
    if (!types.contains(bare(type[0]))) {
      throw unsupported("Send the body as " + String.join(" or ", types) + ".");
    }
    for (int i = 1; i < type.length; i++) {
      String parameter = type[i].strip().toLowerCase(Locale.ROOT).replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        throw unsupported("Send the body in UTF-8.");
      }
    }
  }

  private static Refused unsupported(String detail) {
    return new Refused(Problem.UNSUPPORTED, detail);
  }
}
