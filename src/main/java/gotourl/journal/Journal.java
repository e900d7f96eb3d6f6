package gotourl.journal;

import gotourl.metrics.Histogram;
import gotourl.metrics.Metric;
import gotourl.metrics.Metrics;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An append-only, durable sequence of frames. One thread, the save loop, appends: {@link #begin},
 * fill the batch, {@link #commit}. Everything that was appended before is told to the {@link Owner}
 * while the journal opens.
 *
 * <pre>
 *   appending --(write or sync fails)--> broken off --(begin makes a new segment)--> appending
 * </pre>
 *
 * A segment whose write or sync failed is never touched again: after a failed sync a second one may
 * succeed and lie. The next segment says where the trusted part of the failed one ends.
 */
public final class Journal implements Closeable {

  /** What the name of a file ends with until it is whole. */
  static final String UNFINISHED = ".tmp";

  /** Unfinished files of ours: nobody else's are deleted. */
  private static final Pattern UNFINISHED_NAME =
      Pattern.compile(
          "([0-9a-f]{16}(\\.[0-9a-f]{8})?\\.(seg|torn-[0-9a-f]+|aside-[0-9a-f]+)|manifest)\\.tmp");

  private static final Logger LOG = System.getLogger(Journal.class.getName());

  /**
   * How a journal is kept.
   *
   * @param content what the frames mean; a journal of another content is refused
   * @param segmentBytesMax a new segment follows when the active one has reached this; it may be
   *     exceeded by one batch
   * @param batchBytesMax the most bytes that are written and synced together
   * @param acceptLoss whether it opens in spite of files that are missing or not what they should
   *     be
   */
  public record Options(
      int content, SyncPolicy sync, long segmentBytesMax, int batchBytesMax, boolean acceptLoss) {

    public Options(int content, SyncPolicy sync, long segmentBytesMax, int batchBytesMax) {
      this(content, sync, segmentBytesMax, batchBytesMax, false);
    }

    /** Long enough that rolling costs nothing, short enough to be rewritten in a moment. */
    public static final long SEGMENT_BYTES_MAX = 64L << 20;

    /** A batch of this size takes about as long to write as a sync. */
    public static final int BATCH_BYTES_MAX = 4 << 20;

    public Options {
      if (segmentBytesMax + batchBytesMax + Frame.BYTES_MAX > Position.OFFSET_MAX) {
        throw new IllegalArgumentException("segments of " + segmentBytesMax + " bytes");
      }
    }

    public static Options of(int content, SyncPolicy sync) {
      return new Options(content, sync, SEGMENT_BYTES_MAX, BATCH_BYTES_MAX);
    }

    public Options acceptingLoss(boolean accept) {
      return new Options(content, sync, segmentBytesMax, batchBytesMax, accept);
    }
  }

  /** Whose frames these are. */
  public interface Owner extends Replay {
    /** What need not be replayed, if the owner remembers it. */
    @Nullable Resumption resumption();

    /**
     * The resumption fits: the owner takes up what it remembers, except for positions in segments
     * that are gone; their frames are replayed.
     */
    void resume(IntPredicate isGone) throws IOException;

    /** For the header of a new segment. */
    long base();

    /** Whether frames of now should no longer be written relative to this segment's header. */
    boolean outgrows(SegmentHeader active);
  }

  /** Where the segment before the next one ends. */
  private record Sealed(long number, long end, int check) {}

  private final Disk disk;
  private final Options options;
  private final Owner owner;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final UUID id;
  private final Segments segments;
  private final Tails tails;
  private final Batch batch;
  private final Histogram syncNanos = Histogram.ofNanos();

  /** Set by anyone, taken back by the save loop. */
  private volatile boolean rollsSoon;

  /** What broke off and is not closed to readers at its end yet. */
  private @Nullable ActiveSegment broken;

  private long brokenEnd;

  /** Written by the save loop only. */
  private volatile long appendedBytes;

  /** Absent from a failure until the next segment could be made. */
  private @Nullable ActiveSegment active;

  private List<Loss> losses = List.of();

  /** Until {@link #acceptLosses}. */
  private @Nullable Mending mending;

  /** What {@link #active} continues, or its successor will. */
  private Sealed sealed;

  private Journal(
      Disk disk,
      Options options,
      Owner owner,
      InstantSource clock,
      RandomGenerator random,
      Segments segments,
      Sealed sealed,
      UUID id)
      throws IOException {
    this.disk = disk;
    this.options = options;
    this.owner = owner;
    this.clock = clock;
    this.random = random;
    this.segments = segments;
    this.tails = new Tails(options);
    this.sealed = sealed;
    this.id = id;
    ActiveSegment first = nextSegment(0);
    this.active = first;
    this.batch = new Batch(first);
  }

  /**
   * Replays what is there, makes the end of it durable, and begins a new segment.
   *
   * @throws Resumption.RefusedException if the owner remembers another journal than this; nothing
   *     was changed, and without a resumption it opens
   * @throws BrokenJournalException if segments are lost and that is not accepted, or are too new;
   *     nothing was changed
   */
  public static Journal open(
      Disk disk,
      Options options,
      Segments segments,
      Owner owner,
      InstantSource clock,
      RandomGenerator random)
      throws IOException {
    Resumption resumption = owner.resumption();
    Replayer replayer = new Replayer(disk, options.content, segments, owner, resumption);
    if (resumption != null) {
      owner.resume(replayer::isGone);
    }
    Replayer.Tail tail = replayer.replay();
    SegmentChain chain = replayer.chain();
    boolean whole = replayer.losses().isEmpty();
    if (!whole && (!options.acceptLoss || chain.live().isEmpty())) {
      throw BrokenJournalException.of(replayer.losses(), chain.live().isEmpty());
    }
    for (String name : disk.list()) {
      if (UNFINISHED_NAME.matcher(name).matches()) {
        disk.delete(name);
      }
    }
    if (chain.live().isEmpty()) {
      UUID id = new UUID(random.nextLong(), random.nextLong());
      return new Journal(disk, options, owner, clock, random, segments, new Sealed(0, 0, 0), id);
    }
    if (whole) {
      chain.tidy(disk);
    }
    Sealed sealed =
        tail == null
            ? new Sealed(chain.lastNumber(), SegmentHeader.BYTES, 0)
            : seal(disk, segments, tail, whole);
    UUID id = chain.live().getLast().header().journal();
    Journal journal = new Journal(disk, options, owner, clock, random, segments, sealed, id);
    if (!whole) {
      journal.losses = List.copyOf(replayer.losses());
      journal.mending = replayer.mending();
    }
    return journal;
  }

  /**
   * Makes the end that a dead process left durable. An empty last segment is replaced, unless files
   * are lost: then no name is used again before {@link #acceptLosses}.
   */
  private static Sealed seal(Disk disk, Segments segments, Replayer.Tail tail, boolean whole)
      throws IOException {
    SegmentHeader last = tail.header();
    if (tail.file().isMisnamed()) {
      return new Sealed(last.number(), tail.end(), tail.lastCheck());
    }
    if (tail.end() < tail.file().bytes()) {
      TailRewrite.keepAside(disk, tail);
    }
    if (tail.end() == SegmentHeader.BYTES && whole) {
      segments.set(tail.ordinal(), null);
      return new Sealed(last.number() - 1, last.previousEnd(), last.previousCheck());
    }
    TailRewrite.rewrite(disk, tail);
    segments.setSealed(disk, tail.ordinal(), last, last.fileName(), tail.end());
    return new Sealed(last.number(), tail.end(), tail.lastCheck());
  }

  /** What is lost, if the journal was opened in spite of it. */
  public List<Loss> losses() {
    return losses;
  }

  /**
   * Makes the journal whole without what is lost, so that the next start need not accept it again.
   * To be called when whatever the owner has to say about it is durable, and before the save loop
   * runs.
   */
  public void acceptLosses() throws IOException {
    if (mending != null) {
      mending.mend(id, options.content, clock, random);
      mending = null;
    }
  }

  /** What can be compacted: nothing, if losses were accepted just now. */
  public SealedSegments sealedSegments() {
    return new SealedSegments(disk, id, options.content, segments, random);
  }

  /** With the next batch a new segment is begun, if the active one holds anything. Any thread. */
  public void rollSoon() {
    rollsSoon = true;
  }

  /** Whether a file of this name is a segment. */
  public static boolean isSegment(String name) {
    return SegmentHeader.FILE_NAME.matcher(name).matches();
  }

  /** Replays what is there and changes nothing. */
  public static void replay(Disk disk, int content, Segments segments, Replay replay)
      throws IOException {
    new Replayer(disk, content, segments, replay, null).replay();
  }

  /** The batch to fill, empty; always the same object. */
  Batch begin() throws IOException {
    if (active != null && isToBeSealed(active)) {
      seal(active);
    }
    rollsSoon = false;
    if (active == null) {
      active = nextSegment(Segments.KEPT_FREE);
    }
    active.mapWhatGathered();
    batch.begin(active);
    return batch;
  }

  /** Writes the batch, and syncs it if the policy says so before acknowledging. */
  void commit() throws IOException {
    ActiveSegment segment = active;
    if (segment == null) {
      throw new IllegalStateException("commit without begin");
    }
    // What is refused must not be found by the next start, however far it got.
    long endBefore = segment.end();
    int checkBefore = segment.lastCheck();
    try {
      long others = appendedBytes - segment.end();
      batch.write();
      appendedBytes = others + segment.end();
      if (batch.isToBeSynced(options.sync)) {
        sync(segment);
      }
    } catch (IOException | RuntimeException e) {
      breakOff(segment, endBefore, checkBefore);
      throw e;
    }
  }

  /** Whether acknowledged bytes are waiting for {@link #sync}. */
  boolean isUnsynced() {
    return active != null && active.durableEnd() != active.end();
  }

  void sync() throws IOException {
    ActiveSegment segment = active;
    if (segment != null) {
      try {
        sync(segment);
      } catch (IOException | RuntimeException e) {
        breakOff(segment, segment.end(), segment.lastCheck());
        throw e;
      }
    }
  }

  private void sync(ActiveSegment segment) throws IOException {
    if (segment.durableEnd() != segment.end()) {
      long began = System.nanoTime();
      segment.sync();
      syncNanos.recordAlone(System.nanoTime() - began, 1);
    }
  }

  /** Says where its metrics are read. */
  void measure(Metrics metrics) {
    metrics.read(Metric.SYNC_SECONDS, List.of(syncNanos));
    metrics.read(Metric.APPENDED_BYTES, this::appendedBytes);
    metrics.read(Metric.SEGMENTS, segments::count);
    metrics.read(Metric.SEGMENT_BYTES, segments::bytes);
  }

  /** What the journal's clock says. Any thread. */
  public Instant now() {
    return clock.instant();
  }

  /** When what is acknowledged is synced. Any thread. */
  public SyncPolicy syncPolicy() {
    return options.sync;
  }

  /** A new segment follows when the active one has reached this. */
  public long segmentBytesMax() {
    return options.segmentBytesMax;
  }

  int batchBytesMax() {
    return options.batchBytesMax;
  }

  /**
   * Syncs, and says by an empty successor that the journal ends here, so that the next start has
   * nothing to recover. The save loop must have ended.
   */
  @Override
  public void close() throws IOException {
    sync();
    ActiveSegment segment = active;
    if (segment != null && segment.end() > SegmentHeader.BYTES) {
      seal(segment);
      segment = null;
    }
    // Without an active segment the last one failed: its successor cuts off what was refused.
    ActiveSegment last = segment == null ? nextSegment(0) : segment;
    active = null;
    last.close();
  }

  /** How many bytes of frames were appended since it was opened. Any thread. */
  public long appendedBytes() {
    return appendedBytes;
  }

  /** Where the next frame would go. After {@link #close}. */
  public Mark end() {
    return new Mark(sealed.number + 1, SegmentHeader.BYTES, 0);
  }

  public UUID id() {
    return id;
  }

  private boolean isToBeSealed(ActiveSegment segment) {
    return segment.end() >= options.segmentBytesMax
        || (segment.end() > SegmentHeader.BYTES && (rollsSoon || owner.outgrows(segment.header())));
  }

  private void seal(ActiveSegment segment) throws IOException {
    // In every mode: what a power cut could shorten later would be refused as lost.
    sync();
    segment.seal(segment.end());
    sealed = new Sealed(segment.header().number(), segment.end(), segment.lastCheck());
    active = null;
    segment.close();
  }

  /**
   * A segment that holds nothing yet is not continued but replaced: else a disk that takes headers
   * and no more would fill with segments, one for each batch refused.
   *
   * @param acknowledgedEnd behind the last frame that somebody was told of
   */
  private void breakOff(ActiveSegment segment, long acknowledgedEnd, int acknowledgedCheck) {
    boolean durable = options.sync == SyncPolicy.ALWAYS;
    long end = durable ? segment.durableEnd() : acknowledgedEnd;
    if (end > SegmentHeader.BYTES) {
      int check = durable ? segment.durableCheck() : acknowledgedCheck;
      sealed = new Sealed(segment.header().number(), end, check);
    }
    active = null;
    broken = segment;
    brokenEnd = end;
    try {
      segment.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "closing a segment that had failed: " + e.getMessage());
    }
  }

  /**
   * @param keptFree so many ordinals are left for others
   */
  private ActiveSegment nextSegment(int keptFree) throws IOException {
    if (broken != null) {
      broken.seal(brokenEnd);
      broken = null;
    }
    return ActiveSegment.create(
        disk,
        new SegmentHeader(
            options.content,
            id,
            sealed.number + 1,
            random.nextLong(),
            clock.millis(),
            owner.base(),
            sealed.end,
            sealed.check),
        segments,
        keptFree,
        tails);
  }

  /** Where the bytes cut off a segment are kept. */
  public static String tornName(String segmentName, long offset) {
    return segmentName.replace(".seg", ".torn-" + Long.toHexString(offset));
  }
}
