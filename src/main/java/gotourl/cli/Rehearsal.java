package gotourl.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import gotourl.config.Configuration;
import gotourl.config.Setting;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A short life of a server, from which the Java machine learns for its cache what a start needs
 * (decision 0016): links are added, it stops and starts again, they are followed, it is asked odd
 * things, and it stops. Not a command that users see: the launch script runs it, once, with {@code
 * goto rehearse DIR}, DIR being an empty directory that it removes again.
 *
 * <p>How much is asked matters: what has been compiled here is compiled early in each start that
 * uses the cache, which costs time and memory then. So it asks a little of everything.
 */
final class Rehearsal {

  private static final String WORD = "rehearse";

  private static final int LINKS = 20;

  /** Each link so often, over one connection. */
  private static final int ROUNDS = 3;

  /** Whoever waits for the cache does not wait longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

  private static final String REDIRECT = "HTTP/1.1 302 ";

  /** What people and programs ask for besides links. */
  private static final List<String> ODD_REQUESTS =
      List.of(
          "GET /add HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "GET /goto.css HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "GET /nobody-made-this HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "GET /a?b=c HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nCookie: a=b\r\n\r\n",
          "HEAD /add HTTP/1.0\r\n\r\n",
          "POST /add HTTP/1.1\r\nHost: localhost\r\nContent-Length: 7\r\n\r\nurl=x:y",
          "BREW /pot HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "GET /bad HTTP/1.1\r\n\r\n");

  private final InetSocketAddress address;
  private final String[] words;

  private Rehearsal(int port, Path directory) {
    this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.words = new String[] {"-http", "127.0.0.1:" + port, "-file", directory.toString()};
  }

  static boolean isWanted(String... args) {
    return args.length == 2 && args[0].equals(WORD);
  }

  /**
   * Returns when the process may exit, which stops the server.
   *
   * @param args for which {@link #isWanted}
   */
  static int run(Terminal terminal, String... args) {
    try {
      Rehearsal rehearsal = new Rehearsal(freePort(), Path.of(args[1]));
      Thread.ofPlatform().daemon().start(Rehearsal::giveUp);
      rehearsal.run(terminal);
      return Main.DONE;
    } catch (IOException | Failure e) {
      terminal.complain(WORD + ": " + e.getMessage());
      return Main.FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Main.FAILED;
    }
  }

  /** Whoever is quicker to listen there only costs the cache. */
  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private void run(Terminal terminal) throws Failure, IOException, InterruptedException {
    List<String> keys = new ArrayList<>();
    try (Wiring _ = Wiring.start(configuration(), terminal)) {
      for (int i = 0; i < LINKS; i++) {
        keys.add(add("https%3A%2F%2Fexample.com%2Fsome%2Fpath%2F" + i));
      }
    }
    Thread server = Thread.ofPlatform().daemon().start(() -> Main.run(terminal, Map.of(), words));
    awaitListening(server);
    follow(keys);
    for (String request : ODD_REQUESTS) {
      lastAnswer(request);
    }
  }

  private void awaitListening(Thread server) throws Failure, InterruptedException {
    while (server.isAlive()) {
      try (Socket _ = connect()) {
        return;
      } catch (IOException e) {
        Thread.sleep(BETWEEN_LOOKS);
      }
    }
    throw new Failure("the server does not start again");
  }

  /** A new link's key; the target is percent-encoded. */
  private String add(String target) throws IOException {
    String form = "url=" + target;
    String answer =
        lastAnswer(
            "POST /add HTTP/1.1\r\nHost: localhost\r\nAccept: text/plain\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + form.length()
                + "\r\n\r\n"
                + form);
    return answer.substring(answer.lastIndexOf('/') + 1).strip();
  }

  private void follow(List<String> keys) throws IOException, Failure {
    try (Socket socket = connect()) {
      for (int round = 0; round < ROUNDS; round++) {
        for (String key : keys) {
          String request = "GET /" + key + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
          socket.getOutputStream().write(request.getBytes(US_ASCII));
          String header = header(socket.getInputStream());
          if (!header.startsWith(REDIRECT)) {
            throw new Failure("a link answers " + header.lines().findFirst().orElse("nothing"));
          }
        }
      }
    }
  }

  /** All that the server says to the end of a connection with one request. */
  private String lastAnswer(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  /** A redirect is a header and no more. */
  private static String header(InputStream in) throws IOException {
    StringBuilder header = new StringBuilder();
    while (header.indexOf("\r\n\r\n") < 0) {
      int read = in.read();
      if (read < 0) {
        throw new EOFException("the server closed the connection");
      }
      header.append((char) read);
    }
    return header.toString();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  /** From the command line on, as any start. */
  private Configuration configuration() throws Failure {
    Map<Setting, String> flags =
        PlainArguments.parse(Main.COMMANDS.getFirst(), words).orElseThrow().flags();
    return switch (Configuration.load(flags, Map.of())) {
      case Configuration.Valid valid -> valid.configuration();
      case Configuration.Invalid invalid ->
          throw new Failure(String.join("; ", invalid.mistakes()));
    };
  }

  private static void giveUp() {
    try {
      Thread.sleep(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(Main.FAILED);
  }
}
