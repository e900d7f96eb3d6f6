package gotourl.journal;

import java.nio.ByteBuffer;

/** Who is told what a journal holds, in the order in which it was appended. */
public interface Replay {

  /** A segment begins. Damage of its header has been reported, its frames follow. */
  void segment(SegmentHeader header);

  /**
   * A valid frame.
   *
   * @param segment the header of the segment it stands in
   * @param position where it is
   * @param kind 0 to 127
   * @param payload valid during the call only
   */
  void frame(SegmentHeader segment, long position, int kind, ByteBuffer payload);

  /**
   * A valid frame that stood before the mark of a {@link Resumption}, in a segment that was
   * compacted since: it is known, but not where it is now.
   */
  void moved(SegmentHeader segment, long position, int kind, ByteBuffer payload);

  /** Something that was durable is not there any more. Replay goes on behind it. */
  default void damage(Damage damage) {}

  /**
   * A file is missing or not what it should be. Told between the frames before and behind it, or
   * before all frames if none are gone with it. Replay goes on; only an operator can let the start.
   */
  default void lost(Loss loss) {}

  /**
   * What a damaged frame may have been, without any warrant: so that the owner can tell which of
   * its older frames may be out of date. Called before what follows the damage.
   */
  default void suspect(SegmentHeader segment, int kind, ByteBuffer payload) {}

  /**
   * The last segment ends in bytes that are not whole frames, or stand behind some that are not. In
   * the default mode no acknowledgement stands for them.
   *
   * @param file the segment's file
   * @param offset where its valid part ends
   * @param bytes how many are cut off
   */
  default void tornTail(String file, long offset, long bytes) {}

  /** All has been told. */
  default void end() {}
}
