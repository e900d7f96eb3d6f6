package gotourl.store.embedded;

import gotourl.journal.FrameReader;
import gotourl.journal.Position;
import gotourl.journal.Resumption;
import gotourl.journal.SegmentHeader;
import gotourl.journal.Segments;
import gotourl.journal.Stretch;
import gotourl.link.Domain;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the journal amounts to: where the newest frame of each link is. The links themselves stay in
 * the journal. Written by one thread (first recovery, then the save loop); {@link #find}, {@link
 * #links} and {@link #size} are for any.
 */
final class LinkTable {

  /** A number that a damaged frame of a segment may have used is below its base and this. */
  static final long NUMBERS_PER_SEGMENT_MAX = 1L << 22;

  /** Of a claim's frame: check, length, kind, sequence, next. */
  private static final int CLAIM_BYTES_MIN = 8;

  private final Segments segments;
  private final KeyHash hash;
  private final KeyIndex index = new KeyIndex();
  private final NumberIndex numbers = new NumberIndex();

  /**
   * Numbers of links whose newest version may be damaged: not served, but their keys are not given
   * away. Empty unless recovery met damage.
   */
  private final Set<Long> inDoubt = ConcurrentHashMap.newKeySet();

  /** Numbers of links that are purged, and of which something may still be on disk. */
  private final Set<Long> purging = ConcurrentHashMap.newKeySet();

  private final SideTables asides = new SideTables();

  private final SecondaryIndexes secondary = new SecondaryIndexes();

  private final DamageLog damage;

  private final SupersededBytes superseded = new SupersededBytes();

  private final AtomicLongArray claimed = new AtomicLongArray(LinkStore.SEQUENCE_MAX + 1);
  private volatile long nextNumber;
  private volatile LinkRecord.@Nullable Birth birth;

  /** The writer's own. */
  private final Lookup own;

  private final FrameReader reader;

  /**
   * A find makes no objects but the link: what else it touches stays in the nearest cache. A lookup
   * holds on to the copy of one frame.
   */
  private final ThreadLocal<Lookup> lookups = ThreadLocal.withInitial(this::lookup);

  LinkTable(Segments segments, KeyHash hash) {
    this.segments = segments;
    this.hash = hash;
    this.damage = new DamageLog(segments);
    this.own = new Lookup(index, segments);
    this.reader = new FrameReader(segments);
  }

  /** What the table knows besides where frames are. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record State(
      LinkRecord.Birth birth,
      long nextNumber,
      long[] claimed,
      Collection<Long> purging,
      SideTables asides,
      List<RetryTable.Entry> retries,
      List<CrawlableNumbers.Page> crawlable) {}

  /** On the thread that writes the table, or when nobody does. */
  State state() {
    long[] next = new long[claimed.length()];
    Arrays.setAll(next, claimed::get);
    return new State(
        birth(),
        nextNumber,
        next,
        List.copyOf(purging),
        asides.copy(),
        secondary.retries().entries(),
        secondary.crawlable().pages());
  }

  byte[] hashSeed() {
    return hash.seed();
  }

  /** Whether nothing in it is in doubt. Any thread. */
  boolean isWhole() {
    return inDoubt.isEmpty() && !damage.isMet();
  }

  /** What was met of it. Any thread. */
  DamageLog damage() {
    return damage;
  }

  /** Writes where the frames are; returns the end of the numbers. Any thread. */
  long write(CheckpointWriter writer) throws IOException {
    writer.shards(index);
    // After the shards: recovery relies on an entry that is as new as the word of its key.
    long end = numbers.end();
    writer.numbers(numbers, end);
    return end;
  }

  /** What a checkpoint says of these segments. Any thread. */
  List<CheckpointMap.Segment> remember(List<Resumption.Remembered> readable) {
    return readable.stream()
        .map(each -> new CheckpointMap.Segment(each, superseded.of(each.ordinal())))
        .toList();
  }

  /**
   * Takes up what a checkpoint says; the table is empty.
   *
   * @return whether there are entries of frames that are elsewhere now
   */
  boolean load(CheckpointFile checkpoint, IntPredicate isGone) throws IOException {
    CheckpointMap map = checkpoint.map();
    BitSet gone = new BitSet();
    for (CheckpointMap.Segment segment : map.segments()) {
      int ordinal = segment.remembered().ordinal();
      if (isGone.test(ordinal)) {
        gone.set(ordinal);
      } else {
        superseded.put(ordinal, segment.superseded());
      }
    }
    boolean hasNowhere =
        new CheckpointLoad(
                checkpoint,
                index,
                numbers,
                position -> !gone.get(Position.ordinal(position)),
                gone.isEmpty())
            .run();
    born(map.birth());
    for (int sequence = 0; sequence < claimed.length(); sequence++) {
      claimed.set(sequence, map.claimed()[sequence]);
    }
    purging.addAll(map.purging());
    raiseNextNumber(map.nextNumber());
    map.asides().forEach(asides::apply);
    map.retries().forEach(secondary.retries()::put);
    map.crawlable().forEach(secondary.crawlable()::load);
    return hasNowhere;
  }

  /** For whoever fills the table from the journal. */
  TableRecovery recovery() {
    return new TableRecovery(this, index, numbers, inDoubt, purging, segments);
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

  /**
   * A new link, under a key that nobody had: the change that there are millions of.
   *
   * @param key the hash of its key
   */
  void add(long key, long number, long position) {
    index.add(key, position);
    numbers.put(number, NumberEntry.of(position, false, 0));
    raiseNextNumber(number + 1);
  }

  void apply(LinkChange change) {
    switch (change) {
      case LinkChange.Born(LinkRecord.Birth stored) -> born(stored);
      case LinkChange.Several(List<LinkChange> changes) -> changes.forEach(this::apply);
      case LinkChange.Tagged(int[] less, int[] more) -> {
        asides.tags().count(less, -1);
        asides.tags().count(more, 1);
      }
      case LinkChange.Claimed(int sequence, long next) -> {
        claimed.set(sequence, next);
        if (sequence == LinkStore.NUMBERS) {
          raiseNextNumber(next);
        }
      }
      case LinkChange.Said(List<LinkChange.PlacedRecord> records) ->
          records.forEach(each -> apply(each.record(), each.position()));
      case LinkChange.Replaced(long key, long number, long from, long to) -> {
        long at = newest(number, from);
        index.move(key, at, to);
        supersede(at);
        numbers.put(number, NumberEntry.of(to, false, olderFrames(number) + 1));
        inDoubt.remove(number);
      }
      case LinkChange.Removed(long key, long number, long from, long tombstone, boolean purges) -> {
        long at = newest(number, from);
        index.remove(key, at);
        supersede(at);
        // The frame that says so is for nothing but what it removes, and goes with it.
        supersede(tombstone);
        numbers.put(number, NumberEntry.of(tombstone, true, olderFrames(number) + 1));
        inDoubt.remove(number);
        if (purges) {
          purging.add(number);
        }
        asides.visits().remove(number);
      }
    }
  }

  private void born(LinkRecord.Birth stored) {
    birth = stored;
    asides.domains().ofDefault(domain());
  }

  /** Writer only: applies what the frame there says beside the links. */
  void apply(LinkRecord.Aside record, long position) {
    asides.apply(record);
    if (SideTables.isPassing(record)) {
      supersede(position);
    }
  }

  /** Whether a frame that says this is still needed; only where nothing is in doubt. Any thread. */
  boolean isNeeded(LinkRecord.Aside record) {
    return asides.isNeeded(record)
        && !(record instanceof LinkRecord.Visited visited && isGone(visited.number()));
  }

  private boolean isGone(long number) {
    return !NumberEntry.isLink(numbers.get(number));
  }

  /** Written as the table is. */
  SecondaryIndexes secondary() {
    return secondary;
  }

  /** Before anybody else sees the table: it is to be known which links lead where. */
  ReuseIndex indexTargets() {
    return secondary.indexTargets(hash.seed(), this::link);
  }

  /** The link of this number as it stands; {@code null} if there is none. Any thread. */
  @Nullable Link link(long number) {
    return new NumberedLinks(this, numbers, segments).link(number, HeadFilter.ALL);
  }

  /** The links of this domain that robots are invited to, newest first. For one thread. */
  Stream<Link> crawlable(int ofDomain) {
    NumberedLinks links = new NumberedLinks(this, numbers, segments);
    return secondary
        .crawlable()
        .newestFirst(ofDomain)
        .mapToObj(number -> Optional.ofNullable(links.link(number, HeadFilter.ALL)))
        .flatMap(Optional::stream)
        .filter(link -> link.terms().crawlable());
  }

  /** Written as the table is. */
  SideTables asides() {
    return asides;
  }

  /** Where the link's newest frame is now: compaction may have moved it since the decision. */
  private long newest(long number, long decided) {
    long entry = numbers.get(number);
    return NumberEntry.isLink(entry) ? NumberEntry.position(entry) : decided;
  }

  /** Writer only: the frame there is not the newest of its link any more, if it ever was. */
  void supersede(long position) {
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
   * @param key the hash of the link's key
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

  /** An earlier version of this link is not on disk any more. */
  void dropOlder(long number) {
    numbers.put(number, NumberEntry.withoutOne(numbers.get(number)));
  }

  /** It was looked everywhere: no earlier version of this link is on disk, whatever was counted. */
  void dropAllOlder(long number) {
    numbers.put(number, NumberEntry.withoutOlder(numbers.get(number)));
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

  /** Numbers of links that are purged, and of which something may be left. Any thread. */
  Set<Long> purging() {
    return purging;
  }

  /** For one thread of any. */
  Lookup lookup() {
    return new Lookup(index, segments);
  }

  /** Of a key whose code stands in these bytes. Any thread. */
  long hash(int domain, byte[] bytes, int from, int count) {
    return hash.of(domain, bytes, from, count);
  }

  private int olderFrames(long number) {
    return NumberEntry.olderFrames(numbers.get(number));
  }

  /** Writer only: whether certainly nobody has a key of this hash. */
  boolean isFree(long key) {
    return index.hasNone(key);
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
    asides.skipWhatMayBeUsed(damagedBytes, nextNumber);
    long claims = 1 + damagedBytes / CLAIM_BYTES_MIN;
    // Not the numbers of links: those of a segment lie close to its base.
    for (int i = 0; i < LinkStore.NUMBERS; i++) {
      claimed.addAndGet(i, claims * LinkStore.CLAIM_MAX);
    }
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
    Lookup lookup = lookups.get();
    if (lookup.find(hashed)) {
      Link link = lookup.frame().link(key, asides.tags());
      return isInDoubt(link.number()) ? null : link;
    }
    if (lookup.isDamaged()) {
      damage.report(lookup.damagedPosition());
    }
    return null;
  }

  /** Whether it is not known what became of it. Any thread. */
  boolean isInDoubt(long number) {
    return !inDoubt.isEmpty() && inDoubt.contains(number);
  }

  /** How many links are not served because it is not known what became of them. Any thread. */
  int countInDoubt() {
    return inDoubt.size();
  }

  /** Memory outside the heap of the index by key. Any thread. */
  long keyIndexBytes() {
    return index.bytes();
  }

  /** Memory outside the heap of the index by number. Any thread. */
  long numberIndexBytes() {
    return numbers.bytes();
  }

  /** Writer only: who has the key, served or not. */
  Holder holder(HashedKey key) {
    if (own.find(key)) {
      return new Holder.Held(own.frame().link(key.key(), asides.tags()), own.position());
    }
    if (own.isDamaged()) {
      damage.report(own.damagedPosition());
      return Holder.Unreadable.UNREADABLE;
    }
    return Holder.Nobody.NOBODY;
  }

  /** The number of the segment that a position lies in. */
  long segmentNumber(long position) {
    SegmentHeader header = segments.header(position);
    return header == null ? LinkFrame.NO_SEGMENT : header.number();
  }

  /** Writer only: fields that a later version of Goto wrote, as the frame there has them. */
  byte[] unknownFields(long position) {
    return reader.read(position)
        ? new LinkFrame().of(reader).fields().unknown()
        : LinkFields.NO_BYTES;
  }

  /** How many bytes of such fields the newest version of this link has. Any thread. */
  int fieldsBytes(HashedKey key) {
    Lookup lookup = lookups.get();
    return lookup.find(key) ? lookup.frame().fieldsBytes() : 0;
  }

  /**
   * For one page, by one thread at a time.
   *
   * @param stretch may serve many pages, if only one of them at a time looks at bytes
   */
  LinkSource links(Stretch stretch) {
    return new SearchedLinks(numbers, new NumberedLinks(this, numbers, segments), stretch);
  }

  long size() {
    return index.size() - inDoubt.size();
  }

  long nextNumber() {
    return nextNumber;
  }

  /** The first number of the sequence that nobody has claimed. Any thread. */
  long claimed(int sequence) {
    return claimed.get(sequence);
  }

  LinkRecord.@Nullable Birth birthIfAny() {
    return birth;
  }

  /** What was said last of what the store is. Any thread. */
  LinkRecord.Birth birth() {
    LinkRecord.Birth known = birth;
    if (known == null) {
      throw new IllegalStateException("the store was not born");
    }
    return known;
  }

  /** The default domain; not folding before the birth record is known. */
  Domain domain() {
    LinkRecord.Birth known = birth;
    return Domain.ofDefault(known != null && known.foldsCase());
  }
}
