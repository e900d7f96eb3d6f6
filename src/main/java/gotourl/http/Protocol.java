package gotourl.http;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be spoken inside TLS, the best first; a client chooses by ALPN (RFC 7301). */
enum Protocol {
  HTTP_2("h2"),
  HTTP_1_1("http/1.1");

  private final String name;

  Protocol(String name) {
    this.name = name;
  }

  static List<String> names() {
    return Stream.of(values()).map(protocol -> protocol.name).toList();
  }

  /** A client that chose nothing knows of nothing newer. */
  static Protocol chosen(@Nullable String name) {
    for (Protocol protocol : values()) {
      if (protocol.name.equals(name)) {
        return protocol;
      }
    }
    return HTTP_1_1;
  }
}
