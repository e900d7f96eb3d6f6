package gotourl.store.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What a check of a data directory counted. */
public record Verification(long links, long frames, long bytes, int damages) {

  public static Verification verify(Path directory, Consumer<String> findings) throws IOException {
    findings.accept("no check in this build");
    throw new IOException(directory + ": no check in this build");
  }
}
