package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopTest {

  private static final Duration TICK = Duration.ofMillis(500);

  private final Loop loop = new Loop(new Traffic(Status.FOUND, null));
  private final EmbeddedChannel channel = new EmbeddedChannel();

  @AfterEach
  void close() {
    loop.release();
    var _ = channel.close();
  }

  @Test
  void aTickLooksAtEveryConnection() {
    List<Looked> connections = open(Loop.LOOKED_AT_ONCE);
    tick();
    assertThat(connections).allMatch(connection -> connection.looks == 1);
    tick();
    assertThat(connections).allMatch(connection -> connection.looks == 2);
  }

  @Test
  void manyAreLookedAtInGoesThatFillTheTick() {
    List<Looked> connections = open(10 * Loop.LOOKED_AT_ONCE);
    tick();
    for (int go = 1; go <= 10; go++) {
      assertThat(looks(connections)).isEqualTo(go * Loop.LOOKED_AT_ONCE);
      channel.advanceTimeBy(TICK.toMillis() / 10, TimeUnit.MILLISECONDS);
      var _ = channel.runScheduledPendingTasks();
    }
    assertThat(connections).allMatch(connection -> connection.looks == 1);
  }

  @Test
  void aTickThatComesEarlyLeavesTheOneBeforeAtItsWork() {
    List<Looked> connections = open(2 * Loop.LOOKED_AT_ONCE);
    tick();
    tick();
    assertThat(looks(connections)).isEqualTo(Loop.LOOKED_AT_ONCE);
    channel.advanceTimeBy(TICK.toMillis(), TimeUnit.MILLISECONDS);
    var _ = channel.runScheduledPendingTasks();
    assertThat(connections).allMatch(connection -> connection.looks == 1);
  }

  @Test
  void whoeverHasGoneMeanwhileIsNotLookedAt() {
    List<Looked> connections = open(3 * Loop.LOOKED_AT_ONCE);
    tick();
    connections.stream().filter(connection -> connection.looks == 0).forEach(loop::closed);
    channel.advanceTimeBy(TICK.toMillis(), TimeUnit.MILLISECONDS);
    var _ = channel.runScheduledPendingTasks();
    assertThat(looks(connections)).isEqualTo(Loop.LOOKED_AT_ONCE);
  }

  private void tick() {
    loop.tick(channel.eventLoop(), TICK);
  }

  private List<Looked> open(int count) {
    List<Looked> connections = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Looked connection = new Looked();
      connections.add(connection);
      loop.opened(connection);
    }
    return connections;
  }

  private static int looks(List<Looked> connections) {
    return connections.stream().mapToInt(connection -> connection.looks).sum();
  }

  private static final class Looked implements Watched {
    private int looks;

    @Override
    public void tick(long nowNanos) {
      looks++;
    }

    @Override
    public void endIdle() {}

    @Override
    public void abort() {}
  }
}
