package gotourl.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Paths for sockets, short enough for one wherever the tests run. */
final class SocketFiles {

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Path DIRECTORY = directory();

  private SocketFiles() {}

  static UnixDomainSocketAddress next() {
    return UnixDomainSocketAddress.of(DIRECTORY.resolve(NUMBER.incrementAndGet() + ".sock"));
  }

  private static Path directory() {
    try {
      Path directory = Files.createTempDirectory("goto");
      directory.toFile().deleteOnExit();
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
