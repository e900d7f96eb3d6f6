package gotourl.store.embedded;

import gotourl.journal.FrameReader;
import gotourl.journal.Position;
import gotourl.journal.Resumption;
import gotourl.journal.SegmentHeader;
import gotourl.journal.Segments;
import gotourl.link.Domain;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What the journal amounts to: where the newest frame of each link is. The links themselves stay in
 * the journal. Written by one thread (first recovery, then the save loop); {@link #find}, {@link
 * #links} and {@link #size} are for any.
 */
final class LinkTable {

  /** A number that a damaged frame of a segment may have used is below its base and this. */
  static final long NUMBERS_PER_SEGMENT_MAX = 1L << 22;

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

  private final long[] claimed = new long[LinkStore.SEQUENCE_MAX + 1];
  private volatile long nextNumber;
  private volatile boolean metDamage;
  private LinkRecord.@Nullable Birth birth;

  /** The writer's own. */
  private final Lookup own;

  private final Claimants claimants;

  LinkTable(Segments segments, KeyHash hash) {
    this.segments = segments;
    this.hash = hash;
    this.own = new Lookup(index, segments);
    this.claimants = new Claimants(index, segments);
  }

  /** What the table knows besides where frames are. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record State(LinkRecord.Birth birth, long nextNumber, long[] claimed) {}

  /** On the thread that writes the table, or when nobody does. */
  State state() {
    if (birth == null) {
      throw new IllegalStateException("the store was not born");
    }
    return new State(birth, nextNumber, claimed.clone());
  }

  byte[] hashSeed() {
    return hash.seed();
  }

  /** Whether nothing in it is in doubt. */
  boolean isWhole() {
    return inDoubt.isEmpty() && !metDamage;
  }

  /** Something on disk is not what was written: no checkpoint shall hide that from a start. */
  void meetDamage() {
    metDamage = true;
  }

  /** Writes where the frames are; returns the end of the numbers. Any thread. */
  long write(CheckpointWriter writer) throws IOException {
    writer.shards(index);
    long end = numbers.end();
    writer.numbers(numbers, end);
    return end;
  }

  /** Takes up what a checkpoint says; the table is empty. */
  void load(CheckpointFile checkpoint, IntPredicate isGone) throws IOException {
    CheckpointMap map = checkpoint.map();
    BitSet gone = new BitSet();
    map.resumption().segments().stream()
        .mapToInt(Resumption.Remembered::ordinal)
        .filter(isGone)
        .forEach(gone::set);
    new CheckpointLoad(
            checkpoint,
            index,
            numbers,
            position -> !gone.get(Position.ordinal(position)),
            gone.isEmpty())
        .run();
    birth = map.birth();
    System.arraycopy(map.claimed(), 0, claimed, 0, claimed.length);
    raiseNextNumber(map.nextNumber());
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
      case LinkChange.Claimed(int sequence, long next) -> claimed[sequence] = next;
      case LinkChange.Added(long key, long number, long position) -> {
        index.add(key, position);
        numbers.put(number, NumberEntry.of(position, false, 0));
        raiseNextNumber(number + 1);
      }
      case LinkChange.Replaced(long key, long number, long from, long to) -> {
        index.move(key, from, to);
        numbers.put(number, NumberEntry.of(to, false, olderFrames(number) + 1));
        inDoubt.remove(number);
      }
      case LinkChange.Removed(long key, long number, long from, long tombstone) -> {
        index.remove(key, from);
        numbers.put(number, NumberEntry.of(tombstone, true, olderFrames(number) + 1));
        inDoubt.remove(number);
      }
    }
  }

  private int olderFrames(long number) {
    return NumberEntry.olderFrames(numbers.get(number));
  }

  /**
   * Applies a link's frame that was read from the journal. The highest version of a link is what
   * counts: after a checkpoint was loaded, frames come that the table knows already, in part.
   */
  void recover(LinkFrame frame, long position) {
    byte[] code = frame.code();
    long key = hash.of(Domain.DEFAULT_NUMBER, code);
    long number = frame.number();
    raiseNextNumber(number + 1);
    claimants.look(key, code, number);
    long from = claimants.own();
    if (from != KeyIndex.NONE && claimants.ownVersion() >= frame.version()) {
      return;
    }
    long entry = numbers.get(number);
    if (from == KeyIndex.NONE && isTombstoneOf(entry, frame.version())) {
      return;
    }
    if (claimants.otherNumber() < number && claimants.other() != KeyIndex.NONE) {
      // Damage has hidden the removal of the link that had the key.
      numbers.put(claimants.otherNumber(), NumberEntry.NONE);
      inDoubt.remove(claimants.otherNumber());
      index.remove(key, claimants.other());
    }
    if (frame.isTombstone()) {
      if (from == KeyIndex.NONE) {
        numbers.put(number, NumberEntry.of(position, true, NumberEntry.olderFrames(entry)));
      } else {
        apply(new LinkChange.Removed(key, number, from, position));
      }
    } else if (from != KeyIndex.NONE) {
      apply(new LinkChange.Replaced(key, number, from, position));
    } else {
      index.add(key, position);
      numbers.put(number, NumberEntry.of(position, false, NumberEntry.olderFrames(entry)));
    }
  }

  /** Whether the link has been removed by a version that is not older than this. */
  private boolean isTombstoneOf(long entry, int version) {
    FrameReader reader = new FrameReader(segments);
    return NumberEntry.isRemoved(entry)
        && reader.read(NumberEntry.position(entry))
        && LinkFrame.isLink(reader.kind())
        && new LinkFrame().of(reader).version() >= version;
  }

  /** Writer only: asks for the memory that a lookup of this key will look at. */
  void touch(long key) {
    index.touch(key);
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

  /** Links that are not served because a damaged frame may have changed or removed them. */
  List<Link> inDoubt() {
    List<Link> links = new ArrayList<>();
    NumberedLinks all = new NumberedLinks(this, numbers, segments);
    for (long number : inDoubt.stream().sorted().toList()) {
      Link link = all.linkEvenInDoubt(number, HeadFilter.ALL);
      if (link != null) {
        links.add(link);
      }
    }
    return links;
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

  boolean isInDoubt(long number) {
    return !inDoubt.isEmpty() && inDoubt.contains(number);
  }

  /** Says once where a frame is damaged that the index leads to. */
  void report(long position) {
    meetDamage();
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

  /** For one scan, by one thread at a time. */
  LinkSource links() {
    return new NumberedLinks(this, numbers, segments);
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
