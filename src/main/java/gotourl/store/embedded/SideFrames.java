package gotourl.store.embedded;

import gotourl.journal.Batch;
import gotourl.store.embedded.LinkChange.PlacedRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What the decision in work says beside the links, as frames of its batch. Save loop only. */
final class SideFrames {

  private final ByteBuffer payload = ByteBuffer.allocate(SideCodec.bytesMax());
  private final List<PlacedRecord> said = new ArrayList<>();

  /** A decision begins: what one before it left behind that was a defect is nothing. */
  void begin() {
    said.clear();
  }

  void append(Batch batch, LinkRecord.Aside record) {
    payload.clear();
    int kind = SideCodec.encode(payload, batch.segment().epochMillis(), record);
    long position = batch.append(kind, payload.array(), payload.position());
    said.add(new PlacedRecord(record, position));
  }

  /** Whether the decision has said nothing yet. */
  boolean isEmpty() {
    return said.isEmpty();
  }

  /** What the decision comes to. */
  LinkChange.Said change() {
    return new LinkChange.Said(List.copyOf(said));
  }
}
