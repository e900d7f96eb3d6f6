package gotourl.cli;

import gotourl.http.Supervisor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * What SIGHUP does: every part that can be read again is, and a service manager hears of it. Where
 * there is neither the signal keeps its meaning, which is the end (the terminal was closed).
 */
final class Reload {

  private static final Logger LOG = System.getLogger("gotourl.cli");

  private static final String SIGNAL = "HUP";

  /**
   * @param name for the log: {@code the certificate}
   * @param reload reads it again and says itself what came of it
   */
  record Part(String name, Runnable reload) {}

  private Reload() {}

  static void onSignal(List<Part> parts, Supervisor supervisor) {
    if (parts.isEmpty() && !supervisor.listens()) {
      return;
    }
    try {
      hear(() -> {
        supervisor.reloading();
        parts.forEach(Reload::reload);
        supervisor.ready();
      });
    } catch (ReflectiveOperationException notHere) {
      // Windows has no such signal, -Xrs keeps it from us, nohup has it ignored.
      LOG.log(Level.INFO, "SIGHUP is not heard here; changed files are found all the same");
    }
  }

  /**
   * {@code sun.misc.Signal.handle(new Signal("HUP"), _ -> heard.run())}. The platform has no other
   * way to hear a signal, and the compiler no way to be told that we know what it thinks of this.
   */
  private static void hear(Runnable heard) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object hears =
        Proxy.newProxyInstance(
            Reload.class.getClassLoader(),
            new Class<?>[] {handler},
            (proxy, method, arguments) -> {
              if (method.getName().equals("handle")) {
                heard.run();
              }
              return null;
            });
    var _ =
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(SIGNAL), hears);
  }

  private static void reload(Part part) {
    try {
      part.reload().run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "reading " + part.name() + " again failed", e);
    }
  }
}
