package gotourl.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.support.SimDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SegmentsTest {

  private static final UUID ID = new UUID(1, 2);

  private final Segments segments = new Segments();

  @Test
  void savingStopsBeforeCompactionAndStartsDo() throws IOException {
    for (int i = 0; i < Position.ORDINALS_MAX - Segments.KEPT_FREE; i++) {
      segments.take(Segments.KEPT_FREE);
    }
    assertThatThrownBy(() -> segments.take(Segments.KEPT_FREE)).isInstanceOf(IOException.class);
    int last = -1;
    for (int i = 0; i < Segments.KEPT_FREE; i++) {
      last = segments.take(0);
    }
    assertThatThrownBy(() -> segments.take(0)).isInstanceOf(IOException.class);
    segments.giveBack(last);
    assertThat(segments.take(0)).isEqualTo(last);
  }

  /** It may be looked at, then sealed and followed by another, and then that one be looked at. */
  @Test
  void aSegmentThatWasLookedAtBeforeItWasSealedIsNotCompacted() throws IOException {
    SealedSegments sealed =
        new SealedSegments(new SimDisk(1), ID, TextJournal.CONTENT, segments, new Random(1));
    SegmentHeader first = header(1, 0);
    SegmentHeader second = header(2, 1_000);
    segments.set(segments.take(0), view(first, 700, ByteBuffer.allocate(1_000)));
    segments.set(segments.take(0), view(second, 0, ByteBuffer.allocate(1_000)));
    assertThat(sealed.list()).isEmpty();
    segments.set(0, view(first, 1_000, null));
    assertThat(sealed.list()).extracting(SealedSegment::end).containsExactly(1_000L);
  }

  private static SegmentHeader header(long number, long previousEnd) {
    return new SegmentHeader(TextJournal.CONTENT, ID, number, number, 0, 0, previousEnd, 0);
  }

  private static SegmentView view(SegmentHeader header, int mapped, @Nullable ByteBuffer tail) {
    return new SegmentView(header, new Mapping(), ByteBuffer.allocate(mapped), mapped, tail);
  }
}
