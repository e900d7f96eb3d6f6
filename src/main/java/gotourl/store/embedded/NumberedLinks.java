package gotourl.store.embedded;

import gotourl.journal.FrameReader;
import gotourl.journal.Segments;
import gotourl.link.Link;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** The links of a table by number, read where their newest frames stand. For one thread. */
final class NumberedLinks {

  private static final Logger LOG = System.getLogger(EmbeddedStore.class.getName());

  private final LinkTable table;
  private final NumberIndex numbers;
  private final Segments segments;
  private final FrameReader reader;
  private final LinkFrame frame = new LinkFrame();

  NumberedLinks(LinkTable table, NumberIndex numbers, Segments segments) {
    this.table = table;
    this.numbers = numbers;
    this.segments = segments;
    this.reader = new FrameReader(segments);
  }

  TagTable tags() {
    return table.asides().tags();
  }

  /** The link, unless it is in doubt. */
  @Nullable Link link(long number, HeadFilter filter) {
    // Asked for first: once a link is in doubt no more, its entry leads to a version that is not.
    return table.isInDoubt(number) ? null : linkEvenInDoubt(number, filter);
  }

  /** The link also if it is not served because a damaged frame may have changed it. */
  @Nullable Link linkEvenInDoubt(long number, HeadFilter filter) {
    long entry = numbers.get(number);
    while (NumberEntry.isLink(entry)) {
      long position = NumberEntry.position(entry);
      try {
        if (isFrameOf(number, position)) {
          return filter.mayPass(frame) ? made() : null;
        }
      } catch (MalformedRecordException e) {
        LOG.log(Level.DEBUG, "a frame that matches its checksum is none of a link", e);
      }
      long now = numbers.get(number);
      if (now == entry) {
        reportUnlessDropped(position);
        return null;
      }
      entry = now;
    }
    return null;
  }

  /** Not so if the ordinal stands for another segment since the position was looked up. */
  private boolean isFrameOf(long number, long position) {
    return reader.read(position)
        && LinkFrame.isLink(reader.kind())
        && frame.of(reader).number() == number;
  }

  private Link made() {
    return frame.link(frame.key(), table.asides().tags());
  }

  /** While the store closes, its segments go without their links having moved. */
  private void reportUnlessDropped(long position) {
    if (segments.header(position) != null) {
      table.damage().report(position);
    }
  }
}
