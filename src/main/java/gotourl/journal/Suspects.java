package gotourl.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What the bytes of a hole were before they were damaged. Where one flipped bit is all that is
 * wrong, flipping it back makes the check pass again, which happens by chance once in billions: so
 * the frame is known, though it is not served. Otherwise the bytes are taken as they are.
 */
final class Suspects {

  /** Trying every bit costs the square of this: a quarter of a second. Longer than any link. */
  private static final int FLIPS_BYTES_MAX = 16 << 10;

  interface Suspect {
    void frame(int kind, ByteBuffer payload);
  }

  private final ByteBuffer hole;
  private final int mask;
  private final CRC32C crc = new CRC32C();

  /**
   * @param hole little endian
   * @param mask of the hole's first byte
   */
  Suspects(ByteBuffer hole, int mask) {
    this.hole = hole;
    this.mask = mask;
  }

  void tell(Suspect suspect) {
    if (!tellWithOneBitFlippedBack(suspect)) {
      tellAsTheyAre(suspect);
    }
  }

  private boolean tellWithOneBitFlippedBack(Suspect suspect) {
    if (hole.limit() > FLIPS_BYTES_MAX) {
      return false;
    }
    for (int bit = 0; bit < hole.limit() * 8; bit++) {
      flip(bit);
      int bytes = Frame.validBytes(hole, 0, mask, crc);
      if (bytes != 0) {
        suspect.frame(Frame.kind(hole, 0) & Frame.KIND_MASK, Frame.payload(hole, 0, bytes));
        return true;
      }
      flip(bit);
    }
    return false;
  }

  private void flip(int bit) {
    hole.put(bit / 8, (byte) (hole.get(bit / 8) ^ (1 << (bit % 8))));
  }

  /** One frame after another, as long as the length fields make sense. */
  private void tellAsTheyAre(Suspect suspect) {
    int at = 0;
    int bytes;
    while ((bytes = Frame.claimedBytes(hole, at)) != 0) {
      suspect.frame(Frame.kind(hole, at) & Frame.KIND_MASK, Frame.payload(hole, at, bytes));
      at += bytes;
    }
  }
}
