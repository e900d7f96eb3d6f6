package gotourl.cli;

import gotourl.accesslog.AccessLog;
import gotourl.config.Configuration;
import gotourl.config.Operations;
import gotourl.http.HttpServer;
import gotourl.metrics.Metric;
import gotourl.metrics.Metrics;
import gotourl.metrics.ProcessFacts;
import gotourl.store.embedded.EmbeddedStore;
import gotourl.store.embedded.LinuxThread;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The part of the {@link Wiring} that lets people see: metrics, health, the access log. */
final class Observation {

  private Observation() {}

  /** Not started yet; {@code null}: none is wanted. */
  static @Nullable AccessLog accessLog(Operations operations) {
    Path file = operations.accessLog();
    if (file == null) {
      return null;
    }
    AccessLog.Target target =
        file.equals(Operations.STANDARD_OUTPUT)
            ? AccessLog.Target.standardOutput()
            : AccessLog.Target.file(file);
    return new AccessLog(target, operations.accessLogFormat());
  }

  static void start(@Nullable AccessLog accessLog) {
    if (accessLog != null) {
      accessLog.start(task -> {
        Runnable nicely =
            () -> {
              LinuxThread.beNice();
              task.run();
            };
        // A daemon: it may hang in a write, and the process ends nevertheless.
        return Thread.ofPlatform().name("goto-access-log").daemon().unstarted(nicely);
      });
    }
  }

  /**
   * Serves metrics and health, if that is wanted.
   *
   * @return where, or {@code null}
   */
  static @Nullable InetSocketAddress serve(
      Configuration configuration,
      EmbeddedStore store,
      HttpServer http,
      @Nullable AccessLog accessLog)
      throws Failure {
    InetSocketAddress listen = configuration.operations().admin();
    if (listen == null) {
      return null;
    }
    String version = Grammar.packagedVersion().orElse("unpackaged");
    DataDisk disk = new DataDisk(configuration.store().directory());
    Metrics metrics = new Metrics();
    metrics.read(Metric.BUILD_INFO, version, () -> 1);
    http.measure(metrics);
    store.measure(metrics);
    disk.measure(metrics);
    ProcessFacts.measure(metrics);
    if (accessLog != null) {
      metrics.read(Metric.ACCESS_LOG_LINES, accessLog::lines);
      metrics.read(Metric.ACCESS_LOG_DROPPED, accessLog::dropped);
    }
    try {
      return http.serveAdmin(listen, metrics, new ServerHealth(version, store::condition, disk));
    } catch (UncheckedIOException e) {
      throw Wiring.cannotListen(e);
    }
  }
}
