package gotourl.http;

import gotourl.metrics.Metrics;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What the admin listener serves: metrics, health, and nothing else, no link least of all.
 *
 * <p>Both are made on a thread of their own, since they ask the file system and may wait for it;
 * one at a time, so that a disk that hangs keeps one thread and not all.
 */
final class AdminPages extends Front {

  private static final String METRICS = "-/metrics";
  private static final String HEALTH = "-/health";

  private static final Executor ASIDE = task -> Thread.ofVirtual().name("goto-admin").start(task);

  private static final Reply NOTHING =
      Reply.plain(
              Status.NOT_FOUND,
              "Here are /-/metrics, /-/health, /-/health/live and /-/health/ready.")
          .with("Cache-Control", "no-store");

  private final Metrics metrics;
  private final Health health;
  private final Probes probes;

  AdminPages(Metrics metrics, Health health, Probes probes) {
    this.metrics = metrics;
    this.health = health;
    this.probes = probes;
  }

  @Override
  Answer route(Request request) {
    if (!request.isGetOrHead()) {
      return Replies.READ_ONLY;
    }
    String path = Objects.requireNonNullElse(request.path(), "");
    return switch (path) {
      case Probes.LIVE, Probes.READY -> probes.answer(request, path);
      case METRICS -> aside(this::metrics);
      case HEALTH -> aside(this::health);
      default -> NOTHING;
    };
  }

  private static Answer aside(Supplier<Reply> page) {
    return new Answer.Later<>(CompletableFuture.supplyAsync(page, ASIDE), reply -> reply);
  }

  private synchronized Reply metrics() {
    return Reply.of(Status.OK, Metrics.CONTENT_TYPE, metrics.text())
        .with("Cache-Control", "no-store");
  }

  private synchronized Reply health() {
    return HealthReport.of(health);
  }
}
