package gotourl.store.embedded;

import gotourl.journal.Mark;
import gotourl.journal.Resumption;
import gotourl.link.KeyGenerator;
import gotourl.link.SipHash;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What stands at the end of a checkpoint: everything but the blocks, and where those are
 * (docs/FORMAT.md).
 *
 * @param hashSeed of the keys' hash
 * @param nextNumber and the next three: the table at the mark
 * @param claimed by sequence
 * @param numbersEnd one above the highest number with an entry
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record CheckpointMap(
    Resumption resumption,
    byte[] hashSeed,
    LinkRecord.Birth birth,
    long nextNumber,
    long[] claimed,
    long numbersEnd,
    List<Block> blocks) {

  private static final int FOLDS_CASE = 1;

  /**
   * A stretch of the file with a checksum of its own.
   *
   * @param shard which shard's words it holds, or {@link #NUMBERS}
   * @param first the first number whose entry it holds
   * @param words how many words it holds
   */
  record Block(int shard, long first, int words, long offset, int bytes, int check) {
    static final int NUMBERS = -1;
  }

  byte[] encode() {
    List<Resumption.Remembered> segments = resumption.segments();
    ByteBuffer out = ByteBuffer.allocate(400 + 40 * segments.size() + 40 * blocks.size());
    out.putLong(resumption.journal().getMostSignificantBits());
    out.putLong(resumption.journal().getLeastSignificantBits());
    out.putLong(resumption.mark().segment());
    out.putLong(resumption.mark().offset());
    out.putInt(resumption.mark().check());
    out.put(hashSeed);
    out.put((byte) (birth.foldsCase() ? FOLDS_CASE : 0));
    out.put(birth.secret());
    out.putLong(nextNumber);
    out.putInt(claimed.length);
    for (long next : claimed) {
      out.putLong(next);
    }
    out.putLong(numbersEnd);
    out.putInt(segments.size());
    for (Resumption.Remembered segment : segments) {
      out.putInt(segment.ordinal());
      out.putLong(segment.number());
      out.putLong(segment.generation());
      out.putLong(segment.salt());
    }
    out.putInt(blocks.size());
    for (Block block : blocks) {
      out.putInt(block.shard);
      out.putLong(block.first);
      out.putInt(block.words);
      out.putLong(block.offset);
      out.putInt(block.bytes);
      out.putInt(block.check);
    }
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  /** Of bytes whose checksum was right. */
  static CheckpointMap decode(ByteBuffer in) {
    UUID journal = new UUID(in.getLong(), in.getLong());
    Mark mark = new Mark(in.getLong(), in.getLong(), in.getInt());
    byte[] seed = new byte[SipHash.KEY_BYTES];
    in.get(seed);
    boolean foldsCase = (in.get() & FOLDS_CASE) != 0;
    byte[] secret = new byte[KeyGenerator.SECRET_BYTES];
    in.get(secret);
    long nextNumber = in.getLong();
    long[] claimed = new long[in.getInt()];
    for (int i = 0; i < claimed.length; i++) {
      claimed[i] = in.getLong();
    }
    long numbersEnd = in.getLong();
    int segmentCount = in.getInt();
    List<Resumption.Remembered> segments = new ArrayList<>();
    for (int i = 0; i < segmentCount; i++) {
      segments.add(
          new Resumption.Remembered(in.getInt(), in.getLong(), in.getLong(), in.getLong()));
    }
    int blockCount = in.getInt();
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < blockCount; i++) {
      blocks.add(
          new Block(
              in.getInt(), in.getLong(), in.getInt(), in.getLong(), in.getInt(), in.getInt()));
    }
    return new CheckpointMap(
        new Resumption(journal, segments, mark),
        seed,
        new LinkRecord.Birth(foldsCase, secret),
        nextNumber,
        claimed,
        numbersEnd,
        blocks);
  }
}
