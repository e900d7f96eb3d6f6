package gotourl.cli;

import gotourl.config.Configuration;
import gotourl.config.Setting;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code goto add URL}: has a running server make a link. */
final class Add implements Command {

  @Override
  public String name() {
    return "add";
  }

  @Override
  public String summary() {
    return "Makes a link on the server at -host and prints its short URL.";
  }

  @Override
  public List<String> details() {
    return List.of("Exit code: 0 saved, 1 refused or no server, 2 not understood.");
  }

  @Override
  public String argument() {
    return "URL";
  }

  @Override
  public Setting.Use use() {
    return Setting.Use.CLIENT;
  }

  @Override
  public int run(Configuration configuration, String argument, Terminal terminal) throws Failure {
    RunningServer server = new RunningServer(configuration.base());
    String form = "url=" + URLEncoder.encode(argument, StandardCharsets.UTF_8);
    terminal.say(
        server.ask(
            server
                .request("/add")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build()));
    return Main.DONE;
  }
}
