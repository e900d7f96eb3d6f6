package gotourl.cli;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a server answered. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Told(int status, HttpHeaders headers, byte[] body) {

  String text() {
    return new String(body, StandardCharsets.UTF_8).strip();
  }

  /** Empty if there is none. */
  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  boolean isGood() {
    return status >= 200 && status < 300;
  }

  boolean isEmpty() {
    return body.length == 0;
  }

  /** Whether the content is of this type, whatever its parameters. */
  boolean isOf(String type) {
    return header("Content-Type").toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals(type);
  }

  /** The type of the problem that the body tells of; nothing if it tells of none. */
  String problem() throws Failure {
    return isOf(Refusals.PROBLEM) ? JsonTree.shown(object().get("type")) : "";
  }

  /** The members of the object that the body is. */
  Map<String, @Nullable Object> object() throws Failure {
    if (JsonTree.read(text()) instanceof Map<?, ?> members) {
      return JsonTree.members(members);
    }
    throw new Failure("what the server answered is no JSON object");
  }

  /** The objects that a member of that object has in a list. */
  List<Map<String, @Nullable Object>> list(String name) throws Failure {
    return JsonTree.objects(object().get(name));
  }
}
