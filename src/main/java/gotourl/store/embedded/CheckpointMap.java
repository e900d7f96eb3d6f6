package gotourl.store.embedded;

import gotourl.journal.Mark;
import gotourl.journal.Resumption;
import gotourl.link.KeyGenerator;
import gotourl.link.RetryKey;
import gotourl.link.SipHash;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * What stands at the end of a checkpoint: everything but the blocks, and where those are
 * (docs/FORMAT.md).
 *
 * @param hashSeed of the keys' hash
 * @param segments those that positions lie in
 * @param mark frames before this are known
 * @param nextNumber and the next two: the table at the mark
 * @param claimed by sequence
 * @param purging numbers of links that are being purged
 * @param retries remembered at the mark
 * @param crawlable which links were, at the mark
 * @param asides what makes the side tables what they were at the mark
 * @param numbersEnd one above the highest number with an entry
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record CheckpointMap(
    UUID journal,
    Mark mark,
    List<Segment> segments,
    byte[] hashSeed,
    LinkRecord.Birth birth,
    long nextNumber,
    long[] claimed,
    Collection<Long> purging,
    List<LinkRecord.Aside> asides,
    List<RetryTable.Entry> retries,
    List<CrawlableNumbers.Page> crawlable,
    long numbersEnd,
    List<Block> blocks) {

  private static final int FOLDS_CASE = 1;
  private static final int FIXED_BYTES_MAX = 400;
  private static final int ENTRY_BYTES_MAX = 40;

  /** Domain, first number, words. */
  private static final int CRAWLABLE_PAGE_BYTES =
      Integer.BYTES + Long.BYTES + NumberSet.PAGE_WORDS * Long.BYTES;

  /** Each record of the asides is as its payload would be if the epoch were that of the clock. */
  private static final int ASIDES_EPOCH_MILLIS = 0;

  /** The kind of a record, and the length of its payload. */
  private static final int ASIDE_HEAD_BYTES = 8;

  /**
   * A segment that could be read.
   *
   * @param superseded bytes of it that {@link SupersededBytes} has counted
   */
  record Segment(Resumption.Remembered remembered, long superseded) {}

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

  /** What of the journal need not be replayed. */
  Resumption resumption() {
    return new Resumption(journal, segments.stream().map(Segment::remembered).toList(), mark);
  }

  byte[] encode() {
    int entries = segments.size() + blocks.size() + purging.size() + retries.size();
    byte[] said = encodeAsides();
    int crawlableBytes = crawlable.size() * CRAWLABLE_PAGE_BYTES;
    ByteBuffer out =
        ByteBuffer.allocate(
            FIXED_BYTES_MAX + ENTRY_BYTES_MAX * entries + said.length + crawlableBytes);
    out.putLong(journal.getMostSignificantBits());
    out.putLong(journal.getLeastSignificantBits());
    out.putLong(mark.segment());
    out.putLong(mark.offset());
    out.putInt(mark.check());
    out.put(hashSeed);
    out.put((byte) (birth.foldsCase() ? FOLDS_CASE : 0));
    out.put(birth.secret());
    out.putLong(nextNumber);
    out.putInt(claimed.length);
    for (long next : claimed) {
      out.putLong(next);
    }
    out.putInt(purging.size());
    purging.forEach(out::putLong);
    out.putInt(said.length);
    out.put(said);
    out.putInt(retries.size());
    for (RetryTable.Entry entry : retries) {
      out.putLong(entry.key().high());
      out.putLong(entry.key().low());
      out.putLong(entry.key().wish());
      out.putLong(entry.number());
      out.putLong(entry.createdMillis());
    }
    out.putInt(crawlable.size());
    for (CrawlableNumbers.Page page : crawlable) {
      out.putInt(page.domain());
      out.putLong(page.first());
      for (long word : page.words()) {
        out.putLong(word);
      }
    }
    out.putLong(numbersEnd);
    out.putInt(segments.size());
    for (Segment segment : segments) {
      out.putInt(segment.remembered.ordinal());
      out.putLong(segment.remembered.number());
      out.putLong(segment.remembered.generation());
      out.putLong(segment.remembered.salt());
      out.putLong(segment.superseded);
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

  private byte[] encodeAsides() {
    ByteBuffer payload = ByteBuffer.allocate(SideCodec.bytesMax());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (LinkRecord.Aside record : asides) {
      int kind = SideCodec.encode(payload.clear(), ASIDES_EPOCH_MILLIS, record);
      out.writeBytes(
          ByteBuffer.allocate(ASIDE_HEAD_BYTES).putInt(kind).putInt(payload.position()).array());
      out.write(payload.array(), 0, payload.position());
    }
    return out.toByteArray();
  }

  private static List<LinkRecord.Aside> decodeAsides(ByteBuffer in) {
    int end = in.getInt() + in.position();
    List<LinkRecord.Aside> records = new ArrayList<>();
    while (in.position() < end) {
      int kind = in.getInt();
      int bytes = in.getInt();
      ByteBuffer payload = in.slice(in.position(), bytes);
      if (!SideCodec.isAside(kind)) {
        throw new MalformedRecordException("kind " + kind + " is not said aside");
      }
      records.add(SideCodec.decode(ASIDES_EPOCH_MILLIS, kind, payload));
      in.position(in.position() + bytes);
    }
    return records;
  }

  private static long[] words(ByteBuffer in) {
    long[] words = new long[NumberSet.PAGE_WORDS];
    for (int i = 0; i < words.length; i++) {
      words[i] = in.getLong();
    }
    return words;
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
    List<Long> purging = new ArrayList<>();
    for (int left = in.getInt(); left > 0; left--) {
      purging.add(in.getLong());
    }
    List<LinkRecord.Aside> asides = decodeAsides(in);
    List<RetryTable.Entry> retries = new ArrayList<>();
    for (int left = in.getInt(); left > 0; left--) {
      RetryKey key = new RetryKey(in.getLong(), in.getLong(), in.getLong());
      retries.add(new RetryTable.Entry(key, in.getLong(), in.getLong()));
    }
    List<CrawlableNumbers.Page> crawlable = new ArrayList<>();
    for (int left = in.getInt(); left > 0; left--) {
      crawlable.add(new CrawlableNumbers.Page(in.getInt(), in.getLong(), words(in)));
    }
    long numbersEnd = in.getLong();
    List<Segment> segments = new ArrayList<>();
    for (int left = in.getInt(); left > 0; left--) {
      Resumption.Remembered remembered =
          new Resumption.Remembered(in.getInt(), in.getLong(), in.getLong(), in.getLong());
      segments.add(new Segment(remembered, in.getLong()));
    }
    int blockCount = in.getInt();
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < blockCount; i++) {
      blocks.add(
          new Block(
              in.getInt(), in.getLong(), in.getInt(), in.getLong(), in.getInt(), in.getInt()));
    }
    return new CheckpointMap(
        journal,
        mark,
        segments,
        seed,
        new LinkRecord.Birth(foldsCase, secret),
        nextNumber,
        claimed,
        purging,
        asides,
        retries,
        crawlable,
        numbersEnd,
        blocks);
  }
}
