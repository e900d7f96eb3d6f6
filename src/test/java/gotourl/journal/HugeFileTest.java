package gotourl.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HugeFileTest {

  private static final long ADDRESS = 64L << 20;
  private static final int HUGE = PageCache.HUGE_BYTES;

  @TempDir Path directory;

  private volatile boolean over;

  @Test
  void eachWholePageIsBroughtInOnce() {
    Recorded cache = new Recorded(HUGE);
    HugeFile file = new HugeFile(cache, ADDRESS, 2L * HUGE + 5);
    assertThat(file.bringIn()).isTrue();
    assertThat(file.bringIn()).isTrue();
    assertThat(file.bringIn()).isFalse();
    assertThat(file.bringIn()).isFalse();
    assertThat(cache.broughtIn).containsExactly(ADDRESS, ADDRESS + HUGE);
    assertThat(cache.isOfUse()).isTrue();
  }

  @Test
  void whatIsHugeAlreadyStays() {
    Recorded cache = new Recorded(0);
    cache.huge = 4L * HUGE;
    assertThat(new HugeFile(cache, ADDRESS, 4L * HUGE + 5).bringIn()).isFalse();
    assertThat(cache.broughtIn).isEmpty();
  }

  @Test
  void aFileThatCannotBeHugeStays() {
    Recorded cache = new Recorded(HUGE);
    assertThat(new HugeFile(cache, ADDRESS + 4096, 4L * HUGE).bringIn()).isFalse();
    assertThat(new HugeFile(cache, ADDRESS, HUGE - 1).bringIn()).isFalse();
    assertThat(new HugeFile(PageCache.NONE, ADDRESS, 4L * HUGE).bringIn()).isFalse();
    assertThat(cache.broughtIn).isEmpty();
  }

  @Test
  void afterAFileThatGainedNothingNoOtherIsTried() {
    Recorded cache = new Recorded(0);
    assertThat(new HugeFile(cache, ADDRESS, HUGE).bringIn()).isTrue();
    assertThat(cache.isOfUse()).isFalse();
    assertThat(new HugeFile(cache, ADDRESS, HUGE).bringIn()).isFalse();
    assertThat(cache.broughtIn).containsExactly(ADDRESS);
  }

  @Test
  void readersSeeTheSameBytesAllTheTime() throws Exception {
    byte[] bytes = new byte[5 * HUGE + 12345];
    new Random(1).nextBytes(bytes);
    FileDisk disk = FileDisk.open(directory);
    try (Disk.Appender file = disk.create("file")) {
      file.append(ByteBuffer.wrap(bytes));
      file.sync();
    }
    try (Arena arena = Arena.ofShared();
        ExecutorService reader = Executors.newSingleThreadExecutor()) {
      MemorySegment mapped = map(disk, bytes.length, arena);
      Future<Long> reads = reader.submit(() -> read(mapped, bytes));
      try {
        for (int round = 0; round < 3; round++) {
          HugeFile file = new HugeFile(disk.pageCache(), mapped.address(), bytes.length);
          while (file.bringIn()) {
            Thread.onSpinWait();
          }
        }
      } finally {
        over = true;
      }
      assertThat(reads.get()).isPositive();
      assertThat(mapped.mismatch(MemorySegment.ofArray(bytes))).isEqualTo(-1);
    }
  }

  private static MemorySegment map(Disk disk, long bytes, Arena arena) throws IOException {
    try (Disk.Reader file = disk.open("file")) {
      return file.map(bytes, arena);
    }
  }

  private long read(MemorySegment mapped, byte[] bytes) {
    Random random = new Random(2);
    long reads = 0;
    do {
      int at = random.nextInt(bytes.length);
      assertThat(mapped.get(ValueLayout.JAVA_BYTE, at)).isEqualTo(bytes[at]);
      reads++;
    } while (!over);
    return reads;
  }

  /** What is asked for, and how much each page that is brought in adds to what is huge. */
  private static final class Recorded extends PageCache {
    private final List<Long> broughtIn = new ArrayList<>();
    private final long each;
    private long huge;

    Recorded(long each) {
      this.each = each;
    }

    @Override
    long hugeBytes(long address) {
      return huge;
    }

    @Override
    void bringInHuge(long address) {
      broughtIn.add(address);
      huge += each;
    }
  }
}
