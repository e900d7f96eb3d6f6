package gotourl.config;

import gotourl.accesslog.LineFormat;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What those who look after the server want to know, and how.
 *
 * @param admin where metrics and health are served, or {@code null}
 * @param accessLog where each request is noted, or {@code null}
 * @param logLevel the least that the log on standard error says
 */
public record Operations(
    @Nullable InetSocketAddress admin,
    @Nullable Path accessLog,
    LineFormat accessLogFormat,
    LogFormat log,
    Level logLevel) {

  /** The name of a file that means standard output. */
  public static final Path STANDARD_OUTPUT = Path.of("-");

  /** How the log on standard error looks. */
  public enum LogFormat {
    TEXT,
    JSON
  }

  static Operations of(Values values) {
    return new Operations(
        values.read(Setting.ADMIN, Readings::optionalAddress).orElse(null),
        values.read(Setting.ACCESS_LOG, Readings::optionalPath).orElse(null),
        values.read(Setting.ACCESS_LOG_FORMAT, Readings::lineFormat),
        values.read(Setting.LOG, Readings::logFormat),
        values.read(Setting.LOG_LEVEL, Readings::logLevel));
  }
}
