package gotourl.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Whoever started us and wants to hear how we are, as systemd does of a service of {@code
 * Type=notify}: a datagram to the Unix socket named by {@code NOTIFY_SOCKET}. It lives in this room
 * because Java has no such datagrams and Netty has. Nobody is kept waiting by it and nothing fails
 * with it: what cannot be told is logged. Any thread may tell.
 */
public final class Supervisor {

  private static final Logger LOG = System.getLogger(Supervisor.class.getName());

  /** {@code sockaddr_un.sun_path} has 108 bytes, and a path's last is its NUL. */
  private static final int PATH_BYTES_MAX = 107;

  /** Of a name that is in no file system the first byte is NUL, and it is written so. */
  private static final String ABSTRACT = "@";

  static {
    NettyDefaults.set();
  }

  private final byte @Nullable [] address;

  private Supervisor(byte @Nullable [] address) {
    this.address = address;
  }

  /**
   * @param notifySocket a path, or a name with {@code @} before it; {@code null} or empty if nobody
   *     listens
   */
  public static Supervisor at(@Nullable String notifySocket) {
    if (notifySocket == null || notifySocket.isEmpty()) {
      return new Supervisor(null);
    }
    byte[] address = notifySocket.getBytes(UTF_8);
    boolean isAbstract = notifySocket.startsWith(ABSTRACT);
    if (address.length > PATH_BYTES_MAX || (!isAbstract && !notifySocket.startsWith("/"))) {
      LOG.log(Level.WARNING, "NOTIFY_SOCKET is no Unix socket's address: nobody is notified");
      return new Supervisor(null);
    }
    if (isAbstract) {
      address[0] = 0;
    }
    return new Supervisor(address);
  }

  /** Whether there is anybody to tell. */
  public boolean listens() {
    return address != null;
  }

  /** Every listener accepts. */
  public void ready() {
    tell("READY=1\nSTATUS=serving");
  }

  /** The configuration is being read again; {@link #ready} ends it. */
  public void reloading() {
    // The clock of the first is CLOCK_MONOTONIC on Linux, which is what is asked for.
    tell("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1_000);
  }

  /** The orderly end has begun. */
  public void stopping() {
    tell("STOPPING=1\nSTATUS=stopping");
  }

  /** One line for people: what takes so long. */
  public void status(String line) {
    tell("STATUS=" + line);
  }

  private void tell(String message) {
    if (address == null) {
      return;
    }
    try {
      send(message.getBytes(UTF_8), address);
    } catch (IOException | LinkageError e) {
      LOG.log(Level.WARNING, "the service manager could not be told " + message + ": " + e);
    }
  }

  private static void send(byte[] message, byte[] address) throws IOException {
    if (!Epoll.isAvailable()) {
      throw new IOException("Netty's library for Linux is not here", Epoll.unavailabilityCause());
    }
    ByteBuffer bytes = ByteBuffer.allocateDirect(message.length).put(message);
    Socket socket = Socket.newSocketDomainDgram();
    try {
      int sent = socket.sendToDomainSocket(bytes, 0, message.length, address);
      if (sent != message.length) {
        throw new IOException("the socket takes nothing now");
      }
    } finally {
      socket.close();
    }
  }
}
