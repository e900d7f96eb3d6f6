package gotourl.cli;

import gotourl.config.Client;
import gotourl.config.Configuration;
import gotourl.config.Setting;
import java.util.List;
import java.util.stream.Stream;

/** A command that asks the API of a running server. */
abstract class Remote implements Command {

  static final List<String> EXIT_CODES =
      List.of(
          "Needs a secret of the server: GOTO_SECRET_FILE names a file with it, or GOTO_SECRET is it.",
          "Exit code: 0 done, 1 refused, 2 not understood, 3 no server or not just now.");

  private static final Option JSON =
      Option.flag("json", "print what the server said instead of a text for people");

  @Override
  public List<String> details() {
    return EXIT_CODES;
  }

  @Override
  public Setting.Use use() {
    return Setting.Use.CLIENT;
  }

  @Override
  public final List<Option> options() {
    return Stream.concat(ownOptions().stream(), Stream.of(JSON)).toList();
  }

  /** Those beside {@code -json}. */
  List<Option> ownOptions() {
    return List.of();
  }

  @Override
  public int run(Configuration configuration, Words words, Terminal terminal) throws Failure {
    Client client = configuration.client();
    try (RunningServer server = new RunningServer(client.server())) {
      RemoteApi api = RemoteApi.of(server, client);
      warn(client, terminal);
      ask(api, words, new Results(terminal, isJson(words)));
    }
    return Main.DONE;
  }

  static boolean isJson(Words words) throws Failure {
    return words.isOn(JSON);
  }

  static void warn(Client client, Terminal terminal) {
    if (client.isExposed()) {
      terminal.complain(
          "goto: the secret goes to " + client.server().authority() + " unencrypted; use https://");
    }
  }

  /** Asks, and says what came of it. */
  abstract void ask(RemoteApi api, Words words, Results results) throws Failure;
}
