package gotourl.http.api;

import java.util.ArrayList;
import java.util.List;

/**
 * What a call is answered.
 *
 * @param fields the header but for what every answer has; ASCII
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Response(int status, List<Field> fields, byte[] body) {

  /** One header field. */
  public record Field(String name, String value) {}

  static final String JSON = "application/json";

  private static final byte[] NO_BODY = {};

  public Response {
    fields = List.copyOf(fields);
  }

  static Response json(int status, byte[] body) {
    return of(status, JSON, body);
  }

  static Response of(int status, String type, byte[] body) {
    return new Response(status, List.of(new Field("Content-Type", type)), body);
  }

  /** Only a head: what follows is not known yet. */
  static Response streamed(int status, String type) {
    return new Response(status, List.of(new Field("Content-Type", type)), NO_BODY).unkept();
  }

  static Response empty(int status) {
    return new Response(status, List.of(), NO_BODY);
  }

  Response with(String name, String value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new Response(status, more, body);
  }

  /** No cache keeps it: it may be another soon, and is for one reader only. */
  Response unkept() {
    return with("Cache-Control", "no-store");
  }
}
