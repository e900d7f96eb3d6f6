package gotourl.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client of HTTP/2 that sends exactly the frames it is told. Only header blocks are decoded. */
final class FrameClient implements AutoCloseable {

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int ACK = 1;
  static final int END_HEADERS = 4;
  static final int WHOLE = END_STREAM | END_HEADERS;

  static final int NO_ERROR = 0;
  static final int PROTOCOL_ERROR = 1;
  static final int STREAM_CLOSED = 5;
  static final int REFUSED_STREAM = 7;
  static final int ENHANCE_YOUR_CALM = 11;

  static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private static final int INITIAL_WINDOW_SIZE = 4;

  private static final int FRAME_BYTES_MAX = 16_384;

  /** The longest location, and the rest. */
  private static final int HEADER_LIST_BYTES_MAX = 10_000;

  /** What a client that is slow to read has room for. */
  private static final int SLOW_BYTES = 4_096;

  /** A test that waits longer than this has failed. */
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final DataInputStream in;
  private final DefaultHttp2HeadersDecoder decoder =
      new DefaultHttp2HeadersDecoder(true, HEADER_LIST_BYTES_MAX);
  private final Map<Integer, Answer> answers = new HashMap<>();
  private int nextStream = 1;

  record Frame(int type, int flags, int stream, ByteBuf payload) {

    boolean has(int flag) {
      return (flags & flag) != 0;
    }

    int number(int at) {
      return payload.getInt(at);
    }

    /** Of DATA. */
    String text() {
      return payload.toString(UTF_8);
    }

    /** Of RST_STREAM or GOAWAY. */
    int error() {
      return number(type == GOAWAY ? 4 : 0);
    }
  }

  /** What has come on one stream. */
  static final class Answer {
    private final List<Http2Headers> heads = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean whole;
    private int reset = -1;

    int status() {
      return Integer.parseInt(heads.getLast().status().toString());
    }

    /** With those before it that say 100. */
    List<Integer> statuses() {
      return heads.stream().map(head -> Integer.parseInt(head.status().toString())).toList();
    }

    /** The value of a field; empty if there is none. */
    String field(String name) {
      CharSequence value = heads.getLast().get(name);
      return value == null ? "" : value.toString();
    }

    Http2Headers head() {
      return heads.getLast();
    }

    String body() {
      return body.toString(UTF_8);
    }

    boolean hasHead() {
      return !heads.isEmpty();
    }

    boolean isWhole() {
      return whole;
    }

    /** The code of the RST_STREAM that came; -1 if none did. */
    int reset() {
      return reset;
    }
  }

  private FrameClient(InetSocketAddress server, boolean slow) throws IOException {
    socket = new Socket();
    if (slow) {
      socket.setReceiveBufferSize(SLOW_BYTES);
    }
    socket.connect(server, PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  /** Has said nothing yet. */
  static FrameClient silent(InetSocketAddress server) throws IOException {
    return new FrameClient(server, false);
  }

  /** Has sent its preface, with these settings (number and value, one after the other). */
  static FrameClient connect(InetSocketAddress server, int... settings) throws IOException {
    return new FrameClient(server, false).begin(settings);
  }

  /** The same, with hardly any room in its socket. */
  static FrameClient slow(InetSocketAddress server) throws IOException {
    return new FrameClient(server, true).begin();
  }

  private FrameClient begin(int... settings) throws IOException {
    send(PREFACE.getBytes(ISO_8859_1));
    settings(settings);
    return this;
  }

  /** The same with no room for any body. */
  static FrameClient withoutWindow(InetSocketAddress server) throws IOException {
    return connect(server, INITIAL_WINDOW_SIZE, 0);
  }

  // Sending.

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  void send(int type, int flags, int stream, byte... payload) throws IOException {
    send(frame(type, flags, stream, payload));
  }

  static byte[] frame(int type, int flags, int stream, byte... payload) {
    return Unpooled.buffer()
        .writeMedium(payload.length)
        .writeByte(type)
        .writeByte(flags)
        .writeInt(stream)
        .writeBytes(payload)
        .capacity(9 + payload.length)
        .array();
  }

  static byte[] number(int value) {
    return new byte[] {
      (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value
    };
  }

  void settings(int... settings) throws IOException {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    for (int i = 0; i < settings.length; i += 2) {
      payload.write(settings[i] >> 8);
      payload.write(settings[i]);
      payload.writeBytes(number(settings[i + 1]));
    }
    send(SETTINGS, 0, 0, payload.toByteArray());
  }

  /** A request that is whole; returns its stream. */
  int request(String method, String path, String... fields) throws IOException {
    return begin(WHOLE, block(method, path, fields));
  }

  /** A request whose body is still to come. */
  int open(String method, String path, String... fields) throws IOException {
    return begin(END_HEADERS, block(method, path, fields));
  }

  int begin(int flags, byte[] block) throws IOException {
    int stream = nextStream;
    nextStream += 2;
    int end = Math.min(block.length, FRAME_BYTES_MAX);
    boolean isAll = end == block.length;
    send(HEADERS, isAll ? flags : flags & ~END_HEADERS, stream, Arrays.copyOf(block, end));
    if (!isAll) {
      byte[] rest = Arrays.copyOfRange(block, end, block.length);
      send(CONTINUATION, flags & END_HEADERS, stream, rest);
    }
    return stream;
  }

  void data(int stream, String bytes, boolean isEnd) throws IOException {
    send(DATA, isEnd ? END_STREAM : 0, stream, bytes.getBytes(ISO_8859_1));
  }

  /** Fields are name and value, one after the other. */
  static byte[] block(String method, String path, String... fields) {
    List<String> all =
        new ArrayList<>(
            List.of(":method", method, ":path", path, ":scheme", "http", ":authority", "h"));
    all.addAll(List.of(fields));
    return block(all);
  }

  /** Exactly these fields, as literals that enter no table. */
  static byte[] block(List<String> fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < fields.size(); i += 2) {
      out.write(0);
      text(out, fields.get(i));
      text(out, fields.get(i + 1));
    }
    return out.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, String text) {
    if (text.length() < 0x7f) {
      out.write(text.length());
    } else {
      out.write(0x7f);
      int rest = text.length() - 0x7f;
      for (; rest >= 0x80; rest >>>= 7) {
        out.write(rest | 0x80);
      }
      out.write(rest);
    }
    out.writeBytes(text.getBytes(ISO_8859_1));
  }

  // Reading.

  /** The next frame; {@code null} at the end of the connection, orderly or not. */
  @Nullable Frame read() throws IOException {
    try {
      int first = in.read();
      if (first < 0) {
        return null;
      }
      int length = first << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      byte[] payload = new byte[length];
      in.readFully(payload);
      return new Frame(type, flags, stream, Unpooled.wrappedBuffer(payload));
    } catch (EOFException | SocketException end) {
      return null;
    }
  }

  /** Reads until a stream has its answer or is reset; keeps what comes on others. */
  Answer answer(int stream) throws IOException {
    Answer answer = on(stream);
    while (!answer.whole && answer.reset < 0) {
      readOne();
    }
    return answer;
  }

  /** Reads until a stream's answer has begun. */
  Answer head(int stream) throws IOException {
    Answer answer = on(stream);
    while (!answer.hasHead()) {
      readOne();
    }
    return answer;
  }

  /** Reads until a stream is reset. */
  int reset(int stream) throws IOException {
    Answer answer = on(stream);
    while (answer.reset < 0) {
      readOne();
    }
    return answer.reset;
  }

  private Answer on(int stream) {
    return answers.computeIfAbsent(stream, _ -> new Answer());
  }

  private void readOne() throws IOException {
    Frame frame = read();
    if (frame == null) {
      throw new EOFException("the connection ended");
    }
    note(frame);
  }

  private void note(Frame frame) throws IOException {
    switch (frame.type()) {
      case HEADERS -> {
        Answer answer = on(frame.stream());
        answer.heads.add(decode(frame));
        answer.whole |= frame.has(END_STREAM);
      }
      case DATA -> {
        Answer answer = on(frame.stream());
        answer.body.writeBytes(ByteBufUtil.getBytes(frame.payload()));
        answer.whole |= frame.has(END_STREAM);
      }
      case RST_STREAM -> on(frame.stream()).reset = frame.error();
      case SETTINGS -> {
        if (!frame.has(ACK) && !socket.isOutputShutdown()) {
          send(SETTINGS, ACK, 0);
        }
      }
      case GOAWAY -> throw new EOFException("told to go away: " + frame.error());
      default -> {}
    }
  }

  private Http2Headers decode(Frame frame) {
    try {
      return decoder.decodeHeaders(frame.stream(), frame.payload());
    } catch (Http2Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Reads to the end, which a GOAWAY must come before; returns that. */
  Frame goAway() throws IOException {
    Frame last = null;
    for (Frame frame = read(); frame != null; frame = read()) {
      if (frame.type() == GOAWAY) {
        last = frame;
      } else if (frame.type() != SETTINGS) {
        note(frame);
      }
    }
    if (last == null) {
      throw new AssertionError("the connection ended without a word");
    }
    return last;
  }

  /** The frame of that kind that comes next, whatever else does. */
  Frame await(int type) throws IOException {
    for (Frame frame = read(); frame != null; frame = read()) {
      if (frame.type() == type) {
        return frame;
      }
      note(frame);
    }
    throw new EOFException("the connection ended");
  }

  void endOutput() throws IOException {
    socket.shutdownOutput();
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
