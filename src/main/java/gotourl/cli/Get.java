package gotourl.cli;

import gotourl.config.Client;
import gotourl.config.Configuration;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code goto get CODE}: asks a running server about a link, without following it. Without a secret
 * it hears where the link goes, as everybody does.
 */
final class Get extends Remote {

  @Override
  public String name() {
    return "get";
  }

  @Override
  public String summary() {
    return "Prints what a running server says of a link.";
  }

  @Override
  public List<String> details() {
    return List.of(
        "With a secret (GOTO_SECRET_FILE or GOTO_SECRET) all fields, without one the target alone.",
        EXIT_CODES.getLast());
  }

  @Override
  public String argument() {
    return "CODE";
  }

  @Override
  public int run(Configuration configuration, Words words, Terminal terminal) throws Failure {
    Client client = configuration.client();
    if (client.secret().isPresent() || !words.options().isEmpty()) {
      return super.run(configuration, words, terminal);
    }
    try (RunningServer server = new RunningServer(client.server())) {
      terminal.say(server.text(server.request("/" + path(words.first()) + "+").GET()));
    }
    return Main.DONE;
  }

  @Override
  void ask(RemoteApi api, Words words, Results results) throws Failure {
    results.sayLink(api.get(RemoteApi.link(words.first())), "");
  }

  /** Percent-encoded; the slashes of a code of several segments stay. */
  static String path(String code) {
    return URLEncoder.encode(code, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }
}
