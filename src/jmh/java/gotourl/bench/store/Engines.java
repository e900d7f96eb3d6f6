package gotourl.bench.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * The engines there are: ours, a plain file and nothing always, the peers if they are on the class
 * path.
 */
final class Engines {

  private static final List<Engine.Maker> OWN =
      List.of(new GotoEngine.Maker(), new PlainFile.Maker(), new Nothing.Maker());

  private Engines() {}

  /** Opens the engine of this name; the directory is made if it is missing. */
  static Engine open(String name, Path directory) throws Exception {
    Files.createDirectories(directory);
    return Stream.concat(
            OWN.stream(),
            ServiceLoader.load(Engine.Maker.class).stream().map(ServiceLoader.Provider::get))
        .filter(maker -> maker.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no engine is called " + name))
        .open(directory);
  }
}
