package gotourl.support;

import gotourl.journal.Damage;
import gotourl.journal.Disk;
import gotourl.journal.Inspection;
import gotourl.journal.SegmentHeader;
import java.io.IOException;
import java.nio.ByteBuffer;

/** All frames of all segments as they lie there, which must be whole. */
public final class Frames {

  /** Is told of each. */
  public interface Visitor {
    /**
     * A valid frame.
     *
     * @param payload valid during the call only
     */
    void frame(SegmentHeader segment, int kind, ByteBuffer payload);
  }

  private Frames() {}

  /** In the order of the journal. */
  public static void visit(Disk disk, Visitor visitor) throws IOException {
    new Inspection(
            disk,
            new Inspection.Visitor() {
              @Override
              public void segment(String file, SegmentHeader header) {}

              @Override
              public void frame(
                  String file, long offset, SegmentHeader segment, int kind, ByteBuffer payload) {
                visitor.frame(segment, kind, payload);
              }

              @Override
              public void stretch(Damage damage) {
                throw new AssertionError(damage);
              }
            })
        .all();
  }
}
