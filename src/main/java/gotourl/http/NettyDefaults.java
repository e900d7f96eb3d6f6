package gotourl.http;

import java.util.Map;

/**
 * What Netty is told before any class of it looks: to leave out at the start what nobody here uses.
 * Whoever says otherwise on the command line of the Java machine is right.
 */
final class NettyDefaults {

  private static final Map<String, String> PROPERTIES =
      Map.of(
          // Events for the flight recorder: 50 ms and 11 MB, asked for or not.
          "io.netty.jfr.enabled", "false",
          // Our connections use this allocator; another is made beside it if it is not everybody's.
          "io.netty.allocator.type", "pooled");

  private NettyDefaults() {}

  static void set() {
    PROPERTIES.forEach((name, value) -> {
      if (System.getProperty(name) == null) {
        System.setProperty(name, value);
      }
    });
  }
}
