package gotourl.cli;

import gotourl.config.Configuration;
import gotourl.config.Setting;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code goto get CODE}: asks a running server where a link goes, without following it. */
final class Get implements Command {

  @Override
  public String name() {
    return "get";
  }

  @Override
  public String summary() {
    return "Asks the server at -host where a link goes and prints its target.";
  }

  @Override
  public List<String> details() {
    return List.of("Exit code: 0 found, 1 not found or no server, 2 not understood.");
  }

  @Override
  public String argument() {
    return "CODE";
  }

  @Override
  public Setting.Use use() {
    return Setting.Use.CLIENT;
  }

  @Override
  public int run(Configuration configuration, String argument, Terminal terminal) throws Failure {
    RunningServer server = new RunningServer(configuration.base());
    terminal.say(server.ask(server.request("/" + path(argument) + "+").GET().build()));
    return Main.DONE;
  }

  /** Percent-encoded; the slashes of a code of several segments stay. */
  static String path(String code) {
    return URLEncoder.encode(code, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }
}
