package gotourl.journal;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Reads the sealed segments that were there at the start once, in pieces: so that their pages are
 * in memory before somebody asks for a link, and so that damage is found though nobody asks. For
 * one thread, the one that drops segments.
 */
public final class ReadAhead {

  private final Segments segments;
  private final Consumer<Damage> found;
  private final CRC32C crc = new CRC32C();
  private final int ordinalsEnd;
  private int ordinal;
  private int offset = SegmentHeader.BYTES;

  /** Of the segments that there are now. */
  public ReadAhead(Segments segments, Consumer<Damage> found) {
    this.segments = segments;
    this.found = found;
    this.ordinalsEnd = segments.ordinalsUsed();
  }

  /** Reads about so many bytes more; false: there are none. */
  public boolean read(int bytes) {
    int left = bytes;
    while (ordinal < ordinalsEnd) {
      SegmentView view = segments.view(ordinal);
      if (view == null || !view.isSealed() || offset >= view.mapped().limit()) {
        ordinal++;
        offset = SegmentHeader.BYTES;
      } else if (left <= 0) {
        return true;
      } else {
        left -= read(view, left);
      }
    }
    return false;
  }

  private int read(SegmentView view, int bytes) {
    ByteBuffer mapped = view.mapped();
    long salt = view.header().salt();
    int start = offset;
    int end = Math.min(mapped.limit(), offset + bytes);
    // The last frame may reach beyond the end.
    int readEnd = Math.min(mapped.limit(), end + Frame.BYTES_MAX);
    if (!MappedPages.canBeRead(mapped, start, readEnd)) {
      found.accept(
          new Damage(view.header().fileName(), start, end - start, "cannot be read as a whole"));
      offset = end;
      return end - start;
    }
    ByteBuffer readable = mapped.duplicate().order(mapped.order()).limit(readEnd);
    while (offset < end) {
      int frame = Frame.validBytes(readable, offset, Frame.mask(salt, offset), crc);
      offset = frame == 0 ? beyondDamage(view, readable) : offset + frame;
    }
    return offset - start;
  }

  /** Where the next valid frame begins, or what can be read ends. */
  private int beyondDamage(SegmentView view, ByteBuffer readable) {
    long salt = view.header().salt();
    int next = offset;
    do {
      next++;
    } while (next < readable.limit()
        && Frame.validBytes(readable, next, Frame.mask(salt, next), crc) == 0);
    found.accept(
        new Damage(view.header().fileName(), offset, next - offset, "does not match its checksum"));
    return next;
  }
}
