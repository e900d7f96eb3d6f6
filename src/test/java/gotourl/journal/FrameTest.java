package gotourl.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class FrameTest {

  private static final long SALT = 0x0123456789abcdefL;
  private static final long OFFSET = 256;

  private final CRC32C crc = new CRC32C();

  @Test
  void aFrameIsReadBackAsItWasWritten() {
    for (int payloadBytes : new int[] {0, 1, 126, 127, 16_382, 16_383, Frame.LENGTH_MAX - 1}) {
      byte[] payload = new byte[payloadBytes];
      java.util.Arrays.fill(payload, (byte) 0xa5);
      ByteBuffer frame = frame(3 | Frame.SYNCED_BEFORE, payload);
      int lengthBytes = payloadBytes + 1 < 128 ? 1 : payloadBytes + 1 < 16_384 ? 2 : 3;
      assertThat(frame.limit()).isEqualTo(4 + lengthBytes + 1 + payloadBytes);
      assertThat(validBytes(frame)).isEqualTo(frame.limit());
      assertThat(Frame.kind(frame, 0)).isEqualTo(3 | Frame.SYNCED_BEFORE);
      byte[] read = new byte[payloadBytes];
      Frame.payload(frame, 0, frame.limit()).get(read);
      assertThat(read).isEqualTo(payload);
    }
  }

  @Test
  void anyFlippedBitMakesAFrameInvalid() {
    ByteBuffer frame = frame(3, "hello, durable world".getBytes(StandardCharsets.US_ASCII));
    for (int bit = 0; bit < frame.limit() * 8; bit++) {
      ByteBuffer damaged = copy(frame);
      damaged.put(bit / 8, (byte) (damaged.get(bit / 8) ^ (1 << (bit % 8))));
      assertThat(validBytes(damaged)).as("bit %d", bit).isZero();
    }
  }

  @Test
  void aFrameCutAtAnyByteIsInvalid() {
    ByteBuffer frame = frame(3, new byte[200]);
    for (int bytes = 0; bytes < frame.limit(); bytes++) {
      assertThat(validBytes(copy(frame).limit(bytes))).as("%d bytes", bytes).isZero();
    }
  }

  @Test
  void aFrameIsInvalidAtAnotherPlaceOrInAnotherSegment() {
    ByteBuffer frame = frame(3, new byte[] {1, 2, 3});
    assertThat(Frame.validBytes(frame, 0, Frame.mask(SALT, OFFSET + 1), crc)).isZero();
    assertThat(Frame.validBytes(frame, 0, Frame.mask(SALT + 1, OFFSET), crc)).isZero();
  }

  @Test
  void zerosAreNoFrame() {
    assertThat(validBytes(ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN))).isZero();
  }

  @Test
  void aLengthThatIsNotInItsShortestFormIsInvalid() {
    ByteBuffer frame = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    frame.put(4, (byte) 0x82).put(5, (byte) 0).put(6, (byte) 3).put(7, (byte) 9).limit(8);
    crc.reset();
    crc.update(frame.slice(4, 4));
    frame.putInt(0, (int) crc.getValue() ^ Frame.mask(SALT, OFFSET));
    assertThat(validBytes(frame)).isZero();
  }

  @Test
  void aLengthBeyondTheBoundIsInvalid() {
    ByteBuffer frame = ByteBuffer.allocate(Frame.LENGTH_MAX + 64).order(ByteOrder.LITTLE_ENDIAN);
    int length = Frame.LENGTH_MAX + 1;
    frame.put(4, (byte) (length | 0x80)).put(5, (byte) (length >>> 7 | 0x80));
    frame.put(6, (byte) (length >>> 14)).limit(7 + length);
    crc.reset();
    crc.update(frame.slice(4, 3 + length));
    frame.putInt(0, (int) crc.getValue() ^ Frame.mask(SALT, OFFSET));
    assertThat(validBytes(frame)).isZero();
  }

  private int validBytes(ByteBuffer frame) {
    return Frame.validBytes(frame, 0, Frame.mask(SALT, OFFSET), crc);
  }

  private ByteBuffer frame(int kind, byte[] payload) {
    byte[] bytes = new byte[Frame.BYTES_MAX];
    int count = Frame.encode(bytes, kind, payload, payload.length, Frame.mask(SALT, OFFSET), crc);
    return ByteBuffer.wrap(bytes, 0, count).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer copy(ByteBuffer frame) {
    ByteBuffer copy = ByteBuffer.allocate(frame.limit()).order(ByteOrder.LITTLE_ENDIAN);
    return copy.put(0, frame, 0, frame.limit());
  }
}
