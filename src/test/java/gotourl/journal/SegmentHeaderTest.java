package gotourl.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class SegmentHeaderTest {

  private static final SegmentHeader HEADER =
      new SegmentHeader(1, new UUID(1, 2), 3, 4, 1_700_000_000_000L, 5, 6, 7);

  private static final SegmentHeader COMPACTED =
      new SegmentHeader(
          1,
          new UUID(1, 2),
          3,
          4,
          1_700_000_000_000L,
          5,
          6,
          7,
          new SegmentHeader.Compacted(0xfffffffeL, 2, 300, 400, 8));

  @Test
  void aHeaderIsReadBackAsItWasWritten() {
    assertThat(SegmentHeader.decode(HEADER.encode()))
        .isEqualTo(new SegmentHeader.Decoded.Whole(HEADER, -1));
  }

  @Test
  void theHeaderOfACompactedSegmentIsReadBackAsItWasWritten() {
    assertThat(SegmentHeader.decode(COMPACTED.encode()))
        .isEqualTo(new SegmentHeader.Decoded.Whole(COMPACTED, -1));
  }

  @Test
  void theNameOfAFileSaysNumberAndGeneration() {
    assertThat(HEADER.fileName()).isEqualTo("0000000000000003.seg");
    assertThat(COMPACTED.fileName()).isEqualTo("0000000000000003.fffffffe.seg");
    assertThat(SegmentHeader.FILE_NAME.matcher(HEADER.fileName()).matches()).isTrue();
    assertThat(SegmentHeader.FILE_NAME.matcher(COMPACTED.fileName()).matches()).isTrue();
    assertThat(SegmentHeader.FILE_NAME.matcher("0000000000000003.fffffffe.seg.tmp").matches())
        .isFalse();
  }

  @Test
  void anyFlippedBitIsFoundAndTheOtherCopyIsUsed() {
    for (int bit = 0; bit < SegmentHeader.BYTES * 8; bit++) {
      ByteBuffer damaged = HEADER.encode();
      damaged.put(bit / 8, (byte) (damaged.get(bit / 8) ^ (1 << (bit % 8))));
      int damagedAt = bit < SegmentHeader.COPY_BYTES * 8 ? 0 : SegmentHeader.COPY_BYTES;
      assertThat(SegmentHeader.decode(damaged))
          .as("bit %d", bit)
          .isEqualTo(new SegmentHeader.Decoded.Whole(HEADER, damagedAt));
    }
  }

  @Test
  void withBothCopiesDamagedThereIsNoHeader() {
    ByteBuffer damaged = HEADER.encode();
    damaged.put(40, (byte) 1).put(SegmentHeader.COPY_BYTES + 40, (byte) 1);
    assertThat(SegmentHeader.decode(damaged)).isEqualTo(new SegmentHeader.Decoded.Broken());
  }

  @Test
  void aFileThatIsTooShortHasNoHeader() {
    for (int bytes = 0; bytes < SegmentHeader.COPY_BYTES; bytes++) {
      assertThat(SegmentHeader.decode(HEADER.encode().limit(bytes)))
          .isEqualTo(new SegmentHeader.Decoded.Broken());
    }
  }

  /** Each field alone, with the checksums made right again: the values are what is read. */
  @Test
  void everyFieldStandsWhereTheFormatSaysItDoes() {
    assertThat(changed(10, 2, 9).content()).isEqualTo(9);
    assertThat(changed(16, 8, 9).journal()).isEqualTo(new UUID(9, 2));
    assertThat(changed(24, 8, 9).journal()).isEqualTo(new UUID(1, 9));
    assertThat(changed(32, 8, 9).number()).isEqualTo(9);
    assertThat(changed(40, 8, 9).salt()).isEqualTo(9);
    assertThat(changed(48, 8, 9).epochMillis()).isEqualTo(9);
    assertThat(changed(56, 8, 9).base()).isEqualTo(9);
    assertThat(changed(64, 8, 9).previousEnd()).isEqualTo(9);
    assertThat(changed(72, 4, 9).previousCheck()).isEqualTo(9);
    assertThat(changed(76, 4, 9).compacted())
        .isEqualTo(new SegmentHeader.Compacted(9, 2, 300, 400, 8));
    assertThat(changed(80, 8, 9).first()).isEqualTo(9);
    assertThat(changed(88, 8, 9).compacted())
        .isEqualTo(new SegmentHeader.Compacted(0xfffffffeL, 2, 9, 400, 8));
    assertThat(changed(96, 8, 9).compacted())
        .isEqualTo(new SegmentHeader.Compacted(0xfffffffeL, 2, 300, 9, 8));
    assertThat(changed(104, 4, 9).compacted())
        .isEqualTo(new SegmentHeader.Compacted(0xfffffffeL, 2, 300, 400, 9));
  }

  @Test
  void anotherMagicIsNoHeader() {
    assertThat(SegmentHeader.decode(with(0, 8, 9))).isEqualTo(new SegmentHeader.Decoded.Broken());
  }

  @Test
  void aNewerFormatIsNamed() {
    assertThat(SegmentHeader.decode(with(8, 2, 1))).isEqualTo(new SegmentHeader.Decoded.Newer(1));
  }

  private static SegmentHeader changed(int at, int bytes, int value) {
    return ((SegmentHeader.Decoded.Whole) SegmentHeader.decode(with(at, bytes, value))).header();
  }

  /** The header with one field overwritten in both copies, and both checksums made right. */
  static ByteBuffer with(int at, int bytes, int value) {
    ByteBuffer header = COMPACTED.encode().order(ByteOrder.LITTLE_ENDIAN);
    for (int copy = 0; copy < SegmentHeader.BYTES; copy += SegmentHeader.COPY_BYTES) {
      for (int i = 0; i < bytes; i++) {
        header.put(copy + at + i, (byte) (i == 0 ? value : 0));
      }
      CRC32C crc = new CRC32C();
      crc.update(header.slice(copy, 124));
      header.putInt(copy + 124, (int) crc.getValue());
    }
    return header;
  }
}
