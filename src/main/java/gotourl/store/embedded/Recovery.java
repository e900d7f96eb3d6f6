package gotourl.store.embedded;

import gotourl.journal.Damage;
import gotourl.journal.Loss;
import gotourl.journal.Replay;
import gotourl.journal.SegmentHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

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
  private final ReadLinks links;
  private final LinkFrame suspected = new LinkFrame();

  /** That is being replayed; none while headers are read, before the first. */
  private @Nullable SegmentHeader current;

  /** Whether the checkpoint knew frames that are elsewhere now, or nowhere. */
  private boolean hasNowhere;

  /** Whether any link has fields, as all have that may be followed only so often. */
  private boolean metFields;

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
    this.links = new ReadLinks(table, filling, this::malformed);
  }

  /** Takes up a checkpoint; what it lacks is replayed afterwards. */
  void load(CheckpointFile checkpoint, IntPredicate isGone) throws IOException {
    hasNowhere = table.load(checkpoint, isGone);
    filling.resume(
        checkpoint.map().segments().stream()
            .anyMatch(segment -> isGone.test(segment.remembered().ordinal())));
  }

  @Override
  public void segment(SegmentHeader header) {
    applyLinks();
    current = header;
    table.raiseNextNumber(header.base());
  }

  @Override
  public void frame(SegmentHeader segment, long position, int kind, ByteBuffer payload) {
    frames++;
    bytes += payload.remaining();
    if (LinkFrame.isLink(kind)) {
      metFields |= (kind & RecordCodec.HAS_FIELDS) != 0;
      links.add(segment, kind, position, payload);
      return;
    }
    applyLinks();
    try {
      recover(RecordCodec.decode(segment, kind, payload), position);
    } catch (MalformedRecordException e) {
      malformed(segment, kind, e);
    }
  }

  private void applyLinks() {
    if (current != null) {
      links.apply(current);
    }
  }

  private void malformed(SegmentHeader segment, int kind, MalformedRecordException reason) {
    meetDamage();
    if (VisitCodec.isOfVisits(kind)) {
      table.asides().visits().doubt(table.nextNumber());
    }
    findings.accept(
        "segment %d: a frame of kind %d cannot be read: %s"
            .formatted(segment.number(), kind, reason.getMessage()));
  }

  @Override
  public void moved(SegmentHeader segment, long position, int kind, ByteBuffer payload) {
    // Claims, what is said aside, and what the store is, are as they were at the mark.
    if (LinkFrame.isLink(kind) || kind == RecordCodec.PURGE) {
      frame(segment, position, kind, payload);
    }
  }

  private void recover(LinkRecord record, long position) {
    switch (record) {
      case LinkRecord.Birth birth -> {
        table.apply(new LinkChange.Born(birth));
      }
      case LinkRecord.Claim(int sequence, long next) ->
          table.apply(new LinkChange.Claimed(sequence, next));
      case LinkRecord.Purge(long number, Instant purged) -> filling.purge(number);
      case LinkRecord.Aside aside -> table.apply(aside, position);
      case LinkRecord.Put put -> throw new AssertionError(put);
      case LinkRecord.Tombstone tombstone -> throw new AssertionError(tombstone);
    }
  }

  @Override
  public void damage(Damage damage) {
    applyLinks();
    meetDamage();
    findings.accept(damage.toString());
    if (current != null) {
      table.skipWhatMayBeUsed(current.base(), damage.bytes());
    }
  }

  private void meetDamage() {
    damages++;
    table.damage().meet();
  }

  /** How far the numbers went in what is lost, only its successor could say, if there is one. */
  @Override
  public void lost(Loss loss) {
    applyLinks();
    meetDamage();
    losses++;
    findings.accept(loss.toString());
    if (loss.bytesMax() > 0) {
      table.skipWhatMayBeUsed(table.nextNumber(), loss.bytesMax());
    }
  }

  @Override
  public void suspect(SegmentHeader segment, int kind, ByteBuffer payload) {
    if (!LinkFrame.isLink(kind)) {
      return;
    }
    applyLinks();
    try {
      suspected.of(segment, kind, payload);
    } catch (MalformedRecordException e) {
      return; // Nothing that could be told from these bytes; the damage itself has been reported.
    }
    if (filling.doubt(suspected)) {
      findings.accept(
          "link %s (number %d) is not served: the damage may hide what became of it"
              .formatted(suspected.key().code(), suspected.number()));
    }
  }

  @Override
  public void tornTail(String file, long offset, long length) {
    findings.accept(
        "%s: the last %d bytes, from offset %d (0x%x), are torn, as after a crash, and are cut off"
            .formatted(file, length, offset, offset));
  }

  @Override
  public void end() {
    applyLinks();
    filling.finish(hasNowhere);
    VisitTable visits = table.asides().visits();
    visits.removeUnless(number -> NumberEntry.isLink(table.entry(number)));
    if (damages > 0 && visits.doubtEnd() > 0 && metFields) {
      findings.accept(
          "the damage may hide visits: links made before it that have a maxVisits count as used up"
              + " until that is set anew");
    }
    int secrets = table.asides().credentials().all().size();
    if (damages > 0 && secrets > 0) {
      findings.accept(
          "the damage may hide that a secret was revoked: look through the %d that are kept"
              .formatted(secrets));
    }
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
