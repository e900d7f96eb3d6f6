package gotourl.store.embedded;

import gotourl.journal.Position;
import gotourl.link.ContainedText;
import gotourl.link.LinkFilter;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which numbers of a block may have a link that passes a filter, by a look at the raw
 * bytes of their frames. Links that were added one after another lie one behind the other, so
 * frames in ascending order and close together are searched in one go, dead ones between them
 * included; a frame that lies elsewhere is searched by itself.
 *
 * <p>"May": a find in a frame's head or in a dead frame is none, and only the decoded link can say.
 * What is ruled out is out: code and target of a link stand in its newest frame as they are.
 */
final class BlockScan {

  /**
   * How many numbers are a block: some 100 KB of frames, 30 microseconds at 3 GB/s. Between two
   * blocks a scan can be ended.
   */
  static final int NUMBERS = 1024;

  /**
   * From one frame to the next in the same stretch: bytes that are searched faster than another
   * stretch is begun.
   */
  private static final int GAP_BYTES_MAX = 1024;

  private final LinkSource source;

  /** One of these stands in every link that passes; empty if the bytes say nothing. */
  private final List<TextSearch> searches;

  private final long[] positions = new long[NUMBERS];
  private final long[] positionsNow = new long[NUMBERS];
  private final BitSet candidates = new BitSet(NUMBERS);

  BlockScan(LinkSource source, LinkFilter filter) {
    this.source = source;
    ContainedText text = longestText(filter);
    this.searches = text == null ? List.of() : text.forms().stream().map(TextSearch::new).toList();
  }

  /** All texts must be there; the longest is the rarest. */
  private static @Nullable ContainedText longestText(LinkFilter filter) {
    ContainedText longest = null;
    for (LinkFilter.Condition condition : filter.conditions()) {
      switch (condition) {
        case ContainedText text -> {
          if (longest == null
              || text.forms().getFirst().length() > longest.forms().getFirst().length()) {
            longest = text;
          }
        }
        case LinkFilter.OfDomain _, LinkFilter.CreatedBetween _ -> {}
      }
    }
    return longest;
  }

  /**
   * The numbers, less {@code first}, whose links are worth decoding. Valid until the next call.
   *
   * @param count at most {@link #NUMBERS}
   */
  BitSet candidates(long first, int count) {
    candidates.clear();
    source.positions(first, count, positions);
    int begin = 0;
    while (begin < count) {
      if (positions[begin] == LinkSource.NOWHERE) {
        begin++;
      } else {
        begin = searchFrom(begin, count);
      }
    }
    if (!searches.isEmpty()) {
      addMoved(first, count);
    }
    return candidates;
  }

  /**
   * A link that has moved may have left its old place to another segment's bytes before they were
   * searched. One that is still there was there all the time.
   */
  private void addMoved(long first, int count) {
    source.positions(first, count, positionsNow);
    for (int i = 0; i < count; i++) {
      if (positionsNow[i] != positions[i] && positionsNow[i] != LinkSource.NOWHERE) {
        candidates.set(i);
      }
    }
  }

  /** Searches the stretch that begins there; returns where the next one may begin. */
  private int searchFrom(int begin, int count) {
    int last = begin;
    int end = begin + 1;
    while (end < count
        && (positions[end] == LinkSource.NOWHERE || isNear(positions[last], positions[end]))) {
      if (positions[end] != LinkSource.NOWHERE) {
        last = end;
      }
      end++;
    }
    if (searches.isEmpty() || !searched(begin, last)) {
      for (int i = begin; i <= last; i++) {
        candidates.set(i, candidates.get(i) || positions[i] != LinkSource.NOWHERE);
      }
    }
    return end;
  }

  private static boolean isNear(long position, long next) {
    return next > position
        && next - position <= GAP_BYTES_MAX
        && Position.ordinal(next) == Position.ordinal(position);
  }

  /** False if there are no bytes to search, or no longer, or they cannot be read. */
  private boolean searched(int begin, int last) {
    try {
      MemorySegment bytes = source.bytes(positions[begin], positions[last]);
      if (bytes == null) {
        return false;
      }
      for (TextSearch search : searches) {
        search(bytes, search, begin, last);
      }
      return true;
    } catch (IllegalStateException | InternalError givenBackOrUnreadable) {
      // Frame by frame, those that can be read are.
      return false;
    }
  }

  private void search(MemorySegment bytes, TextSearch search, int begin, int last) {
    long base = positions[begin];
    int frame = begin;
    long from = 0;
    while (true) {
      long found = search.find(bytes, from, bytes.byteSize());
      if (found == TextSearch.NOT_FOUND) {
        return;
      }
      // The find belongs to the last frame that begins before it; what else is in that does not
      // matter.
      int next = following(frame, last);
      while (next <= last && positions[next] - base <= found) {
        frame = next;
        next = following(frame, last);
      }
      candidates.set(frame);
      if (next > last) {
        return;
      }
      frame = next;
      from = positions[next] - base;
    }
  }

  private int following(int frame, int last) {
    int next = frame + 1;
    while (next <= last && positions[next] == LinkSource.NOWHERE) {
      next++;
    }
    return next;
  }
}
