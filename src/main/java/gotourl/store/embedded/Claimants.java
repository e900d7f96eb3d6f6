package gotourl.store.embedded;

import gotourl.journal.FrameReader;
import gotourl.journal.Segments;

/**
 * Who has a key, seen from one link: the link itself, or another. There can be both while a
 * checkpoint is caught up with, and after damage. Recovery only.
 */
final class Claimants implements KeyIndex.Candidate {

  private static final byte[] NO_CODE = {};

  private final KeyIndex index;
  private final FrameReader reader;
  private final LinkFrame frame = new LinkFrame();

  private int domain;
  private byte[] code = NO_CODE;
  private long number;
  private long own;
  private int ownVersion;
  private boolean ownHasFields;
  private long other;
  private long otherNumber;

  Claimants(KeyIndex index, Segments segments) {
    this.index = index;
    this.reader = new FrameReader(segments);
  }

  void look(long hash, int wantedDomain, byte[] wanted, long wantedNumber) {
    domain = wantedDomain;
    code = wanted;
    number = wantedNumber;
    other = KeyIndex.NONE;
    own = index.find(hash, this);
  }

  @Override
  public boolean isAt(long position) {
    if (!reader.read(position)
        || !LinkFrame.isLink(reader.kind())
        || !frame.of(reader).hasKey(domain, code)) {
      return false;
    }
    if (frame.number() != number) {
      other = position;
      otherNumber = frame.number();
      return false;
    }
    ownVersion = frame.version();
    ownHasFields = frame.fieldsBytes() > 0;
    return true;
  }

  /** Where the link's newest frame is; {@link KeyIndex#NONE}: the index has none of it. */
  long own() {
    return own;
  }

  int ownVersion() {
    return ownVersion;
  }

  boolean ownHasFields() {
    return ownHasFields;
  }

  /** Where the newest frame of another link with that key is, or {@link KeyIndex#NONE}. */
  long other() {
    return other;
  }

  long otherNumber() {
    return otherNumber;
  }
}
