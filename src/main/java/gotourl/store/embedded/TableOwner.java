package gotourl.store.embedded;

import gotourl.journal.Damage;
import gotourl.journal.Journal;
import gotourl.journal.Loss;
import gotourl.journal.Resumption;
import gotourl.journal.SegmentHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** What the journal asks of the table, now and while it opens. */
record TableOwner(
    Recovery recovery, LinkTable table, InstantSource clock, @Nullable CheckpointFile checkpoint)
    implements Journal.Owner {

  TableOwner(Recovery recovery, LinkTable table, InstantSource clock) {
    this(recovery, table, clock, null);
  }

  @Override
  public @Nullable Resumption resumption() {
    return checkpoint == null ? null : checkpoint.map().resumption();
  }

  @Override
  public void resume(IntPredicate isGone) throws IOException {
    if (checkpoint != null) {
      recovery.load(checkpoint, isGone);
    }
  }

  @Override
  public long base() {
    return table.nextNumber();
  }

  @Override
  public boolean outgrows(SegmentHeader active) {
    return RecordCodec.outgrows(active, clock.millis(), table.nextNumber());
  }

  @Override
  public void segment(SegmentHeader header) {
    recovery.segment(header);
  }

  @Override
  public void frame(SegmentHeader segment, long position, int kind, ByteBuffer payload) {
    recovery.frame(segment, position, kind, payload);
  }

  @Override
  public void moved(SegmentHeader segment, long position, int kind, ByteBuffer payload) {
    recovery.moved(segment, position, kind, payload);
  }

  @Override
  public void damage(Damage damage) {
    recovery.damage(damage);
  }

  @Override
  public void lost(Loss loss) {
    recovery.lost(loss);
  }

  @Override
  public void suspect(SegmentHeader segment, int kind, ByteBuffer payload) {
    recovery.suspect(segment, kind, payload);
  }

  @Override
  public void tornTail(String file, long offset, long bytes) {
    recovery.tornTail(file, offset, bytes);
  }

  @Override
  public void end() {
    recovery.end();
  }
}
