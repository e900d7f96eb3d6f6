package gotourl.store.embedded;

import gotourl.journal.FrameReader;
import gotourl.journal.Segments;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;

/**
 * How many links have each tag, while recovery finds out. A tag's name may come behind the links
 * that have it, since compaction keeps only the last one: so everything is counted by numbers, and
 * the {@link TagTable} gets the counts when all has been read.
 *
 * <p>Without a checkpoint each frame that becomes a link's newest counts, and the one before it no
 * more. A checkpoint has the counts as of its mark, but its words may be newer: they were written
 * while the save loop went on. A frame behind the mark that the table knows already is counted if
 * it is the first of its link. If it is a later one, what the link was at the mark cannot be told,
 * nor where segments were compacted since: then all links are counted anew.
 */
final class TagCounting {

  private static final Logger LOG = System.getLogger(EmbeddedStore.class.getName());

  private final TagTable tags;
  private final FrameReader reader;
  private final LinkFrame before = new LinkFrame();
  private final Map<Integer, long[]> counts = new HashMap<>();
  private boolean isResumed;
  private boolean isInDoubt;

  TagCounting(TagTable tags, Segments segments) {
    this.tags = tags;
    this.reader = new FrameReader(segments);
  }

  /** A checkpoint was taken up. */
  void resume(boolean isSomethingGone) {
    tags.counts().forEach((number, links) -> counts.put(number, new long[] {links}));
    isResumed = true;
    isInDoubt = isSomethingGone;
  }

  /** This is the newest frame of a link. */
  void add(LinkFrame frame) {
    if (!frame.isTombstone()) {
      count(frame, 1);
    }
  }

  /** The frame there was the newest of a link. */
  void remove(long position) {
    if (reader.read(position)) {
      countRead(-1);
    } else {
      isInDoubt = true;
    }
  }

  /**
   * The table knew of this frame, or of a newer one.
   *
   * @param isNewest whether it is the newest of its link
   */
  void know(LinkFrame frame, boolean isNewest) {
    if (isResumed) {
      if (isNewest && frame.isAdd()) {
        add(frame);
      } else {
        isInDoubt = true;
      }
    }
  }

  /** What cannot be taken apart is served to nobody. */
  private void countRead(int more) {
    try {
      count(before.of(reader), more);
    } catch (MalformedRecordException e) {
      LOG.log(Level.DEBUG, "a frame that matches its checksum is none of a link", e);
    }
  }

  private void count(LinkFrame frame, int more) {
    for (int number : frame.countedTags()) {
      counts.computeIfAbsent(number, _ -> new long[1])[0] += more;
    }
  }

  /** All has been read. */
  void finish(NumberIndex numbers) {
    if (isInDoubt && !tags.isEmpty()) {
      countAll(numbers);
    }
    tags.count(counts);
  }

  private void countAll(NumberIndex numbers) {
    counts.clear();
    long end = numbers.end();
    for (long number = 0; number < end; number++) {
      long entry = numbers.get(number);
      if (NumberEntry.isLink(entry)
          && reader.read(NumberEntry.position(entry))
          && (reader.kind() & RecordCodec.HAS_FIELDS) != 0) {
        countRead(1);
      }
    }
  }
}
