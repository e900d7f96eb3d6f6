package gotourl.store.embedded;

import gotourl.journal.Damage;
import gotourl.journal.Loss;
import gotourl.journal.Replay;
import gotourl.journal.SegmentHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * Builds the table of links from the journal, and names what is wrong with it. Opening and
 * verifying are this same code.
 *
 * <p>A damaged frame may have been a later version of a link that is in the table, which would then
 * lead to a target that somebody had replaced. So every link that the damaged bytes may name is
 * taken out of service, until a later frame says again what it is.
 */
final class Recovery implements Replay {

  private final LinkTable table;
  private final TableRecovery filling;
  private final Consumer<String> findings;
  private final LinkFrame link = new LinkFrame();
  private RecordCodec codec;

  /**
   * The base of the segment that is being replayed; -1 while headers are read, before the first.
   */
  private long base = -1;

  /** Whether there is a checkpoint that knows segments which are gone. */
  private boolean knowsWhatIsGone;

  private long frames;
  private long bytes;
  private int damages;
  private int losses;

  /**
   * @param findings one line for each damage, and for bytes cut off
   */
  Recovery(LinkTable table, Consumer<String> findings) {
    this.table = table;
    this.filling = table.recovery();
    this.findings = findings;
    this.codec = new RecordCodec(table.domain());
  }

  /** Takes up a checkpoint; what it lacks is replayed afterwards. */
  void load(CheckpointFile checkpoint, IntPredicate isGone) throws IOException {
    knowsWhatIsGone = table.load(checkpoint, isGone);
    codec = new RecordCodec(table.domain());
  }

  @Override
  public void segment(SegmentHeader header) {
    base = header.base();
    table.raiseNextNumber(base);
  }

  @Override
  public void frame(SegmentHeader segment, long position, int kind, ByteBuffer payload) {
    frames++;
    bytes += payload.remaining();
    try {
      if (LinkFrame.isLink(kind)) {
        link.of(segment, kind, payload).fields();
        filling.link(link, position);
      } else {
        recover(codec.decode(segment, kind, payload));
      }
    } catch (MalformedRecordException e) {
      meetDamage();
      findings.accept(
          "segment %d: a frame of kind %d cannot be read: %s"
              .formatted(segment.number(), kind, e.getMessage()));
    }
  }

  @Override
  public void moved(SegmentHeader segment, long position, int kind, ByteBuffer payload) {
    // Claims, and what the store is, are as they were at the mark.
    if (LinkFrame.isLink(kind) || kind == RecordCodec.PURGE) {
      frame(segment, position, kind, payload);
    }
  }

  private void recover(LinkRecord record) {
    switch (record) {
      case LinkRecord.Birth birth -> {
        table.apply(new LinkChange.Born(birth));
        codec = new RecordCodec(table.domain());
      }
      case LinkRecord.Claim(int sequence, long next) ->
          table.apply(new LinkChange.Claimed(sequence, next));
      case LinkRecord.Purge(long number, Instant purged) -> filling.purge(number);
      case LinkRecord.Put put -> throw new AssertionError(put);
      case LinkRecord.Tombstone tombstone -> throw new AssertionError(tombstone);
    }
  }

  @Override
  public void damage(Damage damage) {
    meetDamage();
    findings.accept(damage.toString());
    if (base >= 0) {
      table.skipWhatMayBeUsed(base, damage.bytes());
    }
  }

  private void meetDamage() {
    damages++;
    table.meetDamage();
  }

  /** How far the numbers went in what is lost, only its successor could say, if there is one. */
  @Override
  public void lost(Loss loss) {
    meetDamage();
    losses++;
    findings.accept(loss.toString());
    if (loss.bytesMax() > 0) {
      table.skipWhatMayBeUsed(Math.max(base, table.nextNumber()), loss.bytesMax());
    }
  }

  @Override
  public void suspect(SegmentHeader segment, int kind, ByteBuffer payload) {
    if (!LinkFrame.isLink(kind)) {
      return;
    }
    try {
      link.of(segment, kind, payload);
    } catch (MalformedRecordException e) {
      return; // Nothing that could be told from these bytes; the damage itself has been reported.
    }
    byte[] code = link.code();
    if (filling.doubt(link.number(), code)) {
      findings.accept(
          "link %s (number %d) is not served: the damage may hide what became of it"
              .formatted(new String(code, StandardCharsets.UTF_8), link.number()));
    }
  }

  @Override
  public void tornTail(String file, long offset, long length) {
    findings.accept(
        "%s: the last %d bytes, from offset %d (0x%x), are torn, as after a crash, and are cut off"
            .formatted(file, length, offset, offset));
  }

  /** All has been read. */
  void finish() {
    filling.finish(knowsWhatIsGone);
  }

  long frames() {
    return frames;
  }

  long bytes() {
    return bytes;
  }

  /** Including {@link #losses}. */
  int damages() {
    return damages;
  }

  /** Files that are not there or not what they should be. */
  int losses() {
    return losses;
  }
}
