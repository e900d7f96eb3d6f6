package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.RawClient.Response;
import gotourl.support.JsonSchema;
import gotourl.support.JsonTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The OpenAPI file of a server: holds answers against it, and keeps what was seen of it. */
final class ApiDescription {

  static final String PATH = "/-/api/v1/openapi.json";

  private static final String ROOT = "/-/api/v1";
  private static final Set<String> WITHOUT_OPERATION = Set.of("HEAD", "OPTIONS");

  private final JsonSchema schema;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  ApiDescription(TestServer server) throws IOException {
    Response response = server.get(PATH);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.one("Content-Type")).isEqualTo("application/json");
    schema = new JsonSchema(JsonTree.object(response.body()));
  }

  Map<String, @Nullable Object> root() {
    return schema.root();
  }

  /** Fails if the answer is not as the file says. */
  void holds(String method, String target, String body, ApiClient.Told told) {
    String path = template(target);
    String type = told.header("Content-Type");
    Map<String, @Nullable Object> paths = JsonSchema.object(root().get("paths"));
    Object operation =
        paths.containsKey(path)
            ? JsonSchema.object(paths.get(path)).get(method.toLowerCase(Locale.ROOT))
            : null;
    if (operation == null) {
      boolean refused = told.status() >= 400 || WITHOUT_OPERATION.contains(method);
      assertThat(refused).as(method + " " + target + " is not in the file").isTrue();
      if (!told.response().body().isEmpty()) {
        assertValid("Problem", told.json());
      }
      return;
    }
    Map<String, @Nullable Object> described = JsonSchema.object(operation);
    Map<String, @Nullable Object> responses = JsonSchema.object(described.get("responses"));
    String status = Integer.toString(told.status());
    String which = responses.containsKey(status) ? status : "default";
    boolean problem = told.status() >= 400;
    assertThat(problem || !which.equals("default"))
        .as(method + " " + target + " answers " + status)
        .isTrue();
    Object content = JsonSchema.object(responses.get(which)).get("content");
    if (content == null) {
      assertThat(told.response().body()).isEmpty();
    } else {
      Map<String, @Nullable Object> media = JsonSchema.object(content);
      assertThat(media).as(method + " " + target).containsKey(type);
      Object form = JsonSchema.object(media.get(type)).get("schema");
      if (form != null) {
        for (Map<String, @Nullable Object> json :
            type.equals(ApiClient.ROWS) ? told.rows() : List.of(told.json())) {
          assertThat(schema.faults(JsonSchema.object(form), json))
              .as(method + " " + target)
              .isEmpty();
          see("answer", json);
        }
      }
    }
    seen.add(described.get("operationId") + " " + which);
    if (!problem) {
      seeRequest(described, target, type.equals(ApiClient.ROWS) ? "" : body);
    }
  }

  private void seeRequest(Map<String, @Nullable Object> operation, String target, String body) {
    Object request = operation.get("requestBody");
    Map<String, @Nullable Object> content =
        request == null ? Map.of() : JsonSchema.object(JsonSchema.object(request).get("content"));
    // A body of rows has a schema for each of them, and a file has none.
    boolean isObject =
        content.values().stream().allMatch(media -> JsonSchema.object(media).containsKey("schema"));
    if (request != null && isObject && !body.isEmpty()) {
      Map<String, @Nullable Object> sent = JsonTree.object(body);
      for (Object media : content.values()) {
        assertThat(
                schema.faults(
                    JsonSchema.object(JsonSchema.object(media).get("schema")), withoutNulls(sent)))
            .as(body)
            .isEmpty();
      }
      see(String.valueOf(operation.get("operationId")), sent);
    }
    int mark = target.indexOf('?');
    if (mark >= 0) {
      for (String part : target.substring(mark + 1).split("&", -1)) {
        seen.add("parameter " + part.substring(0, part.indexOf('=')));
      }
    }
  }

  /** When a link is made, null says the same as nothing. */
  private static Map<String, @Nullable Object> withoutNulls(Map<String, @Nullable Object> sent) {
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(sent);
    rest.values().removeIf(Objects::isNull);
    return rest;
  }

  private void see(String where, @Nullable Object value) {
    switch (value) {
      case Map<?, ?> members ->
          members.forEach((name, member) -> {
            seen.add(where + " " + name);
            see(where, member);
          });
      case List<?> items -> items.forEach(item -> see(where, item));
      case null, default -> {}
    }
  }

  private void assertValid(String name, Map<String, @Nullable Object> json) {
    assertThat(schema.faults(schema.at("components/schemas/" + name), json)).isEmpty();
  }

  private static String template(String target) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String below = path.startsWith(ROOT) ? path.substring(ROOT.length()) : path;
    if (below.matches("/secrets/[^/]+")) {
      return "/secrets/{number}";
    }
    if (below.matches("/domains/[^/]+")) {
      return "/domains/{name}";
    }
    if (below.matches("/hosts/[^/]+/disable")) {
      return "/hosts/{host}/disable";
    }
    if (below.matches("/jobs/[^/]+(/report)?")) {
      return below.replaceFirst("/jobs/[^/]+", "/jobs/{id}");
    }
    if (below.matches("/tags/.+")) {
      return "/tags/{tag}";
    }
    if (!below.startsWith("/links/") || below.length() == "/links/".length()) {
      return below;
    }
    if (below.matches("/links/.+/explain")) {
      return "/links/{shortCode}/explain";
    }
    if (below.matches("/links/.+/qr\\.(svg|png)")) {
      return "/links/{shortCode}" + below.substring(below.lastIndexOf('/'));
    }
    return below.matches("/links/.+/history/[^/]+/restore")
        ? "/links/{shortCode}/history/{version}/restore"
        : below.matches("/links/.+/history")
            ? "/links/{shortCode}/history"
            : below.matches("/links/.+/restore")
                ? "/links/{shortCode}/restore"
                : "/links/{shortCode}";
  }

  /** All that the file names and that no answer has shown. */
  List<String> unseen() {
    Set<String> named = new HashSet<>();
    Map<String, @Nullable Object> paths = JsonSchema.object(root().get("paths"));
    paths
        .values()
        .forEach(path ->
            JsonSchema.object(path)
                .forEach((method, described) -> {
                  if (!method.equals("parameters")) {
                    name(JsonSchema.object(described), named);
                  }
                }));
    for (String shown :
        new String[] {
          "RowResult",
          "Domain",
          "DomainList",
          "Link",
          "LinkPage",
          "LinkHistory",
          "LinkExplanation",
          "Problem",
          "MadeSecret",
          "SecretList",
          "TagPage",
          "Tag",
          "DisabledLinks",
          "Job",
          "JobList",
          "JobRow"
        }) {
      properties(shown).forEach(property -> named.add("answer " + property));
    }
    properties("NewLink").forEach(property -> named.add("makeLink " + property));
    properties("NewSecret").forEach(property -> named.add("makeSecret " + property));
    properties("NewDomain").forEach(property -> named.add("makeDomain " + property));
    properties("DomainChange").forEach(property -> named.add("editDomain " + property));
    properties("TagChange").forEach(property -> named.add("renameTag " + property));
    properties("LinkChange").forEach(property -> named.add("editLink " + property));
    named.removeAll(seen);
    return named.stream().sorted().toList();
  }

  private static void name(Map<String, @Nullable Object> operation, Set<String> named) {
    String id = String.valueOf(operation.get("operationId"));
    JsonSchema.object(operation.get("responses"))
        .keySet()
        .forEach(status -> named.add(id + " " + status));
    if (operation.get("parameters") instanceof List<?> parameters) {
      for (Object parameter : parameters) {
        Map<String, @Nullable Object> one = JsonSchema.object(parameter);
        if ("query".equals(one.get("in"))) {
          named.add("parameter " + one.get("name"));
        }
      }
    }
  }

  private List<String> properties(String name) {
    return new ArrayList<>(
        JsonSchema.object(schema.at("components/schemas/" + name).get("properties")).keySet());
  }
}
