package gotourl.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The packaged goto as a process of its own. Closing kills it if it still runs. */
public final class GotoProcess implements AutoCloseable {

  /** Only a process that hangs takes longer, however busy the machine is. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Lines out;
  private final Lines err;

  private GotoProcess(Process process) {
    this.process = process;
    this.out = new Lines(process.getInputStream(), "out");
    this.err = new Lines(process.getErrorStream(), "err");
  }

  /** With these words on its command line. */
  public static GotoProcess start(Path workingDirectory, String... words) throws IOException {
    return start(List.of(), workingDirectory, words);
  }

  /**
   * The same under another program.
   *
   * @param prefix that program's command line, before ours
   */
  public static GotoProcess start(List<String> prefix, Path workingDirectory, String... words)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(Path.of(System.getProperty("goto.jar")).toAbsolutePath().toString());
    command.addAll(List.of(words));
    return of(new ProcessBuilder(command).directory(workingDirectory.toFile()));
  }

  /** Without what the environment of the tests might set. */
  public static GotoProcess of(ProcessBuilder builder) throws IOException {
    builder.environment().keySet().removeIf(name -> name.startsWith("GOTO_"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return new GotoProcess(builder.start());
  }

  /** A server on a free port of the loopback, known to accept. */
  public static GotoProcess serve(Path workingDirectory, String... words) throws Exception {
    return serve(List.of(), workingDirectory, words);
  }

  /** The same under another program. */
  public static GotoProcess serve(List<String> prefix, Path workingDirectory, String... words)
      throws Exception {
    List<String> all = new ArrayList<>(List.of("-http", "127.0.0.1:0"));
    all.addAll(List.of(words));
    GotoProcess server = start(prefix, workingDirectory, all.toArray(String[]::new));
    server.out().await(line -> line.startsWith("Server listening at "));
    return server;
  }

  /** Standard output. */
  public Lines out() {
    return out;
  }

  /** Standard error. */
  public Lines err() {
    return err;
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** Where the server accepts, as its log says: {@code 127.0.0.1:40123}. */
  public String address() throws InterruptedException {
    String line = err.await(text -> text.contains("cli: listening on "));
    return line.substring(line.lastIndexOf(' ') + 1);
  }

  /** Asks it to stop, as {@code kill} does. */
  public GotoProcess terminate() {
    process.destroy();
    return this;
  }

  /** Sends the signal of that name. */
  public GotoProcess signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    return this;
  }

  /** Waits for the end. */
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("still running; it said " + out.all() + err.all());
    }
    out.awaitEnd();
    err.awaitEnd();
    return process.exitValue();
  }

  /** Whether the process has ended by now. */
  public boolean hasEnded() {
    return !process.isAlive();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }

  /** What a stream has said so far. */
  public static final class Lines {

    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private Lines(InputStream stream, String name) {
      Thread.ofVirtual().name(name).start(() -> read(stream));
    }

    /** Every line. */
    public synchronized List<String> all() {
      return List.copyOf(lines);
    }

    /** The first line that is wanted; fails if the stream ends without it. */
    public synchronized String await(Predicate<String> wanted) throws InterruptedException {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (true) {
        for (String line : lines) {
          if (wanted.test(line)) {
            return line;
          }
        }
        if (ended || System.nanoTime() > deadline) {
          throw new AssertionError("the line never came; there is only " + lines);
        }
        wait(1_000);
      }
    }

    private synchronized void awaitEnd() throws InterruptedException {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!ended && System.nanoTime() < deadline) {
        wait(1_000);
      }
    }

    private void read(InputStream stream) {
      try (BufferedReader reader =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          note(line);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        end();
      }
    }

    private synchronized void note(String line) {
      lines.add(line);
      notifyAll();
    }

    private synchronized void end() {
      ended = true;
      notifyAll();
    }
  }
}
