package gotourl.bench.store;

import java.nio.file.Path;
import java.util.Locale;

/**
 * From opening a store to its first answer, in a Java machine of its own.
 *
 * <p>Arguments: engine, directory, number of a link that is there. Prints {@code RESULT
 * milliseconds} of opening and finding; the start of the Java machine is for the caller to add.
 */
public final class FirstFind {

  private FirstFind() {}

  /** Measures. */
  public static void main(String[] args) throws Exception {
    byte[] code = new byte[Links.CODE_BYTES];
    Links.ofSeed().code(Long.parseLong(args[2]), code);
    Meter meter = new Meter();
    try (Engine engine = Engines.open(args[0], Path.of(args[1]));
        Engine.Finder finder = engine.finder()) {
      if (!finder.find(code)) {
        throw new IllegalStateException("link " + args[2] + " is not there");
      }
      System.out.printf(Locale.ROOT, "RESULT %.0f%n", meter.seconds() * 1e3);
    }
  }
}
