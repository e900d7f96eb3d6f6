package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Secret;
import gotourl.config.Configuration;
import gotourl.config.Setting;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A whole server in this process, and somebody at a command line who has its admin secret. */
final class ServerAtHand implements AutoCloseable {

  private static final Secret ADMIN = Secret.random(new Random(7));

  private final Wiring wiring;

  /**
   * What a command said.
   *
   * @param out the lines on standard output
   * @param err the lines on standard error
   */
  record Said(int code, List<String> out, List<String> err) {

    /** The one line that it said; it must have been done. */
    String line() {
      assertThat(err).isEmpty();
      assertThat(code).isZero();
      assertThat(out).hasSize(1);
      return out.getFirst();
    }
  }

  ServerAtHand(Path directory) throws Failure {
    Map<Setting, String> flags =
        Map.of(
            Setting.HTTP,
            "127.0.0.1:0",
            Setting.HOST,
            "go.example",
            Setting.ADD,
            "open",
            Setting.FILE,
            directory.resolve("data").toString());
    Configuration.Loaded loaded =
        Configuration.load(flags, Map.of("GOTO_ADMIN_SECRET", ADMIN.reveal()));
    Configuration configuration = ((Configuration.Valid) loaded).configuration();
    wiring =
        Wiring.start(
            configuration, terminal(new ByteArrayOutputStream(), new ByteArrayOutputStream(), ""));
  }

  String url() {
    InetSocketAddress address = (InetSocketAddress) wiring.listeners().getFirst().address();
    return "http://127.0.0.1:" + address.getPort();
  }

  /** As whoever may do everything. */
  Said run(String... words) {
    return hand("", words);
  }

  /** The same, with something on standard input. */
  Said hand(String input, String... words) {
    return ask(input, ADMIN.reveal(), words);
  }

  /** As somebody without a secret. */
  Said runWithoutSecret(String... words) {
    return ask("", "", words);
  }

  /** As whoever bears this secret. */
  Said runAs(String secret, String... words) {
    return ask("", secret, words);
  }

  private Said ask(String input, String secret, String... words) {
    return ask(url(), secret, input, words);
  }

  /** Somebody asks a server that may be any. */
  static Said ask(String server, String secret, String input, String... words) {
    Map<String, String> environment = new HashMap<>(Map.of("GOTO_SERVER", server));
    if (!secret.isEmpty()) {
      environment.put("GOTO_SECRET", secret);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(terminal(out, err, input), environment, words);
    Said said = new Said(code, lines(out), lines(err));
    if (!secret.isEmpty()) {
      assertThat(said.toString()).doesNotContain(secret);
    }
    return said;
  }

  private static Terminal terminal(
      ByteArrayOutputStream out, ByteArrayOutputStream err, String input) {
    return new Terminal(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        () -> false,
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> lines(ByteArrayOutputStream said) {
    return said.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Override
  public void close() {
    wiring.close();
  }
}
