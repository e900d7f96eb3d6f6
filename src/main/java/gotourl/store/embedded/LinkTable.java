package gotourl.store.embedded;

import gotourl.journal.FrameReader;
import gotourl.journal.SegmentHeader;
import gotourl.journal.Segments;
import gotourl.link.Domain;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * What the journal amounts to: where the newest frame of each link is. The links themselves stay in
 * the journal. Written by one thread (first recovery, then the save loop); {@link #find}, {@link
 * #list} and {@link #size} are for any.
 */
final class LinkTable {

  /** A number that a damaged frame of a segment may have used is below its base and this. */
  static final long NUMBERS_PER_SEGMENT_MAX = 1L << 22;

  /** No frame begins where a segment does. */
  private static final long NOWHERE = 0;

  private static final Logger LOG = System.getLogger(EmbeddedStore.class.getName());

  /** Of a claim's frame: check, length, kind, sequence, next. */
  private static final int CLAIM_BYTES_MIN = 8;

  /** Damaged frames that were met by readers: beyond so many the log has said enough. */
  private static final int REPORTED_MAX = 1000;

  private final Segments segments;
  private final KeyHash hash;
  private final KeyIndex index = new KeyIndex();
  private final NumberIndex numbers = new NumberIndex();

  /**
   * Numbers of links whose newest version may be damaged: not served, but their keys are not given
   * away. Empty unless recovery met damage.
   */
  private final Set<Long> inDoubt = ConcurrentHashMap.newKeySet();

  /** Positions of damaged frames that have been reported. */
  private final Set<Long> reported = ConcurrentHashMap.newKeySet();

  /** Numbers of links that are purged and have frames on disk. */
  private final Set<Long> purging = ConcurrentHashMap.newKeySet();

  private final SupersededBytes superseded = new SupersededBytes();

  /** Set while the journal is recovered. */
  private boolean hasMetDamage;

  /** Where the last claim of each sequence stands, or {@link #NOWHERE}. */
  private final AtomicLongArray claims = new AtomicLongArray(LinkStore.SEQUENCE_MAX + 1);

  private final long[] claimed = new long[LinkStore.SEQUENCE_MAX + 1];
  private volatile long nextNumber;
  private LinkRecord.@Nullable Birth birth;

  /** The writer's own. */
  private final Lookup own;

  private final FrameReader reader;

  LinkTable(Segments segments, KeyHash hash) {
    this.segments = segments;
    this.hash = hash;
    this.own = new Lookup(index, segments);
    this.reader = new FrameReader(segments);
  }

  HashedKey hashed(Key key) {
    return hash.of(key);
  }

  /** What has the key, as the save loop needs it for its decisions. */
  sealed interface Holder {
    /** Served, unless it is in doubt; {@code position} is where its newest frame is. */
    record Held(Link link, long position) implements Holder {}

    enum Nobody implements Holder {
      NOBODY
    }

    /** Somebody may, and it cannot be read who. */
    enum Unreadable implements Holder {
      UNREADABLE
    }
  }

  void apply(LinkChange change) {
    switch (change) {
      case LinkChange.Born(LinkRecord.Birth stored) -> birth = stored;
      case LinkChange.Claimed(int sequence, long next, long position) -> {
        claimed[sequence] = next;
        if (claims.get(sequence) != NOWHERE) {
          supersede(claims.get(sequence));
        }
        claims.set(sequence, position);
      }
      case LinkChange.Added(long key, long number, long position) -> {
        index.add(key, position);
        numbers.put(number, NumberEntry.of(position, false, 0));
        raiseNextNumber(number + 1);
      }
      case LinkChange.Replaced(long key, long number, long from, long to) -> {
        long at = newest(number, from);
        index.move(key, at, to);
        supersede(at);
        numbers.put(number, NumberEntry.of(to, false, olderFrames(number) + 1));
        inDoubt.remove(number);
      }
      case LinkChange.Removed(long key, long number, long from, long tombstone) -> {
        remove(key, number, from, tombstone);
      }
      case LinkChange.Purged(long key, long number, long from, long at) -> {
        remove(key, number, from, at);
        purging.add(number);
      }
    }
  }

  /** The frame that says so is counted as dead with what it removes: that is all it is for. */
  private void remove(long key, long number, long from, long to) {
    long at = newest(number, from);
    index.remove(key, at);
    supersede(at);
    supersede(to);
    numbers.put(number, NumberEntry.of(to, true, olderFrames(number) + 1));
    inDoubt.remove(number);
  }

  /** Where the link's newest frame is now: compaction may have moved it since the decision. */
  private long newest(long number, long decided) {
    long entry = numbers.get(number);
    return NumberEntry.isLink(entry) ? NumberEntry.position(entry) : decided;
  }

  private void supersede(long position) {
    if (reader.read(position)) {
      superseded.add(position, reader.frameBytes());
    }
  }

  /** What is not needed any more, at most. */
  SupersededBytes superseded() {
    return superseded;
  }

  /**
   * The compactor has written this frame anew; readers are to find it there, unless it is no longer
   * the newest of its link.
   *
   * @param key the hash of the link's key, if it is not about a removal
   */
  void relocate(long number, long key, long from, long to) {
    long entry = numbers.get(number);
    if (entry == NumberEntry.NONE || NumberEntry.position(entry) != from) {
      supersede(to);
      return;
    }
    if (NumberEntry.isLink(entry)) {
      index.move(key, from, to);
    } else {
      supersede(to);
    }
    numbers.put(number, NumberEntry.at(entry, to));
  }

  /** The same for the claim that is in force. */
  void relocateClaim(int sequence, long from, long to) {
    if (!claims.compareAndSet(sequence, from, to)) {
      supersede(to);
    }
  }

  /** An earlier version of this link is not on disk any more. */
  void dropOlder(long number) {
    long entry = NumberEntry.withoutOne(numbers.get(number));
    numbers.put(number, entry);
    if (NumberEntry.olderFrames(entry) == 0) {
      purging.remove(number);
    }
  }

  /** That it was removed is not on disk any more either. */
  void forget(long number, long tombstone) {
    long entry = numbers.get(number);
    if (NumberEntry.position(entry) == tombstone && NumberEntry.isRemoved(entry)) {
      numbers.put(number, NumberEntry.NONE);
      purging.remove(number);
    }
  }

  /** What {@link NumberEntry} says. Any thread. */
  long entry(long number) {
    return numbers.get(number);
  }

  /** Numbers of links that are purged, and of which something is left on disk. Any thread. */
  Set<Long> purging() {
    return purging;
  }

  /** Whether this is the last claim of its sequence. Any thread. */
  boolean isInForce(int sequence, long position) {
    return claims.get(sequence) == position;
  }

  /** Whether the journal may lack frames that later ones build upon. */
  boolean hasMetDamage() {
    return hasMetDamage;
  }

  /** For one thread of any. */
  Lookup lookup() {
    return new Lookup(index, segments);
  }

  /** Of the code of a link. */
  long hash(byte[] code) {
    return hash.of(Domain.DEFAULT_NUMBER, code);
  }

  private int olderFrames(long number) {
    return NumberEntry.olderFrames(numbers.get(number));
  }

  /** Applies a link's frame that was read from the journal. */
  void recover(LinkFrame frame, long position) {
    byte[] code = frame.code();
    long key = hash.of(Domain.DEFAULT_NUMBER, code);
    long number = frame.number();
    boolean held = own.find(key, code);
    long from = own.position();
    if (held && own.frame().number() != number) {
      // Damage has hidden the removal of the link that had the key.
      hasMetDamage = true;
      numbers.put(own.frame().number(), NumberEntry.NONE);
      inDoubt.remove(own.frame().number());
      index.remove(key, from);
      held = false;
    }
    if (frame.isTombstone() && !held) {
      numbers.put(number, NumberEntry.of(position, true, olderFrames(number)));
      supersede(position);
    } else if (frame.isTombstone()) {
      apply(new LinkChange.Removed(key, number, from, position));
    } else if (held) {
      apply(new LinkChange.Replaced(key, number, from, position));
    } else {
      apply(new LinkChange.Added(key, number, position));
    }
    raiseNextNumber(number + 1);
  }

  /** Applies a purge that was read from the journal. */
  void recoverPurge(long number, long position) {
    long entry = numbers.get(number);
    long from = NumberEntry.position(entry);
    if (NumberEntry.isLink(entry) && reader.read(from)) {
      long key = hash(new LinkFrame().of(reader).code());
      apply(new LinkChange.Purged(key, number, from, position));
    } else if (entry != NumberEntry.NONE) {
      numbers.put(number, NumberEntry.of(position, true, olderFrames(number) + 1));
      supersede(position);
      purging.add(number);
    } else {
      supersede(position);
    }
    raiseNextNumber(number + 1);
  }

  void raiseNextNumber(long atLeast) {
    if (atLeast > nextNumber) {
      nextNumber = atLeast;
    }
  }

  /** Takes the next number. */
  long takeNumber() {
    long number = nextNumber;
    nextNumber = number + 1;
    return number;
  }

  /** Whatever a damaged stretch of this segment may have used up is not used again. */
  void skipWhatMayBeUsed(long segmentBase, long damagedBytes) {
    hasMetDamage = true;
    raiseNextNumber(segmentBase + NUMBERS_PER_SEGMENT_MAX);
    long claims = 1 + damagedBytes / CLAIM_BYTES_MIN;
    for (int i = 0; i < claimed.length; i++) {
      claimed[i] += claims * LinkStore.CLAIM_MAX;
    }
  }

  /**
   * Stops serving this link: a damaged frame may have changed or removed it. False: no such link.
   */
  boolean doubt(long number, byte[] code) {
    return own.find(hash.of(Domain.DEFAULT_NUMBER, code), code)
        && own.frame().number() == number
        && inDoubt.add(number);
  }

  /** The same for a link of which nothing but the number is known. */
  boolean doubt(long number) {
    return NumberEntry.isLink(numbers.get(number)) && inDoubt.add(number);
  }

  @Nullable Link find(Key key) {
    HashedKey hashed = hash.of(key);
    Lookup lookup = new Lookup(index, segments);
    while (lookup.find(hashed)) {
      try {
        Link link = lookup.frame().link(key);
        if (lookup.isCurrent()) {
          return isInDoubt(link.number()) ? null : link;
        }
      } catch (IllegalStateException e) {
        LOG.log(Level.DEBUG, "looking again: the segment was dropped under a reader", e);
      }
    }
    if (lookup.isDamaged()) {
      report(lookup.damagedPosition());
    }
    return null;
  }

  /** Whether it is not known what became of it. Any thread. */
  boolean isInDoubt(long number) {
    return !inDoubt.isEmpty() && inDoubt.contains(number);
  }

  /** Says once where a frame is damaged that the index leads to. */
  private void report(long position) {
    if (reported.size() < REPORTED_MAX && reported.add(position)) {
      LOG.log(
          Level.ERROR,
          "{0}: the frame does not match its checksum; its link is not served",
          segments.describe(position));
    }
  }

  /** Writer only: who has the key, served or not. */
  Holder holder(HashedKey key) {
    if (own.find(key)) {
      return new Holder.Held(own.frame().link(key.key()), own.position());
    }
    if (own.isDamaged()) {
      report(own.damagedPosition());
      return Holder.Unreadable.UNREADABLE;
    }
    return Holder.Nobody.NOBODY;
  }

  /** The number of the segment that a position lies in. */
  long segmentNumber(long position) {
    SegmentHeader header = segments.header(position);
    return header == null ? LinkFrame.NO_SEGMENT : header.number();
  }

  /** Fields that a later version of Goto wrote, as they stand in the frame at this position. */
  byte[] unknownFields(long position) {
    FrameReader reader = new FrameReader(segments);
    return reader.read(position) ? new LinkFrame().of(reader).fields() : LinkFields.NONE;
  }

  /** How many bytes of such fields the newest version of this link has. Any thread. */
  int fieldsBytes(HashedKey key) {
    Lookup lookup = new Lookup(index, segments);
    return lookup.find(key) ? lookup.frame().fieldsBytes() : 0;
  }

  /** Newest first. */
  List<Link> list(long before, int limit) {
    List<Link> links = new ArrayList<>();
    FrameReader reader = new FrameReader(segments);
    LinkFrame frame = new LinkFrame();
    for (long number = Math.min(before, numbers.end()) - 1;
        number >= 0 && links.size() < limit;
        number--) {
      Link link = link(number, reader, frame);
      if (link != null && !isInDoubt(number)) {
        links.add(link);
      }
    }
    return links;
  }

  private @Nullable Link link(long number, FrameReader reader, LinkFrame frame) {
    long entry = numbers.get(number);
    while (NumberEntry.isLink(entry)) {
      long position = NumberEntry.position(entry);
      try {
        if (reader.read(position)) {
          Link link = linkOf(frame.of(reader));
          if (reader.isCurrent()) {
            return link;
          }
        }
      } catch (IllegalStateException e) {
        LOG.log(Level.DEBUG, "looking again: the segment was dropped under a reader", e);
      }
      long now = numbers.get(number);
      if (now == entry) {
        report(position);
        return null;
      }
      entry = now;
    }
    return null;
  }

  private Link linkOf(LinkFrame frame) {
    return frame.link(frame.key(domain()));
  }

  long size() {
    return index.size() - inDoubt.size();
  }

  long nextNumber() {
    return nextNumber;
  }

  /** The first number of the sequence that nobody has claimed. */
  long claimed(int sequence) {
    return claimed[sequence];
  }

  LinkRecord.@Nullable Birth birth() {
    return birth;
  }

  /** The default domain; not folding before the birth record is known. */
  Domain domain() {
    return Domain.ofDefault(birth != null && birth.foldsCase());
  }
}
