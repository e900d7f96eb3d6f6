package gotourl.store.embedded;

import gotourl.access.Kept;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.NamedDomain;
import gotourl.link.TagName;
import java.time.Instant;

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
   * @param previousSegment the number of the segment that holds the version before, or {@link
   *     LinkFrame#NO_SEGMENT}
   * @param unknownFields those of {@link LinkFields#unknown}
   */
  record Put(Link link, long previousSegment, byte[] unknownFields) implements LinkRecord {

    /** What the frame says beside the target. */
    LinkFields fields() {
      return LinkFields.of(link.draft(), unknownFields);
    }
  }

  /** Nothing that the journal has said of this link is to be left. */
  record Purge(long number, Instant purged) implements LinkRecord {}

  /**
   * The link is gone.
   *
   * @param version one more than the last that the link had
   * @param previousSegment as for a {@link Put}
   */
  record Tombstone(long number, int version, Key key, Instant removed, long previousSegment)
      implements LinkRecord {}

  /** What is said of something beside the links; {@link SideTables} has what it amounts to. */
  sealed interface Aside extends LinkRecord {

    /** When it was said. */
    Instant time();
  }

  /** Where nobody asks when it was. */
  Instant NO_TIME = Instant.EPOCH;

  /** What is said of visits that were charged. */
  sealed interface OfVisits extends Aside {}

  /** So many visits of the link of this number were charged, over all its versions. */
  record Visited(long number, int count, Instant time) implements OfVisits {}

  /**
   * Of links with numbers below {@code end}, the journal may have lost visits: what it says of them
   * before this is the least that there were.
   */
  record VisitsInDoubt(long end, Instant time) implements OfVisits {}

  /** What is said of a tag. */
  sealed interface OfTag extends Aside {

    /** Of which one. */
    int number();
  }

  /**
   * It is called this from now on.
   *
   * @param links in a checkpoint, how many links have it; 0 in the journal, whose frames say it
   */
  record TagNamed(int number, TagName name, Instant time, long links) implements OfTag {}

  /** No link has it any more, and none will: its number is used up. */
  record TagDeleted(int number, Instant time) implements OfTag {}

  /** What is said of a credential. */
  sealed interface OfCredential extends Aside {

    /** Of which one. */
    int number();
  }

  /** It is made; never used yet. */
  record Issued(Kept kept) implements OfCredential {

    @Override
    public int number() {
      return kept.credential().number();
    }

    @Override
    public Instant time() {
      return kept.created();
    }
  }

  /** It is worth nothing any more, if it ever was: its number is used up. */
  record Revoked(int number, Instant time) implements OfCredential {}

  /** It was used then. */
  record Used(int number, Instant time) implements OfCredential {}

  /** What is said of a domain. */
  sealed interface OfDomain extends Aside {

    /** Of which one. */
    int number();
  }

  /** It is made, or changed: from then on it is this. */
  record DomainSet(NamedDomain domain, Instant time) implements OfDomain {

    @Override
    public int number() {
      return domain.number();
    }
  }

  /** There is none of this number any more, if there ever was: it is used up. */
  record DomainRemoved(int number, Instant time) implements OfDomain {}
}
