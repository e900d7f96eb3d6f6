package gotourl.store.embedded;

import gotourl.journal.Batch;
import gotourl.journal.Disk;
import gotourl.journal.Journal;
import gotourl.journal.Mark;
import gotourl.journal.SaveLoop;
import gotourl.journal.Segments;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes a checkpoint when a start without it would take long: on the maintenance thread, and at an
 * orderly stop.
 *
 * <pre>
 *   mark (in the save loop's turn) -> blocks, aside -> journal synced -> map -> rename -> directory
 * </pre>
 *
 * What is in the blocks was visible when they were written; under a relaxed sync policy it need not
 * have been durable, hence the sync before the checkpoint counts.
 */
final class Checkpointing implements Maintenance.Duty {

  private static final Logger LOG = System.getLogger(EmbeddedStore.class.getName());

  /** So much is replayed in half a second. */
  static final long BYTES_MIN = 64L << 20;

  /** At a stop there is time for it, and the next start is to serve at once. */
  private static final int AT_STOP_DIVISOR = 16;

  /** An eighth more of the journal is read in a few seconds at a hundred million links. */
  private static final int GROWTH_DIVISOR = 8;

  private final Disk disk;
  private final Journal journal;
  private final SaveLoop saveLoop;
  private final Segments segments;
  private final LinkTable table;
  private final Compactor compactor;
  private final long bytesMin;

  /** How much of the journal the last checkpoint lacks, beyond what {@link #writtenBefore} says. */
  private volatile long unknownBytes;

  /** How much had been appended and compacted when it was written. */
  private volatile long writtenBefore;

  /** When that was, in this process. */
  private volatile @Nullable Instant writtenAt;

  /**
   * @param unknownBytes how much was replayed at the start
   * @param bytesMin below this a checkpoint is not worth it
   */
  Checkpointing(
      Disk disk,
      Journal journal,
      SaveLoop saveLoop,
      Segments segments,
      LinkTable table,
      Compactor compactor,
      long unknownBytes,
      long bytesMin) {
    this.disk = disk;
    this.journal = journal;
    this.saveLoop = saveLoop;
    this.segments = segments;
    this.table = table;
    this.compactor = compactor;
    this.unknownBytes = unknownBytes;
    this.bytesMin = bytesMin;
  }

  @Override
  public void perform() throws IOException {
    if (isPossible() && unsaved() >= Math.max(bytesMin, segments.bytes() / GROWTH_DIVISOR)) {
      MarkErrand marking = new MarkErrand();
      if (marking.run(saveLoop) && marking.mark != null && marking.state != null) {
        write(marking.mark, marking.state, true);
      }
    }
  }

  /** After the journal was closed in order: the next start has nothing to replay. */
  void atStop() throws IOException {
    if (isPossible() && unsaved() >= Math.max(1, bytesMin / AT_STOP_DIVISOR)) {
      write(journal.end(), table.state(), false);
    }
  }

  /**
   * Not while something is in doubt: then each start reads everything and says so. Not while a
   * compacted segment and what it replaces are both there: the next start would take the one as
   * known, and find the other's positions gone.
   */
  private boolean isPossible() {
    return table.isWhole() && !compactor.isDropping();
  }

  /** How much a start would have to read. Any thread. */
  long unsaved() {
    return unknownBytes + bytesWritten() - writtenBefore;
  }

  /** When this process wrote the last one; {@code null}: not yet. Any thread. */
  @Nullable Instant writtenAt() {
    return writtenAt;
  }

  private long bytesWritten() {
    return journal.appendedBytes() + compactor.bytesWritten();
  }

  private void write(Mark mark, LinkTable.State state, boolean running) throws IOException {
    long written = bytesWritten();
    String unfinished = CheckpointFile.NAME + CheckpointFile.UNFINISHED;
    if (disk.list().contains(unfinished)) {
      disk.delete(unfinished);
    }
    boolean whole = false;
    try (CheckpointWriter writer = new CheckpointWriter(disk.create(unfinished))) {
      long numbersEnd = table.write(writer);
      if (running && !new SyncErrand().run(saveLoop)) {
        return;
      }
      writer.finish(
          new CheckpointMap(
              journal.id(),
              mark,
              table.remember(segments.remember()),
              table.hashSeed(),
              state.birth(),
              state.nextNumber(),
              state.claimed(),
              state.purging(),
              state.asides().records(),
              state.retries(),
              state.crawlable(),
              numbersEnd,
              writer.blocks()));
      whole = true;
    } finally {
      if (!whole) {
        disk.delete(unfinished);
      }
    }
    disk.rename(unfinished, CheckpointFile.NAME);
    disk.sync();
    unknownBytes = 0;
    writtenBefore = written;
    writtenAt = journal.now();
    LOG.log(Level.DEBUG, "a checkpoint was written, up to {0}", mark);
  }

  /** The table as it is when everything before the mark has been applied. */
  private final class MarkErrand extends Errand {
    private @Nullable Mark mark;
    private LinkTable.@Nullable State state;

    @Override
    protected void decide(Batch batch) {
      mark = batch.here();
    }

    @Override
    protected void publish() {
      state = table.state();
    }
  }
}
