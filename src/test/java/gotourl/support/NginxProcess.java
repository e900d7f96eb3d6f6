package gotourl.support;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The nginx of this machine, with a configuration that is included as a person would, at a socket
 * file. Debian keeps it where only root's path leads.
 */
public final class NginxProcess implements AutoCloseable {

  private static final String LISTEN = "  listen 80;\n";

  /** Only a process that hangs takes longer. */
  private static final int PATIENCE_SECONDS = 120;

  private final Path directory;

  private NginxProcess(Path directory) {
    this.directory = directory;
  }

  /**
   * Returns when it accepts connections.
   *
   * @param included what stands in http, with one server that listens to port 80
   */
  public static NginxProcess serve(Path directory, String included) throws IOException {
    if (included.split(LISTEN, -1).length != 2) {
      throw new AssertionError("there is not one server that listens to port 80");
    }
    Path socket = directory.resolve("s");
    Files.writeString(
        directory.resolve("links.conf"),
        included.replace(LISTEN, "  listen unix:" + socket + ";\n"));
    Files.writeString(
        directory.resolve("nginx.conf"),
        """
        pid pid;
        error_log error.log warn;
        worker_processes 1;
        events { }
        http {
          access_log off;
          client_body_temp_path .;
          proxy_temp_path .;
          fastcgi_temp_path .;
          uwsgi_temp_path .;
          scgi_temp_path .;
          keepalive_requests 1000000;
          large_client_header_buffers 4 32k;
          include links.conf;
        }
        """);
    run(directory);
    // It becomes a daemon when its sockets are open.
    return new NginxProcess(directory);
  }

  private static void run(Path directory, String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("nginx", "-p", directory.toString(), "-c", "nginx.conf", "-e", "stderr"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().merge("PATH", ":/usr/sbin", String::concat);
    Path said = directory.resolve("said");
    Process process = builder.redirectOutput(said.toFile()).start();
    if (!hasSucceeded(process)) {
      process.destroyForcibly();
      throw new AssertionError("nginx: " + Files.readString(said, StandardCharsets.UTF_8));
    }
  }

  private static boolean hasSucceeded(Process process) {
    try {
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Where it listens. */
  public UnixDomainSocketAddress address() {
    return UnixDomainSocketAddress.of(directory.resolve("s"));
  }

  /** What it had to say. */
  public String log() throws IOException {
    return Files.readString(directory.resolve("error.log"), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    run(directory, "-s", "stop");
  }
}
