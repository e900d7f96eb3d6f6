package gotourl.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReadAheadTest {

  private static Source source(long rows, AtomicLong read) {
    return () -> {
      long number = read.incrementAndGet();
      return number > rows
          ? null
          : new Row.Unreadable(new Place(Place.Unit.LINE, number), "row " + number);
    };
  }

  @Test
  void rowsComeInTheirOrderToTheLast() throws IOException {
    try (ReadAhead ahead = new ReadAhead(source(10_000, new AtomicLong()))) {
      for (long i = 1; i <= 10_000; i++) {
        assertThat(Objects.requireNonNull(ahead.next()).place().number()).isEqualTo(i);
      }
      assertThat(ahead.next()).isNull();
      assertThat(ahead.next()).as("and again").isNull();
    }
  }

  @Test
  void aFailureComesBehindTheRowsBeforeIt() throws IOException {
    AtomicLong read = new AtomicLong();
    Source failing =
        () -> {
          if (read.incrementAndGet() > 300) {
            throw new IOException("torn");
          }
          return new Row.Unreadable(new Place(Place.Unit.LINE, read.get()), "row");
        };
    try (ReadAhead ahead = new ReadAhead(failing)) {
      for (int i = 1; i <= 300; i++) {
        assertThat(Objects.requireNonNull(ahead.next()).place().number()).isEqualTo(i);
      }
      assertThatThrownBy(ahead::next).isInstanceOf(IOException.class).hasMessage("torn");
    }
  }

  @Test
  void aDefectOfASourceIsNotSwallowed() {
    try (ReadAhead ahead =
        new ReadAhead(() -> {
          throw new IllegalStateException("a defect");
        })) {
      assertThatThrownBy(ahead::next).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void nobodyReadsOnOnceItIsClosed() throws Exception {
    AtomicLong read = new AtomicLong();
    ReadAhead ahead = new ReadAhead(source(Long.MAX_VALUE - 1, read));
    var _ = ahead.next();
    ahead.close();
    while (!ahead.hasEnded()) {
      Thread.onSpinWait();
    }
    assertThat(read.get()).isLessThan(100_000);
  }
}
