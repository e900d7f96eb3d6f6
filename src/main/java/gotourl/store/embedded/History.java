package gotourl.store.embedded;

import gotourl.journal.FrameReader;
import gotourl.journal.Segments;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkStore.Page;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a link was before. Each version names the segment of the one before it; there it is looked
 * for, frame by frame, since compaction moves frames within what stands for that segment. The chain
 * ends where a version is not on disk any more.
 */
final class History implements Search {

  private static final Logger LOG = System.getLogger(EmbeddedStore.class.getName());

  /** A segment can be dropped under a reader only so often as it can be compacted meanwhile. */
  private static final int TRIES_MAX = 10;

  private final LinkTable table;
  private final Segments segments;
  private final Key key;
  private final List<Link> links = new ArrayList<>();
  private @Nullable Version oldest;

  /**
   * @param key of the link; if it has none, the page is empty
   */
  History(LinkTable table, Segments segments, Key key) {
    this.table = table;
    this.segments = segments;
    this.key = key;
  }

  /** A version, and where the one before it is. */
  private record Version(Link link, long previousSegment) {}

  /** Looks for one version, in up to a segment. */
  @Override
  public boolean step() {
    Version next = oldest == null ? newest(key) : find(oldest.link, oldest.previousSegment);
    oldest = next;
    if (next == null) {
      return false;
    }
    links.add(next.link);
    return next.link.version() > 1;
  }

  /** Newest first. */
  @Override
  public Page page() {
    return new Page(List.copyOf(links), Optional.empty());
  }

  @Override
  public void close() {}

  private @Nullable Version newest(Key key) {
    Lookup lookup = table.lookup();
    if (!lookup.find(table.hashed(key))) {
      return null;
    }
    Version version = version(lookup.frame(), key);
    return table.isInDoubt(version.link.number()) ? null : version;
  }

  private @Nullable Version find(Link newer, long segment) {
    FrameReader reader = new FrameReader(segments);
    LinkFrame frame = new LinkFrame();
    for (int tries = 0; tries < TRIES_MAX && segment != LinkFrame.NO_SEGMENT; tries++) {
      long begin = segments.begin(segment);
      if (begin < 0) {
        return null;
      }
      long position = begin;
      while (reader.read(position)) {
        Version found = versionBefore(newer, reader, frame);
        if (found != null) {
          return found;
        }
        position += reader.frameBytes();
      }
      if (segments.begin(segment) == begin) {
        return null;
      }
      // It was dropped under the reader: another stands for it now.
    }
    return null;
  }

  private @Nullable Version versionBefore(Link newer, FrameReader reader, LinkFrame frame) {
    if (!LinkFrame.isLink(reader.kind())) {
      return null;
    }
    try {
      frame.of(reader);
    } catch (MalformedRecordException e) {
      LOG.log(Level.DEBUG, "a frame that matches its checksum is none of a link", e);
      return null;
    }
    return frame.number() == newer.number()
            && frame.version() == newer.version() - 1
            && !frame.isTombstone()
        ? version(frame, newer.key())
        : null;
  }

  private Version version(LinkFrame frame, Key key) {
    return new Version(frame.link(key, table.asides().tags()), frame.previousSegment());
  }
}
