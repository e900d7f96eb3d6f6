package gotourl.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A client that sends exactly the bytes it is told; each char of a text is one of them. */
final class RawClient implements AutoCloseable {

  /** A test that waits longer than this has failed. */
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  /** A response as it came. */
  record Response(int status, String head, List<String> fields, String body) {

    /** All values of a header, in order. */
    List<String> all(String name) {
      List<String> values = new ArrayList<>();
      for (String field : fields) {
        int colon = field.indexOf(':');
        if (field.substring(0, colon).equalsIgnoreCase(name)) {
          values.add(field.substring(colon + 1).strip());
        }
      }
      return values;
    }

    /** The one value of a header; empty if there is none. */
    String one(String name) {
      List<String> values = all(name);
      if (values.size() > 1) {
        throw new AssertionError(name + " stands there more than once: " + head);
      }
      return values.isEmpty() ? "" : values.get(0);
    }
  }

  RawClient(InetSocketAddress server) throws IOException {
    socket = new Socket();
    socket.connect(server, PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  void send(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
  }

  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  Response read() throws IOException {
    return read(false);
  }

  Response read(boolean headOnly) throws IOException {
    String first = line();
    List<String> fields = new ArrayList<>();
    StringBuilder head = new StringBuilder(first).append('\n');
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      fields.add(line);
      head.append(line).append('\n');
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    byte[] body = headOnly ? new byte[0] : in.readNBytes(length);
    return new Response(
        Integer.parseInt(first.substring(9, 12)),
        head.toString(),
        List.copyOf(fields),
        new String(body, UTF_8));
  }

  /** Everything up to the orderly end; a reset throws. */
  String readToEnd() throws IOException {
    return new String(in.readAllBytes(), ISO_8859_1);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended after: " + line);
      }
      line.write(b);
    }
    String text = line.toString(ISO_8859_1);
    if (!text.endsWith("\r")) {
      throw new AssertionError("a line without CR: " + text);
    }
    return text.substring(0, text.length() - 1);
  }

  /** Ends the connection before the test ends. */
  void hangUp() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
