package gotourl.store.embedded;

import gotourl.journal.Stretch;
import gotourl.link.Link;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The links of a table and the bytes of their frames, for one page. */
final class SearchedLinks implements LinkSource {

  private static final Logger LOG = System.getLogger(EmbeddedStore.class.getName());

  private final NumberIndex numbers;
  private final NumberedLinks links;
  private final Stretch stretch;
  private final LinkFrame frame = new LinkFrame();

  SearchedLinks(NumberIndex numbers, NumberedLinks links, Stretch stretch) {
    this.numbers = numbers;
    this.links = links;
    this.stretch = stretch;
  }

  @Override
  public TagTable tags() {
    return links.tags();
  }

  @Override
  public long end() {
    return numbers.end();
  }

  @Override
  public void positions(long first, int count, long[] into) {
    for (int i = 0; i < count; i++) {
      long entry = numbers.get(first + i);
      into[i] = NumberEntry.isLink(entry) ? NumberEntry.position(entry) : NOWHERE;
    }
  }

  @Override
  public @Nullable MemorySegment bytes(long first, long last) {
    return stretch.read(first, last);
  }

  @Override
  public boolean mayPass(long position, HeadFilter filter) {
    if (!stretch.look(position) || !LinkFrame.isLink(stretch.kind())) {
      return true; // Damaged, or moved: whoever reads it verified will see.
    }
    if (filter.looksIntoFields()) {
      return mayPass(filter);
    }
    try {
      return filter.mayPass(
          stretch.kind(),
          frame.createdMillis(
              stretch.segment(),
              stretch.kind(),
              stretch.bytes(),
              stretch.payloadAt(),
              stretch.payloadEnd()));
    } catch (MalformedRecordException e) {
      LOG.log(Level.DEBUG, "a frame that is damaged, or not the link's any more", e);
      return true;
    }
  }

  /** Whether the link may whose frame was taken up: nearly all links have no tags at all. */
  private boolean mayPass(HeadFilter filter) {
    if ((stretch.kind() & RecordCodec.HAS_FIELDS) == 0) {
      return false;
    }
    int from = stretch.payloadAt();
    ByteBuffer payload = stretch.bytes().slice(from, stretch.payloadEnd() - from);
    try {
      return filter.mayPass(frame.of(stretch.segment(), stretch.kind(), payload));
    } catch (MalformedRecordException e) {
      LOG.log(Level.DEBUG, "a frame that is damaged, or not the link's any more", e);
      return true;
    }
  }

  @Override
  public @Nullable Link link(long number, HeadFilter filter) {
    return links.link(number, filter);
  }

  @Override
  public void close() {
    try {
      stretch.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "closing a file that was read", e);
    }
  }
}
