package gotourl.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The files that come with the program; read once, at start. */
final class Resources {

  private Resources() {}

  static byte[] bytes(String name) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its file " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the program's file " + name + " cannot be read", e);
    }
  }
}
