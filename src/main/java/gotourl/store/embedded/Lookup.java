package gotourl.store.embedded;

import gotourl.journal.FrameReader;
import gotourl.journal.Segments;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Finds the newest frame of a key. The bytes in the journal decide: the index only says where to
 * look. For one thread.
 *
 * <p>After {@link #find} has said true, {@link #frame} is that frame, until the next find.
 */
final class Lookup implements KeyIndex.Candidate {

  private static final Logger LOG = System.getLogger(EmbeddedStore.class.getName());

  /** Of the index: no such key. */
  private static final byte[] NO_CODE = {};

  private final KeyIndex index;
  private final FrameReader reader;
  private final LinkFrame frame = new LinkFrame();

  private int domain;
  private byte[] code = NO_CODE;
  private long position = KeyIndex.NONE;

  /** Where a frame should have been that may have been of this key. */
  private long unreadable;

  Lookup(KeyIndex index, Segments segments) {
    this.index = index;
    this.reader = new FrameReader(segments);
  }

  /** Whether the key has a frame that can be read. */
  boolean find(HashedKey key) {
    domain = key.key().domain();
    code = key.code();
    return find(key.hash());
  }

  private boolean find(long hash) {
    long unreadableBefore;
    unreadable = KeyIndex.NONE;
    do {
      unreadableBefore = unreadable;
      unreadable = KeyIndex.NONE;
      position = index.find(hash, this);
      // A frame that moved while it was read is found at the second try, a damaged one never.
    } while (position == KeyIndex.NONE
        && unreadable != KeyIndex.NONE
        && unreadable != unreadableBefore);
    return position != KeyIndex.NONE;
  }

  @Override
  public boolean isAt(long candidate) {
    try {
      if (reader.read(candidate) && LinkFrame.isLink(reader.kind())) {
        return frame.of(reader).hasKey(domain, code);
      }
    } catch (MalformedRecordException e) {
      LOG.log(Level.DEBUG, "a frame that matches its checksum is none of a link", e);
    }
    unreadable = candidate;
    return false;
  }

  /** Whether nothing was found because what the index names is damaged. */
  boolean isDamaged() {
    return position == KeyIndex.NONE && unreadable != KeyIndex.NONE;
  }

  /** Where the damage is. */
  long damagedPosition() {
    return unreadable;
  }

  long position() {
    return position;
  }

  LinkFrame frame() {
    return frame;
  }
}
