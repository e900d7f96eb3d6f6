package gotourl.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The API of another product, on the loopback address, with as little behind it as a test needs. It
 * answers one request after the other, and fails when it is told to.
 */
public abstract class PretendApi implements AutoCloseable {

  /** What goes wrong with one request. */
  public enum Fault {
    NONE,
    /** 429 that asks for {@link #RETRY_AFTER_SECONDS} seconds. */
    TOO_MANY,
    /** 500 with a page. */
    BROKEN,
    /** The connection ends in the middle of the body. */
    CUT,
    /** The connection ends before there is any answer. */
    SILENT,
    /** The body ends in the middle, and says that this is all. */
    TORN,
    /** The body stops in the middle, and nothing comes any more. */
    STALLED
  }

  /** Those that are over at once. */
  public static final List<Fault> BRIEF =
      List.of(Fault.NONE, Fault.TOO_MANY, Fault.BROKEN, Fault.CUT, Fault.SILENT, Fault.TORN);

  public static final int RETRY_AFTER_SECONDS = 7;

  /** An answer. */
  protected record Reply(int status, String type, String body) {

    static Reply json(String body) {
      return new Reply(200, "application/json; charset=utf-8", body);
    }

    static Reply problem(int status) {
      return new Reply(
          status, "application/problem+json", "{\"title\":\"no\",\"status\":" + status + "}");
    }
  }

  private final HttpServer server;
  private final String path;
  private final String keyHeader;
  private final String key;
  private final List<String> asked = new ArrayList<>();
  private IntFunction<Fault> faults = _ -> Fault.NONE;
  private IntConsumer before = _ -> {};
  private int number;

  /**
   * @param path that it is behind; empty: none
   */
  protected PretendApi(String path, String keyHeader, String key) {
    this.path = path;
    this.keyHeader = keyHeader;
    this.key = key;
    try {
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets it answer. */
  protected final void begin() {
    server.createContext("/", this::handle);
    server.start();
  }

  public URI base() {
    return URI.create(
        "http://"
            + server.getAddress().getAddress().getHostAddress()
            + ":"
            + server.getAddress().getPort()
            + path);
  }

  /**
   * @param given what goes wrong with which request, counted from 0
   */
  public synchronized void fail(IntFunction<Fault> given) {
    faults = given;
  }

  /**
   * @param given what happens before which request is answered
   */
  public synchronized void before(IntConsumer given) {
    before = given;
  }

  /** Paths with queries, in the order in which they were asked for. */
  public synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  /**
   * @param relative to the path that it is behind, percent-encoded
   * @param query decoded
   */
  protected abstract Reply answer(String relative, Map<String, String> query);

  private synchronized void handle(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestURI().toString());
    int request = number++;
    before.accept(request);
    Fault fault = faults.apply(request);
    Reply reply = reply(exchange);
    if (fault == Fault.STALLED) {
      send(exchange, reply, half(reply), 100);
      return; // what is not closed stays open until the server stops
    }
    try (exchange) {
      switch (fault) {
        case NONE -> send(exchange, reply, reply.body(), 0);
        case TOO_MANY -> {
          exchange.getResponseHeaders().add("Retry-After", "" + RETRY_AFTER_SECONDS);
          send(exchange, Reply.problem(429), Reply.problem(429).body(), 0);
        }
        case BROKEN -> send(exchange, new Reply(500, "text/html", ""), "<h1>Oops</h1>", 0);
        case CUT -> send(exchange, reply, half(reply), 100);
        case TORN -> send(exchange, reply, half(reply), 0);
        case SILENT, STALLED -> {} // closing the exchange closes the connection
      }
    }
  }

  private static String half(Reply reply) {
    return reply.body().substring(0, reply.body().length() / 2);
  }

  private Reply reply(HttpExchange exchange) {
    String target = exchange.getRequestURI().getRawPath();
    if (!target.startsWith(path)) {
      return new Reply(404, "text/html", "<h1>Not Found</h1>");
    }
    if (!key.equals(exchange.getRequestHeaders().getFirst(keyHeader))) {
      return Reply.problem(401);
    }
    return answer(target.substring(path.length()), query(exchange.getRequestURI().getRawQuery()));
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    if (raw != null) {
      for (String piece : raw.split("&", -1)) {
        String[] parts = piece.split("=", 2);
        query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  /**
   * @param missing bytes that are promised and do not come
   */
  private static void send(HttpExchange exchange, Reply reply, String body, int missing)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", reply.type());
    exchange.sendResponseHeaders(reply.status(), bytes.length + missing);
    OutputStream out = exchange.getResponseBody();
    out.write(bytes);
    out.flush();
  }

  /** A text as JSON has it. */
  public static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  /** Members, each with its value in JSON, as an object. */
  protected static String object(Map<String, String> members) {
    List<String> parts = new ArrayList<>();
    members.forEach((name, value) -> parts.add(quoted(name) + ":" + value));
    return "{" + String.join(",", parts) + "}";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
