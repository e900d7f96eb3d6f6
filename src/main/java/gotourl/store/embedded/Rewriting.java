package gotourl.store.embedded;

import gotourl.journal.Batch;
import gotourl.journal.Damage;
import gotourl.journal.Disk;
import gotourl.journal.Journal;
import gotourl.journal.Refusal;
import gotourl.journal.Replay;
import gotourl.journal.Save;
import gotourl.journal.SaveLoop;
import gotourl.journal.SegmentHeader;
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

  /** A record and what it does not say itself. */
  private record Entry(LinkRecord record, Instant time) {}

  private final Disk clean;
  private final LinkRecord.Birth birth;
  private final Set<Long> leftOut;
  private final RandomGenerator random;
  private final RecordCodec codec;
  private final ByteBuffer payload = ByteBuffer.allocate(PAYLOAD_BYTES_MAX);
  private final long[] claimed = new long[LinkStore.SEQUENCE_MAX + 1];

  /** Later ones were appended since the links were counted. */
  private long framesToCome;

  private boolean isBorn;

  /** Above all numbers that are saved in the new journal. */
  private long nextNumber;

  private Instant epoch = Instant.EPOCH;
  private @Nullable Journal journal;
  private @Nullable SaveLoop saveLoop;
  private List<Entry> chunk = new ArrayList<>();
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
    LinkTable born = new LinkTable();
    born.apply(birth);
    this.codec = new RecordCodec(born.domain());
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
            new NewOwner(),
            clock,
            random);
    journal = opened;
    saveLoop = new SaveLoop(opened, new SaveLoop.Options(1, Long.MAX_VALUE), () -> {});
  }

  @Override
  public void frame(SegmentHeader segment, int kind, ByteBuffer bytes) {
    if (framesToCome == 0) {
      return;
    }
    framesToCome--;
    LinkRecord record;
    try {
      record = codec.decode(segment, kind, bytes.duplicate());
    } catch (MalformedRecordException e) {
      return; // Named when the links were counted.
    }
    int length = bytes.remaining();
    switch (record) {
      case LinkRecord.Birth born -> bear(RecordCodec.time(segment, kind, bytes), length);
      case LinkRecord.Claim(int sequence, long next) -> {
        claimed[sequence] = next;
        add(new Entry(record, epoch), length);
      }
      case LinkRecord.Put(Link link, byte[] fields) -> {
        if (!leftOut.contains(link.number())) {
          add(new Entry(record, link.changed()), length);
        }
      }
      case LinkRecord.Tombstone(long number, int version, var key) -> {
        if (!leftOut.contains(number)) {
          add(new Entry(record, RecordCodec.time(segment, kind, bytes)), length);
        }
      }
    }
  }

  /** Twice, as ever, even if only one of the two can still be read. */
  private void bear(Instant time, int length) {
    if (!isBorn) {
      isBorn = true;
      add(new Entry(birth, time), length);
      add(new Entry(birth, time), length);
    }
  }

  private void raiseNextNumber(long atLeast) {
    nextNumber = Math.max(nextNumber, atLeast);
  }

  private void add(Entry entry, int length) {
    chunk.add(entry);
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
        add(new Entry(new LinkRecord.Claim(sequence, next), epoch), 0);
      }
    }
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
  }

  @Override
  public void damage(Damage damage) {}

  @Override
  public void suspect(SegmentHeader segment, int kind, ByteBuffer bytes) {}

  @Override
  public void tornTail(String file, long offset, long bytes) {}

  private int encode(Entry entry, SegmentHeader segment) {
    payload.clear();
    return switch (entry.record()) {
      case LinkRecord.Birth born -> RecordCodec.encodeBirth(payload, segment, born, entry.time());
      case LinkRecord.Claim claim -> RecordCodec.encodeClaim(payload, claim);
      case LinkRecord.Put put -> RecordCodec.encodePut(payload, segment, put);
      case LinkRecord.Tombstone tombstone ->
          RecordCodec.encodeTombstone(payload, segment, tombstone, entry.time());
    };
  }

  private final class Chunk extends Save {
    private final List<Entry> entries;
    private final int bytesMax;
    private boolean saved;

    Chunk(List<Entry> entries, int bytesMax) {
      this.entries = entries;
      this.bytesMax = bytesMax;
    }

    @Override
    protected int bytesMax() {
      return bytesMax;
    }

    @Override
    protected void decide(Batch batch) {
      for (Entry entry : entries) {
        int kind = encode(entry, batch.segment());
        batch.append(kind, payload.array(), payload.position());
      }
    }

    @Override
    protected void publish() {
      for (Entry entry : entries) {
        if (entry.record() instanceof LinkRecord.Put(Link link, byte[] fields)) {
          raiseNextNumber(link.number() + 1);
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
    public void segment(SegmentHeader header) {}

    @Override
    public void frame(SegmentHeader segment, int kind, ByteBuffer bytes) {}

    @Override
    public void damage(Damage damage) {}

    @Override
    public void suspect(SegmentHeader segment, int kind, ByteBuffer bytes) {}

    @Override
    public void tornTail(String file, long offset, long bytes) {}
  }
}
