package gotourl.http;

import static gotourl.http.FrameClient.CONTINUATION;
import static gotourl.http.FrameClient.DATA;
import static gotourl.http.FrameClient.END_HEADERS;
import static gotourl.http.FrameClient.END_STREAM;
import static gotourl.http.FrameClient.HEADERS;
import static gotourl.http.FrameClient.PING;
import static gotourl.http.FrameClient.WHOLE;
import static gotourl.http.FrameClient.frame;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a walk along the frames knows, at every byte. */
class FrameWatchTest {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final byte[] PREFACE = FrameClient.PREFACE.getBytes(ISO_8859_1);
  private static final byte[] SETTINGS = frame(FrameClient.SETTINGS, 0, 0);

  private final FrameWatch watch = new FrameWatch(0);

  private boolean look(byte[] bytes, long nanos) {
    return watch.look(Unpooled.wrappedBuffer(bytes), nanos);
  }

  private void begin() {
    look(PREFACE, 0);
    look(SETTINGS, 0);
  }

  private boolean isHeldUp() {
    return watch.isHeldUp(PATIENCE.toNanos() + 1, PATIENCE);
  }

  @Test
  void aPrefaceIsAwaited() {
    for (byte one : PREFACE) {
      assertThat(isHeldUp()).isTrue();
      look(new byte[] {one}, 0);
    }
    assertThat(isHeldUp()).isFalse();
  }

  @Test
  void aFrameHoldsUpFromItsFirstByteToItsLast() {
    begin();
    for (byte[] frame : new byte[][] {frame(PING, 0, 0, new byte[8]), SETTINGS}) {
      for (int at = 0; at < frame.length; at++) {
        assertThat(isHeldUp()).as("%d", at).isEqualTo(at > 0);
        look(new byte[] {frame[at]}, 0);
      }
      assertThat(isHeldUp()).isFalse();
    }
  }

  @Test
  void aHeaderHoldsUpUntilItsLastFrame() {
    begin();
    look(frame(HEADERS, END_STREAM, 1, (byte) 1), 0);
    assertThat(isHeldUp()).isTrue();
    // From its beginning, however its frames come.
    look(frame(CONTINUATION, 0, 1, (byte) 1), PATIENCE.toNanos());
    assertThat(isHeldUp()).isTrue();
    look(frame(CONTINUATION, END_HEADERS, 1, (byte) 1), PATIENCE.toNanos());
    assertThat(isHeldUp()).isFalse();
  }

  @Test
  void patienceIsCountedFromTheFrameThatIsNotWhole() {
    begin();
    look(frame(HEADERS, WHOLE, 1, (byte) 1), 0);
    look(new byte[] {0}, PATIENCE.toNanos());
    assertThat(isHeldUp()).isFalse();
    assertThat(watch.isHeldUp(2 * PATIENCE.toNanos() + 1, PATIENCE)).isTrue();
  }

  @Test
  void aBodyHoldsNothingUpAndItsBytesAreCounted() {
    begin();
    byte[] frame = frame(DATA, END_STREAM, 5, new byte[100]);
    look(Arrays.copyOf(frame, 9 + 40), 0);
    assertThat(isHeldUp()).isFalse();
    assertThat(watch.partialBody(5)).isEqualTo(40);
    assertThat(watch.partialBody(3)).isZero();
    look(Arrays.copyOfRange(frame, 9 + 40, frame.length), 0);
    assertThat(watch.partialBody(5)).isZero();
  }

  @Test
  void requestsAndTimePayForFramesThatAskForNothing() {
    begin();
    int most = 0;
    while (look(frame(PING, 0, 0, new byte[8]), 0)) {
      most++;
    }
    assertThat(most).isBetween(100, 1_000);
    look(frame(HEADERS, WHOLE, 1, (byte) 1), 0);
    assertThat(look(frame(PING, 0, 0, new byte[8]), 0)).isTrue();
    // As much as at first, and not more.
    long later = Duration.ofHours(1).toNanos();
    int again = 0;
    while (look(frame(PING, 0, 0, new byte[8]), later)) {
      again++;
    }
    assertThat(again).isBetween(most, most + 1);
  }

  @Test
  void bodiesAndRequestsCostNothing() {
    begin();
    for (int i = 0; i < 10_000; i++) {
      assertThat(look(frame(HEADERS, WHOLE, 1 + 2 * i, (byte) 1), 0)).isTrue();
      assertThat(look(frame(DATA, 0, 1, (byte) 1), 0)).isTrue();
      assertThat(look(frame(DATA, END_STREAM, 1), 0)).isTrue();
    }
  }
}
