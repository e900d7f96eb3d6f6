package gotourl.cli;

import gotourl.config.Configuration;
import gotourl.config.Setting;
import gotourl.http.Listener;
import gotourl.http.Supervisor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;

/** {@code goto} and {@code goto serve}: the server. */
final class Serve implements Command {

  @Override
  public String name() {
    return "serve";
  }

  @Override
  public String summary() {
    return "Runs the server. This is what goto does when no command is named.";
  }

  @Override
  public List<String> details() {
    return List.of(
        "Prints \"Server listening at HOST\" once it accepts connections; the log is on standard",
        "error. Each flag can also be set by environment (-save-queue as GOTO_SAVE_QUEUE) or in the",
        "file named by -config; a flag wins over the environment, the environment over the file.",
        "Exit code: 0 stopped by SIGTERM or SIGINT, 1 could not start, 2 not understood.");
  }

  @Override
  public String argument() {
    return "";
  }

  @Override
  public Setting.Use use() {
    return Setting.Use.SERVE;
  }

  private static String line(Listener listener) {
    return switch (listener.kind()) {
      case PLAIN -> "listening on " + listener.text();
      case TLS -> "listening for TLS on " + listener.text();
      case TO_HTTPS -> "leading to https on " + listener.text();
    };
  }

  @Override
  public int run(Configuration configuration, Words words, Terminal terminal) throws Failure {
    Logger log = System.getLogger("gotourl.cli");
    List<String> hints = DataDirectory.hints(Path.of(""), configuration.store().directory());
    Supervisor supervisor = Supervisor.at(System.getenv("NOTIFY_SOCKET"));
    supervisor.status("opening " + configuration.store().directory());
    Wiring wiring = Wiring.start(configuration, terminal);
    Stop stop =
        Stop.onSignal(() -> {
          supervisor.stopping();
          wiring.close();
        });
    hints.forEach(hint -> log.log(Level.WARNING, hint));
    Reload.onSignal(wiring.reloadable(), supervisor);
    wiring.listeners().forEach(listener -> log.log(Level.INFO, line(listener)));
    Listener admin = wiring.admin();
    if (admin != null) {
      log.log(Level.INFO, "metrics and health are served on " + admin.text());
    }
    terminal.say("Server listening at " + configuration.host());
    supervisor.ready();
    return stop.await();
  }
}
