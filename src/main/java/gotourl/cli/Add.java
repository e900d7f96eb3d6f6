package gotourl.cli;

import gotourl.config.Client;
import gotourl.config.Configuration;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code goto add URL}: has a running server make a link. Without a secret, and with nothing but a
 * URL, it asks as the form does: some servers let anybody add.
 */
final class Add extends Remote {

  private static final String STANDARD_INPUT = "-";

  @Override
  public String name() {
    return "add";
  }

  @Override
  public String summary() {
    return "Makes a link on a running server and prints its short URL.";
  }

  @Override
  public List<String> details() {
    return List.of(
        "Needs a secret (GOTO_SECRET_FILE or GOTO_SECRET) for anything but a URL, and on servers that",
        "ask for one. URL can be -: then each line of standard input is a URL, or an object of JSON as",
        "the API takes it, and becomes a link; the options hold for all that do not say otherwise.",
        "What is refused of them is told with its line, and the rest is made.",
        EXIT_CODES.getLast());
  }

  @Override
  public String argument() {
    return "URL";
  }

  @Override
  List<Option> ownOptions() {
    return LinkOption.options(LinkOption.When.ADD);
  }

  @Override
  public int run(Configuration configuration, Words words, Terminal terminal) throws Failure {
    Client client = configuration.client();
    if (client.secret().isPresent()
        || !words.options().isEmpty()
        || words.first().equals(STANDARD_INPUT)) {
      return super.run(configuration, words, terminal);
    }
    try (RunningServer server = new RunningServer(client.server())) {
      terminal.say(askAsTheFormDoes(server, words.first()));
    }
    return Main.DONE;
  }

  private static String askAsTheFormDoes(RunningServer server, String url) throws Failure {
    return server.text(
        server
            .request("/add")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString("url=" + URLEncoder.encode(url, StandardCharsets.UTF_8))));
  }

  @Override
  void ask(RemoteApi api, Words words, Results results) throws Failure {
    Map<String, @Nullable Object> fields = LinkOption.read(words, results.terminal());
    if (words.first().equals(STANDARD_INPUT)) {
      new AddMany(api, fields, results).run();
      return;
    }
    Map<String, @Nullable Object> link = new LinkedHashMap<>();
    link.put("longUrl", words.first());
    link.putAll(fields);
    results.say(
        api.make("links", link), told -> List.of(JsonTree.shown(told.object().get("shortUrl"))));
  }
}
