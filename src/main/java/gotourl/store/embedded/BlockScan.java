package gotourl.store.embedded;

import gotourl.journal.Position;
import gotourl.journal.Stretch;
import gotourl.link.ContainedText;
import gotourl.link.LeadsTo;
import gotourl.link.LinkFilter;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Finds out which numbers of a block may have a link that passes a filter, by a look at the raw
 * bytes of their frames. Links that were added one after another lie one behind the other, so
 * frames in ascending order and close together are searched in one go, dead ones between them
 * included. Frames that lie alone are not looked at here: to read such a one verified costs no
 * more.
 *
 * <p>"May": a find in a frame's head or in a dead frame is none, and only the decoded link can say.
 * What is ruled out is out: code, target and title of a link stand in its newest frame as they are.
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

  /** Fewer frames are not worth a read of their own. */
  static final int FRAMES_MIN = 8;

  private final LinkSource source;
  private final HeadFilter heads;

  /** Of each text one of the forms stands in every link that passes. */
  private final List<List<TextSearch>> texts;

  private final long[] positions = new long[NUMBERS];
  private final long[] positionsNow = new long[NUMBERS];
  private final BitSet candidates = new BitSet(NUMBERS);
  private final BitSet left = new BitSet(NUMBERS);
  private final BitSet found = new BitSet(NUMBERS);

  BlockScan(LinkSource source, LinkFilter filter, HeadFilter heads) {
    this.source = source;
    this.heads = heads;
    this.texts = texts(filter);
  }

  /** The longest first: it is the rarest, and where it is not nothing else is looked for. */
  private static List<List<TextSearch>> texts(LinkFilter filter) {
    List<List<String>> texts = new ArrayList<>();
    for (LinkFilter.Condition condition : filter.conditions()) {
      switch (condition) {
        case ContainedText text -> texts.add(text.forms());
        case LeadsTo leads -> texts.add(List.of(leads.text()));
        case LinkFilter.OfDomain _,
            LinkFilter.CreatedBetween _,
            LinkFilter.Unbinned _,
            LinkFilter.InState _,
            LinkFilter.Overdue _,
            LinkFilter.Tagged _ -> {}
      }
    }
    texts.sort(Comparator.comparingInt(forms -> -forms.getFirst().length()));
    return texts.stream().map(forms -> forms.stream().map(TextSearch::new).toList()).toList();
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
    if (saysSomething()) {
      addMoved(first, count);
    }
    return candidates;
  }

  /** Whether bytes can rule anything out. */
  private boolean saysSomething() {
    return !texts.isEmpty() || !heads.isAlways();
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
    left.clear();
    left.set(begin);
    int frames = 1;
    int last = begin;
    int end = begin + 1;
    for (; end < count; end++) {
      long position = positions[end];
      if (position != LinkSource.NOWHERE) {
        if (!isNear(positions[last], position) || position - positions[begin] > Stretch.BYTES_MAX) {
          break;
        }
        left.set(end);
        frames++;
        last = end;
      }
    }
    if (frames >= FRAMES_MIN && saysSomething()) {
      ruleOut(begin, last);
    }
    candidates.or(left);
    return end;
  }

  private static boolean isNear(long position, long next) {
    return next > position
        && next - position <= GAP_BYTES_MAX
        && Position.ordinal(next) == Position.ordinal(position);
  }

  /** Takes from {@link #left} whatever the bytes from one to the other rule out. */
  private void ruleOut(int begin, int last) {
    MemorySegment bytes = source.bytes(positions[begin], positions[last]);
    if (bytes == null) {
      return; // Frame by frame, those that can be read are.
    }
    for (List<TextSearch> text : texts) {
      found.clear();
      for (TextSearch form : text) {
        search(bytes, form, begin, last);
      }
      left.and(found);
      if (left.isEmpty()) {
        return;
      }
    }
    if (!heads.isAlways()) {
      for (int i = left.nextSetBit(begin); i >= 0; i = left.nextSetBit(i + 1)) {
        if (!source.mayPass(positions[i], heads)) {
          left.clear(i);
        }
      }
    }
  }

  private void search(MemorySegment bytes, TextSearch search, int begin, int last) {
    long base = positions[begin];
    int frame = begin;
    long from = 0;
    while (true) {
      long at = search.find(bytes, from, bytes.byteSize());
      if (at == TextSearch.NOT_FOUND) {
        return;
      }
      // The find belongs to the last frame that begins before it; what else is in that does not
      // matter.
      int next = following(frame, last);
      while (next <= last && positions[next] - base <= at) {
        frame = next;
        next = following(frame, last);
      }
      found.set(frame);
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
