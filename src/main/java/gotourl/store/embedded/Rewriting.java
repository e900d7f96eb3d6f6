package gotourl.store.embedded;

import gotourl.journal.Batch;
import gotourl.journal.Disk;
import gotourl.journal.Journal;
import gotourl.journal.Refusal;
import gotourl.journal.Replay;
import gotourl.journal.Resumption;
import gotourl.journal.Save;
import gotourl.journal.SaveLoop;
import gotourl.journal.SegmentHeader;
import gotourl.journal.Segments;
import gotourl.journal.SyncPolicy;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Appends the frames of one journal to a new one, in their order, by the ordinary way of saving.
 * The new segments get the times and numbers of the old ones to be relative to.
 */
final class Rewriting implements Replay, Closeable {

  /** Well within a batch, and few enough frames that their numbers stay in the byte budget. */
  private static final int CHUNK_BYTES_MAX = 1 << 20;

  private static final int PAYLOAD_BYTES_MAX = 1 << 17;

  /** The rest is the number of a segment: more than a repair will ever write. */
  private static final int VERSION_BITS = 32;

  private final Disk clean;
  private final LinkRecord.Birth birth;
  private final Set<Long> leftOut;
  private final RandomGenerator random;
  private final ByteBuffer payload = ByteBuffer.allocate(PAYLOAD_BYTES_MAX);
  private final long[] claimed = new long[LinkStore.SEQUENCE_MAX + 1];

  /** Where each link's last version is that was taken over: segment and version. */
  private final NumberIndex written = new NumberIndex();

  /** The new journal's own, which nobody reads. */
  private final Segments segments = new Segments();

  /** Later ones were appended since the links were counted. */
  private long framesToCome;

  private boolean isBorn;
  private Instant bornAt = Instant.EPOCH;

  /** Above all numbers that are saved in the new journal. */
  private long nextNumber;

  /** What is said beside the links in the new journal. */
  private final SideTables asides = new SideTables();

  private Instant epoch = Instant.EPOCH;
  private @Nullable Journal journal;
  private @Nullable SaveLoop saveLoop;
  private List<LinkRecord> chunk = new ArrayList<>();
  private int chunkBytes;

  /**
   * @param leftOut numbers of links none of whose frames are taken over
   * @param frames how many to read
   */
  Rewriting(
      Disk clean, LinkRecord.Birth birth, Set<Long> leftOut, long frames, RandomGenerator random) {
    this.clean = clean;
    this.birth = birth;
    this.leftOut = leftOut;
    this.framesToCome = frames;
    this.random = random;
  }

  @Override
  public void segment(SegmentHeader header) {
    save();
    epoch = Instant.ofEpochMilli(header.epochMillis());
    raiseNextNumber(header.base());
    if (journal == null) {
      try {
        open();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void open() throws IOException {
    InstantSource clock = () -> epoch;
    Journal opened =
        Journal.open(
            clean,
            Journal.Options.of(EmbeddedStore.CONTENT, SyncPolicy.ALWAYS),
            segments,
            new NewOwner(),
            clock,
            random);
    journal = opened;
    saveLoop = new SaveLoop(opened, new SaveLoop.Options(1, Long.MAX_VALUE), () -> {});
  }

  @Override
  public void frame(SegmentHeader segment, long position, int kind, ByteBuffer bytes) {
    if (framesToCome == 0) {
      return;
    }
    framesToCome--;
    LinkRecord record;
    try {
      record = RecordCodec.decode(segment, kind, bytes.duplicate());
    } catch (MalformedRecordException e) {
      return; // Named when the links were counted.
    }
    int length = bytes.remaining();
    switch (record) {
      case LinkRecord.Birth born -> bear(RecordCodec.birthTime(segment, bytes), length);
      case LinkRecord.Claim(int sequence, long next) -> {
        claimed[sequence] = next;
        add(record, length);
      }
      case LinkRecord.Aside aside -> {
        asides.apply(aside);
        add(aside, length);
      }
      case LinkRecord.Put put -> {
        if (!leftOut.contains(put.link().number())) {
          add(put, length);
        }
      }
      case LinkRecord.Purge purge -> {
        if (!leftOut.contains(purge.number())) {
          add(purge, length);
        }
      }
      case LinkRecord.Tombstone tombstone -> {
        if (!leftOut.contains(tombstone.number())) {
          add(tombstone, length);
        }
      }
    }
  }

  /** Twice, as ever, even if only one of the two can still be read. */
  private void bear(Instant time, int length) {
    if (!isBorn) {
      isBorn = true;
      bornAt = time;
      add(birth, length);
      add(birth, length);
    }
  }

  private void raiseNextNumber(long atLeast) {
    nextNumber = Math.max(nextNumber, atLeast);
  }

  private void add(LinkRecord record, int length) {
    chunk.add(record);
    chunkBytes += length + EmbeddedStore.FRAME_BYTES_BEYOND;
    if (chunkBytes >= CHUNK_BYTES_MAX) {
      save();
    }
  }

  private void save() {
    if (chunk.isEmpty()) {
      return;
    }
    if (saveLoop == null) {
      throw new IllegalStateException("frames before the first segment");
    }
    Chunk save = new Chunk(chunk, chunkBytes);
    chunk = new ArrayList<>();
    chunkBytes = 0;
    saveLoop.submit(save);
    saveLoop.saveOnce();
    if (!save.saved) {
      throw new UncheckedIOException(new IOException("the new directory does not take writes"));
    }
  }

  /** Writes down what damaged frames may have used up, and ends the journal in order. */
  void finish(LinkTable counted) throws IOException {
    Journal open = journal;
    if (framesToCome > 0 || open == null) {
      throw new IOException(
          "the original changed while it was read; stop the server that runs on it");
    }
    for (int sequence = 0; sequence < claimed.length; sequence++) {
      long next = counted.claimed(sequence);
      if (next > claimed[sequence]) {
        add(new LinkRecord.Claim(sequence, next), 0);
      }
    }
    counted.asides().usedUpBeyond(asides, epoch).forEach(each -> add(each, 0));
    save();
    // The last segment's header says it: no link of it or before has this number or a higher one.
    raiseNextNumber(counted.nextNumber());
    journal = null;
    open.close();
  }

  /** What was begun and not finished stays marked as such. */
  @Override
  public void close() throws IOException {
    Journal open = journal;
    journal = null;
    if (open != null) {
      open.close();
    }
    segments.close();
  }

  @Override
  public void moved(SegmentHeader segment, long position, int kind, ByteBuffer bytes) {
    frame(segment, position, kind, bytes);
  }

  private int encode(LinkRecord record, SegmentHeader segment) {
    payload.clear();
    return switch (record) {
      case LinkRecord.Birth born -> RecordCodec.encodeBirth(payload, segment, born, bornAt);
      case LinkRecord.Claim claim -> RecordCodec.encodeClaim(payload, claim);
      case LinkRecord.Aside aside -> SideCodec.encode(payload, segment.epochMillis(), aside);
      case LinkRecord.Put(Link link, long previous, byte[] fields) -> {
        long before = previous(link.number(), link.version(), previous, segment);
        yield RecordCodec.encodePut(payload, segment, new LinkRecord.Put(link, before, fields));
      }
      case LinkRecord.Purge purge -> RecordCodec.encodePurge(payload, segment, purge);
      case LinkRecord.Tombstone t -> {
        long before = previous(t.number(), t.version(), t.previousSegment(), segment);
        yield RecordCodec.encodeTombstone(
            payload,
            segment,
            new LinkRecord.Tombstone(t.number(), t.version(), t.key(), t.removed(), before));
      }
    };
  }

  /**
   * Where the version before this one is in the new journal, if the old one knew of it and it is
   * not lost; and writes down where this one will be.
   */
  private long previous(long number, int version, long previousInOld, SegmentHeader segment) {
    long before = written.get(number);
    written.put(number, segment.number() << VERSION_BITS | version);
    boolean isThere = before != 0 && (int) before == version - 1;
    return isThere && previousInOld != LinkFrame.NO_SEGMENT
        ? before >>> VERSION_BITS
        : LinkFrame.NO_SEGMENT;
  }

  private final class Chunk extends Save {
    private final List<LinkRecord> records;
    private boolean saved;

    Chunk(List<LinkRecord> records, int bytesMax) {
      super(bytesMax);
      this.records = records;
    }

    @Override
    protected void decide(Batch batch) {
      for (LinkRecord record : records) {
        int kind = encode(record, batch.segment());
        batch.append(kind, payload.array(), payload.position());
      }
    }

    @Override
    protected void publish() {
      for (LinkRecord record : records) {
        if (record instanceof LinkRecord.Put put) {
          raiseNextNumber(put.link().number() + 1);
        }
      }
    }

    @Override
    protected void acknowledge() {
      saved = true;
    }

    @Override
    protected void refuse(Refusal refusal) {}

    @Override
    protected void fail(RuntimeException defect) {
      throw defect;
    }
  }

  /** The new journal is empty: nothing is replayed to its owner. */
  private final class NewOwner implements Journal.Owner {
    @Override
    public long base() {
      return nextNumber;
    }

    @Override
    public boolean outgrows(SegmentHeader active) {
      return RecordCodec.outgrows(active, epoch.toEpochMilli(), nextNumber);
    }

    @Override
    public @Nullable Resumption resumption() {
      return null;
    }

    @Override
    public void resume(IntPredicate isGone) {
      throw new IllegalStateException("nothing is resumed");
    }

    @Override
    public void segment(SegmentHeader header) {}

    @Override
    public void frame(SegmentHeader segment, long position, int kind, ByteBuffer bytes) {}

    @Override
    public void moved(SegmentHeader segment, long position, int kind, ByteBuffer bytes) {}
  }
}
