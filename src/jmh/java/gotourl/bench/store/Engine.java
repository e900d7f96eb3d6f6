package gotourl.bench.store;

import java.io.IOException;
import java.nio.file.Path;

/** A store under measurement, open on a directory of its own. */
public interface Engine extends AutoCloseable {

  /** Beside the directory's name, all that is needed to open an engine; found by name. */
  interface Maker {
    String name();

    /** Opens what is in the directory, or a new store. */
    Engine open(Path directory) throws Exception;
  }

  /** Finds links on one thread. */
  interface Finder extends AutoCloseable {

    /** Key in, target out: false if there is none, or one that is not this code's. */
    boolean find(byte[] code) throws Exception;

    @Override
    default void close() throws IOException {}
  }

  /**
   * Adds links, each durable before it counts, with at most so many not yet acknowledged, for so
   * long.
   *
   * @return how many were acknowledged
   */
  long adds(Links links, int inFlight, long nanos) throws Exception;

  /** Brings in links 0 to {@code count - 1} the quickest way, synced at the end of each batch. */
  default void load(Links links, long count) throws Exception {
    throw new UnsupportedOperationException("only adds are measured of this engine");
  }

  /** Does what the engine puts off (compaction, checkpoint), so that bytes on disk compare. */
  default void settle() throws Exception {}

  /** For one thread. */
  default Finder finder() throws Exception {
    throw new UnsupportedOperationException("only adds are measured of this engine");
  }

  @Override
  void close() throws IOException;
}
