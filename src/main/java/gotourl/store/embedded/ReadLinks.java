package gotourl.store.embedded;

import gotourl.journal.SegmentHeader;
import java.nio.ByteBuffer;

/**
 * Frames of links of one segment that were read and are not applied yet. Each wants a slot that
 * lies anywhere in the index: when all slots of a batch are looked at in a row first, the waits for
 * them pass together.
 */
final class ReadLinks {

  /** Is told of a frame that cannot have been written by this format. */
  interface Complaint {
    void malformed(SegmentHeader segment, int kind, MalformedRecordException reason);
  }

  private static final int FRAMES = 128;
  private static final int BYTES_TO_BEGIN_WITH = 1 << 14;

  private final LinkTable table;
  private final TableRecovery filling;
  private final Complaint complaint;
  private final LinkFrame frame = new LinkFrame();

  private final int[] kinds = new int[FRAMES];
  private final int[] ends = new int[FRAMES];
  private final long[] positions = new long[FRAMES];
  private final long[] hashes = new long[FRAMES];
  private byte[] payloads = new byte[BYTES_TO_BEGIN_WITH];
  private int count;
  private int bytes;

  ReadLinks(LinkTable table, TableRecovery filling, Complaint complaint) {
    this.table = table;
    this.filling = filling;
    this.complaint = complaint;
  }

  /** The payload is copied. */
  void add(SegmentHeader segment, int kind, long position, ByteBuffer payload) {
    int more = payload.remaining();
    if (bytes + more > payloads.length) {
      apply(segment);
      if (more > payloads.length) {
        payloads = new byte[2 * more];
      }
    }
    payload.get(payload.position(), payloads, bytes, more);
    bytes += more;
    kinds[count] = kind;
    positions[count] = position;
    ends[count] = bytes;
    count++;
    if (count == FRAMES) {
      apply(segment);
    }
  }

  /** Applies all of them; they are of this segment. */
  void apply(SegmentHeader segment) {
    for (int i = 0; i < count; i++) {
      try {
        hashes[i] = take(segment, i).hash(table);
      } catch (MalformedRecordException e) {
        hashes[i] = 0; // Told below, in its turn.
      }
    }
    for (int i = 0; i < count; i++) {
      table.touch(hashes[i]);
    }
    for (int i = 0; i < count; i++) {
      LinkFields fields;
      try {
        fields = take(segment, i).fields();
      } catch (MalformedRecordException e) {
        complaint.malformed(segment, kinds[i], e);
        continue;
      }
      filling.link(frame, positions[i], hashes[i], fields.terms().crawlable());
      if (fields.unknown().length > 0) {
        filling.retry(frame, fields.unknown());
        filling.charged(frame.number(), fields.unknown());
      }
    }
    count = 0;
    bytes = 0;
  }

  private LinkFrame take(SegmentHeader segment, int i) {
    int from = i == 0 ? 0 : ends[i - 1];
    return frame.of(segment, kinds[i], payloads, from, ends[i]);
  }
}
