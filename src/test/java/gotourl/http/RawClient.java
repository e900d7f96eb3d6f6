package gotourl.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A client that sends exactly the bytes it is told; each char of a text is one of them. */
final class RawClient implements AutoCloseable {

  /** A test that waits longer than this has failed. */
  private static final int PATIENCE_MILLIS = 20_000;

  private final Plug plug;
  private final InputStream in;

  /** Something that bytes go through in both directions. */
  interface Plug extends AutoCloseable {
    InputStream in() throws IOException;

    OutputStream out() throws IOException;

    void endOutput() throws IOException;

    @Override
    void close() throws IOException;
  }

  private record OfSocket(Socket socket) implements Plug {
    @Override
    public InputStream in() throws IOException {
      return socket.getInputStream();
    }

    @Override
    public OutputStream out() throws IOException {
      return socket.getOutputStream();
    }

    @Override
    public void endOutput() throws IOException {
      socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private record OfFile(SocketChannel channel) implements Plug {
    @Override
    public InputStream in() {
      return Channels.newInputStream(channel);
    }

    @Override
    public OutputStream out() {
      return Channels.newOutputStream(channel);
    }

    @Override
    public void endOutput() throws IOException {
      var _ = channel.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

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

  private RawClient(Plug plug) throws IOException {
    this.plug = plug;
    this.in = new BufferedInputStream(plug.in());
  }

  RawClient(InetSocketAddress server) throws IOException {
    this(new OfSocket(connect(server)));
  }

  /** By way of a socket's file; one that is not there is refused like a port. */
  RawClient(UnixDomainSocketAddress server) throws IOException {
    this(new OfFile(connect(server)));
  }

  /** Through TLS; the handshake comes with the first bytes that are sent or read. */
  RawClient(InetSocketAddress server, SSLContext tls) throws IOException {
    this(new OfSocket(tls(connect(server), tls)));
  }

  /** Through a socket that a test has made its own way. */
  RawClient(Socket socket) throws IOException {
    this(new OfSocket(socket));
  }

  static Socket connect(InetSocketAddress server) throws IOException {
    Socket socket = new Socket();
    socket.connect(server, PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    return socket;
  }

  static SSLSocket tls(Socket socket, SSLContext tls) throws IOException {
    String host = socket.getInetAddress().getHostAddress();
    return (SSLSocket) tls.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
  }

  private static SocketChannel connect(UnixDomainSocketAddress server) throws IOException {
    if (!Files.exists(server.getPath())) {
      throw new ConnectException("there is no " + server);
    }
    return SocketChannel.open(server);
  }

  void send(String bytes) throws IOException {
    plug.out().write(bytes.getBytes(ISO_8859_1));
  }

  void endOutput() throws IOException {
    plug.endOutput();
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
    boolean chunked = fields.contains("Transfer-Encoding: chunked");
    byte[] body = headOnly ? new byte[0] : chunked ? chunks() : in.readNBytes(length);
    return new Response(
        Integer.parseInt(first.substring(9, 12)),
        head.toString(),
        List.copyOf(fields),
        new String(body, UTF_8));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] chunk = chunk(); chunk.length > 0; chunk = chunk()) {
      body.writeBytes(chunk);
    }
    return body.toByteArray();
  }

  /** The next chunk of an answer; empty at its end. */
  byte[] chunk() throws IOException {
    byte[] chunk = in.readNBytes(Integer.parseInt(line(), 16));
    assertEmpty(line());
    return chunk;
  }

  /** The head of an answer whose chunks are read one by one. */
  Response readHead() throws IOException {
    return read(true);
  }

  private static void assertEmpty(String line) {
    if (!line.isEmpty()) {
      throw new AssertionError("behind a chunk: " + line);
    }
  }

  /** Everything up to the orderly end; a reset throws. */
  String readToEnd() throws IOException {
    return new String(in.readAllBytes(), ISO_8859_1);
  }

  /** Whether anything has come that was not read. */
  boolean hasBytes() throws IOException {
    return in.available() > 0;
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
    plug.close();
  }

  @Override
  public void close() throws IOException {
    plug.close();
  }
}
