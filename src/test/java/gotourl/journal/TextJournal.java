package gotourl.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** A journal of short texts, and what it says when it is opened. */
final class TextJournal implements Journal.Owner {

  static final int CONTENT = 7;
  static final int KIND = 5;

  final Segments segments = new Segments();
  final List<String> texts = new ArrayList<>();
  final List<Long> positions = new ArrayList<>();
  final List<Damage> damages = new ArrayList<>();
  final List<String> losses = new ArrayList<>();
  final List<String> suspects = new ArrayList<>();
  final List<String> torn = new ArrayList<>();
  boolean outgrown;
  final Journal journal;

  private TextJournal(Disk disk, SyncPolicy sync, long segmentBytesMax, boolean acceptLoss)
      throws IOException {
    journal =
        Journal.open(
            disk,
            new Journal.Options(CONTENT, sync, segmentBytesMax, 1 << 16, acceptLoss),
            segments,
            this,
            InstantSource.system(),
            new Random(1));
  }

  static TextJournal open(Disk disk) throws IOException {
    return new TextJournal(disk, SyncPolicy.ALWAYS, 1 << 20, false);
  }

  static TextJournal open(Disk disk, SyncPolicy sync, long segmentBytesMax) throws IOException {
    return new TextJournal(disk, sync, segmentBytesMax, false);
  }

  /** In spite of losses, which are then given up. */
  static TextJournal openAccepting(Disk disk) throws IOException {
    TextJournal journal = new TextJournal(disk, SyncPolicy.ALWAYS, 1 << 20, true);
    journal.journal.acceptLosses();
    return journal;
  }

  /** One batch. */
  void append(String... batch) throws IOException {
    Batch open = journal.begin();
    for (String text : batch) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      open.append(KIND, bytes, bytes.length);
    }
    journal.commit();
  }

  @Override
  public long base() {
    return texts.size();
  }

  @Override
  public boolean outgrows(SegmentHeader active) {
    return outgrown;
  }

  @Override
  public @Nullable Resumption resumption() {
    return null;
  }

  @Override
  public void resume(IntPredicate isGone) {
    throw new AssertionError("nothing is remembered here");
  }

  @Override
  public void segment(SegmentHeader header) {}

  @Override
  public void frame(SegmentHeader segment, long position, int kind, ByteBuffer payload) {
    positions.add(position);
    texts.add(StandardCharsets.UTF_8.decode(payload).toString());
  }

  @Override
  public void moved(SegmentHeader segment, long position, int kind, ByteBuffer payload) {
    throw new AssertionError("no segment is compacted here");
  }

  @Override
  public void damage(Damage damage) {
    damages.add(damage);
  }

  @Override
  public void lost(Loss loss) {
    losses.add(loss.toString());
  }

  @Override
  public void suspect(SegmentHeader segment, int kind, ByteBuffer payload) {
    suspects.add(StandardCharsets.UTF_8.decode(payload).toString());
  }

  @Override
  public void tornTail(String file, long offset, long bytes) {
    torn.add(file + "@" + offset + "+" + bytes);
  }
}
