package gotourl.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.RawClient.Response;
import gotourl.support.JsonTree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with a secret who calls the API, and holds each answer against its OpenAPI file.
 *
 * @param secret empty: without one
 */
record ApiClient(TestServer server, String secret, ApiDescription file) {

  ApiClient(TestServer server, String secret) throws IOException {
    this(server, secret, new ApiDescription(server));
  }

  static final String LINKS = "/-/api/v1/links";

  /** Of many objects, each on a line. */
  static final String ROWS = "application/x-ndjson";

  /**
   * What he is answered.
   *
   * @param json empty without a body
   */
  record Told(int status, Response response, Map<String, @Nullable Object> json) {

    /** Each line of a body of rows. */
    List<Map<String, @Nullable Object>> rows() {
      assertThat(header("Content-Type")).isEqualTo(ROWS);
      return response.body().lines().map(JsonTree::object).toList();
    }

    String header(String name) {
      return response.one(name);
    }

    @Nullable Object field(String name) {
      return json.get(name);
    }

    /** The last part of the type of a problem. */
    String problem() {
      assertThat(header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(field("status")).isEqualTo((long) status);
      return String.valueOf(field("type")).substring("urn:goto:problem:".length());
    }

    /** {@code field: reason} of all that is wrong. */
    List<String> errors() {
      return list("errors").stream()
          .map(error -> error.get("field") + ": " + error.get("reason"))
          .toList();
    }

    @SuppressWarnings("unchecked")
    List<Map<String, @Nullable Object>> list(String name) {
      return json.get(name) instanceof List<?> list
          ? (List<Map<String, @Nullable Object>>) list
          : List.of();
    }
  }

  Told get(String path, String... fields) throws IOException {
    return send("GET", path, "", fields);
  }

  Told post(String body, String... fields) throws IOException {
    return send("POST", LINKS, body, with("Content-Type: application/json", fields));
  }

  /** Many rows. */
  Told postRows(String rows, String... fields) throws IOException {
    return send("POST", LINKS, rows, with("Content-Type: " + ROWS, fields));
  }

  Told patch(String path, String body, String... fields) throws IOException {
    return send("PATCH", path, body, with("Content-Type: application/merge-patch+json", fields));
  }

  Told delete(String path, String... fields) throws IOException {
    return send("DELETE", path, "", fields);
  }

  Told send(String method, String path, String body, String... fields) throws IOException {
    StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: h\r\n");
    if (!secret.isEmpty()) {
      request.append("Authorization: Bearer ").append(secret).append("\r\n");
    }
    for (String field : fields) {
      request.append(field).append("\r\n");
    }
    byte[] bytes = body.getBytes(UTF_8);
    request.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
    Response response = server.ask(request + new String(bytes, ISO_8859_1));
    boolean isOne = response.one("Content-Type").endsWith("json") && !response.body().isEmpty();
    boolean isRows = response.one("Content-Type").equals(ROWS);
    Map<String, @Nullable Object> json =
        isOne && !isRows ? JsonTree.object(response.body()) : Map.of();
    Told told = new Told(response.status(), response, json);
    file.holds(method, path, body, told);
    return told;
  }

  private static String[] with(String field, String... fields) {
    String[] all = new String[fields.length + 1];
    all[0] = field;
    System.arraycopy(fields, 0, all, 1, fields.length);
    return all;
  }
}
