package gotourl.http.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A call that came without a wire. */
final class TestCall implements Call {

  private final String method;
  private final @Nullable String path;
  private final Map<String, String> headers = new TreeMap<>();
  private final List<Parameter> parameters = new ArrayList<>();
  private byte[] body = {};

  TestCall(String method, @Nullable String path) {
    this.method = method;
    this.path = path;
  }

  TestCall header(String name, String value) {
    headers.put(name.toLowerCase(Locale.ROOT), value);
    return this;
  }

  TestCall parameter(String name, String value) {
    parameters.add(new Parameter(name, value));
    return this;
  }

  TestCall json(String text) {
    return header("Content-Type", "application/json").body(text.getBytes(UTF_8));
  }

  TestCall body(byte[] bytes) {
    body = bytes;
    return this;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public @Nullable List<String> segments() {
    return path == null ? null : List.of(path.split("/", -1));
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  @Override
  public byte[] body() {
    return body;
  }

  @Override
  public void whenGivenUp(Runnable giveUp) {} // this one waits for its answer

  @Override
  public String toString() {
    return method + " " + path + " " + parameters + " " + headers;
  }
}
