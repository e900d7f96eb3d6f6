package gotourl.bench.store;

import java.nio.file.Path;
import java.util.Locale;

/**
 * From opening a store to its first answer, in a Java machine of its own.
 *
 * <p>Arguments: engine, directory, number of a link that is there. Prints {@code RESULT
 * milliseconds now}: what opening and finding took, and when the answer was there, in milliseconds
 * since 1970, so that the caller can tell how long ago it started this.
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
      System.out.printf(
          Locale.ROOT, "RESULT %.0f %d%n", meter.seconds() * 1e3, System.currentTimeMillis());
    }
  }
}
