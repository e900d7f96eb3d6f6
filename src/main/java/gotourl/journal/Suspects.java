package gotourl.journal;

import java.nio.ByteBuffer;

/**
 * What the bytes of a hole may have been before they were damaged. With one flipped bit, one of the
 * two guesses has the frame's true bounds: the length is taken from the hole's size (the length
 * field may be what is damaged), and then from the length fields (several frames in a row may be
 * damaged).
 */
final class Suspects {

  private Suspects() {}

  interface Suspect {
    void frame(int kind, ByteBuffer payload);
  }

  static void in(ByteBuffer hole, Suspect suspect) {
    bySize(hole, suspect);
    byLengthFields(hole, suspect);
  }

  private static void bySize(ByteBuffer hole, Suspect suspect) {
    for (int lengthBytes = 1; lengthBytes <= 3; lengthBytes++) {
      int length = hole.limit() - Frame.CHECK_BYTES - lengthBytes;
      if (length >= 1 && lengthBytes == varintBytes(length)) {
        emit(hole, Frame.CHECK_BYTES + lengthBytes, length, suspect);
      }
    }
  }

  private static void byLengthFields(ByteBuffer hole, Suspect suspect) {
    int at = 0;
    while (at + Frame.BYTES_MIN <= hole.limit()) {
      int length = 0;
      int lengthBytes = 0;
      int b;
      do {
        b = hole.get(at + Frame.CHECK_BYTES + lengthBytes);
        length |= (b & 0x7f) << (7 * lengthBytes);
        lengthBytes++;
      } while (b < 0 && lengthBytes < 3 && at + Frame.CHECK_BYTES + lengthBytes < hole.limit());
      int kindAt = at + Frame.CHECK_BYTES + lengthBytes;
      if (length == 0 || kindAt + length > hole.limit()) {
        return;
      }
      emit(hole, kindAt, length, suspect);
      at = kindAt + length;
    }
  }

  private static void emit(ByteBuffer hole, int kindAt, int length, Suspect suspect) {
    suspect.frame(hole.get(kindAt) & Frame.KIND_MASK, hole.slice(kindAt + 1, length - 1));
  }

  private static int varintBytes(int value) {
    return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : 3;
  }
}
