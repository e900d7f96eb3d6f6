package gotourl.store.embedded;

import gotourl.link.Key;
import gotourl.link.Link;

/** What one frame of the links' journal says. Records are never compared, so arrays do no harm. */
@SuppressWarnings("ArrayRecordComponent")
sealed interface LinkRecord {

  /**
   * The first frame of a store.
   *
   * @param foldsCase whether codes are folded
   * @param secret the key generator's
   */
  record Birth(boolean foldsCase, byte[] secret) implements LinkRecord {}

  /** Numbers below {@code next} of this sequence are used. */
  record Claim(int sequence, long next) implements LinkRecord {}

  /**
   * A version of a link: its first or a later one.
   *
   * @param unknownFields optional fields that this version does not know, as they stand in the
   *     frame
   */
  record Put(Link link, byte[] unknownFields) implements LinkRecord {}

  /** The link is gone. */
  record Tombstone(long number, int version, Key key) implements LinkRecord {}
}
