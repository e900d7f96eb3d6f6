package gotourl.journal;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a journal remembers of it, so that not all of it need be replayed.
 *
 * @param journal which one it is
 * @param segments those that its positions lie in; some may be gone since
 * @param mark frames before this are known
 */
public record Resumption(UUID journal, List<Remembered> segments, Mark mark) {

  /**
   * A segment under the ordinal that it has in the owner's positions. If its salt is the same, so
   * is every byte that could be read of it.
   */
  public record Remembered(int ordinal, long number, long generation, long salt) {

    boolean is(SegmentHeader header) {
      return number == header.number()
          && generation == header.generation()
          && salt == header.salt();
    }
  }

  /**
   * Thrown while a journal opens, before anything is changed: only a replay of all of it will do.
   */
  public static final class RefusedException extends java.io.IOException {
    RefusedException(String reason) {
      super(reason);
    }
  }

  /** Of a segment that was empty nothing is known: a start may have made it anew. */
  boolean knowsFramesOf(long number) {
    return number < mark.segment()
        || (number == mark.segment() && mark.offset() > SegmentHeader.BYTES);
  }

  Map<Long, Remembered> byNumber() {
    return segments.stream()
        .collect(Collectors.toMap(Remembered::number, Function.identity(), (a, b) -> b));
  }

  /** The ordinal that this segment has in the owner's positions; {@code null}: it is in none. */
  static @Nullable Integer ordinal(Map<Long, Remembered> byNumber, SegmentHeader header) {
    Remembered remembered = byNumber.get(header.number());
    return remembered != null && remembered.is(header) ? remembered.ordinal : null;
  }
}
