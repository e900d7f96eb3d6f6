package gotourl.accesslog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.Seed;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LaneTest {

  private final Lane lane = new Lane();
  private final Entry entry = new Entry();

  @Test
  void whatWasPutInComesOut() {
    put(1_234_567_890_123L, 404, 70_000, "GET /\u00ff", "", "agent");
    assertThat(entry.next(lane)).isTrue();
    assertThat(entry.millis()).isEqualTo(1_234_567_890_123L);
    assertThat(entry.status()).isEqualTo(404);
    assertThat(entry.bodyBytes()).isEqualTo(70_000);
    assertThat(text(entry.line())).isEqualTo("GET /\u00ff");
    assertThat(entry.referrer().isEmpty()).isTrue();
    assertThat(text(entry.agent())).isEqualTo("agent");
    assertThat(entry.next(lane)).isFalse();
  }

  @Test
  void whatIsLongerThanAFieldIsCutOff() {
    put(0, 200, 0, "x".repeat(Lane.FIELD_BYTES_MAX + 1), "y".repeat(100_000), "z");
    assertThat(entry.next(lane)).isTrue();
    assertThat(text(entry.line())).isEqualTo("x".repeat(Lane.FIELD_BYTES_MAX));
    assertThat(text(entry.referrer())).hasSize(Lane.FIELD_BYTES_MAX);
    assertThat(text(entry.agent())).isEqualTo("z");
  }

  @Test
  void aFullLaneDropsTheNewAndCountsThem() {
    int kept = 0;
    while (lane.dropped() == 0) {
      put(kept++, 200, 0, "x".repeat(1_000), "", "");
    }
    put(kept, 200, 0, "x".repeat(1_000), "", "");
    assertThat(lane.dropped()).isEqualTo(2);
    for (int i = 0; i < kept - 1; i++) {
      assertThat(entry.next(lane)).isTrue();
      assertThat(entry.millis()).isEqualTo(i);
    }
    assertThat(entry.next(lane)).isFalse();
    put(7, 200, 0, "again", "", "");
    assertThat(entry.next(lane)).isTrue();
    assertThat(text(entry.line())).isEqualTo("again");
  }

  @Test
  void oneThreadPutsInWhatAnotherTakesOut() throws Exception {
    int count = 200_000;
    long seed = Seed.next("LaneTest");
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              Random random = new Random(seed);
              for (int i = 0; i < count; i++) {
                put(i, 200, 0, "x".repeat(random.nextInt(100)), "", Integer.toString(i));
              }
            });
    long taken = 0;
    long last = -1;
    while (writer.isAlive() || !lane.isEmpty()) {
      if (entry.next(lane)) {
        assertThat(entry.millis()).isGreaterThan(last);
        last = entry.millis();
        assertThat(text(entry.agent())).isEqualTo(Long.toString(last));
        taken++;
      }
    }
    assertThat(taken + lane.dropped()).isEqualTo(count);
  }

  private void put(long millis, int status, int bytes, String line, String referrer, String agent) {
    lane.begin(millis, status, bytes);
    lane.field(line);
    byte[] sent = ("<" + referrer + ">").getBytes(ISO_8859_1);
    lane.field(sent, 1, sent.length - 1);
    lane.field(agent);
    lane.end();
  }

  private static String text(Entry.Text text) {
    return new String(text.bytes(), text.start(), text.end() - text.start(), ISO_8859_1);
  }
}
