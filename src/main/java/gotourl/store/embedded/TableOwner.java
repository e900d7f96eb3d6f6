package gotourl.store.embedded;

import gotourl.journal.Damage;
import gotourl.journal.Journal;
import gotourl.journal.Loss;
import gotourl.journal.SegmentHeader;
import java.nio.ByteBuffer;
import java.time.InstantSource;

/** What the journal asks of the table, now and while it opens. */
record TableOwner(Recovery recovery, LinkTable table, InstantSource clock)
    implements Journal.Owner {

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
}
