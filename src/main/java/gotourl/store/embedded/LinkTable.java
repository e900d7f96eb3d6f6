package gotourl.store.embedded;

import gotourl.link.Domain;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the journal amounts to: its records applied in order. Written by one thread (first recovery,
 * then the save loop); {@link #find} and {@link #size} are for any.
 */
final class LinkTable {

  /** A number that a damaged frame of a segment may have used is below its base and this. */
  static final long NUMBERS_PER_SEGMENT_MAX = 1L << 22;

  /** Of a claim's frame: check, length, kind, sequence, next. */
  private static final int CLAIM_BYTES_MIN = 8;

  private final Map<Key, Link> byKey = new ConcurrentHashMap<>();
  private final NumberTable byNumber = new NumberTable();

  /** Fields that a later version of Goto wrote, for the few links that have any. */
  private final Map<Long, byte[]> unknownFields = new ConcurrentHashMap<>();

  /** Links whose newest version may be damaged: not served, but their keys are not given away. */
  private final Map<Key, Link> inDoubt = new ConcurrentHashMap<>();

  private final long[] claimed = new long[LinkStore.SEQUENCE_MAX + 1];
  private volatile long nextNumber;
  private LinkRecord.@Nullable Birth birth;

  void apply(LinkRecord record) {
    switch (record) {
      case LinkRecord.Birth stored -> birth = stored;
      case LinkRecord.Claim(int sequence, long next) -> claimed[sequence] = next;
      case LinkRecord.Put(Link link, byte[] fields) -> put(link, fields);
      case LinkRecord.Tombstone(long number, int version, Key key) -> {
        unlist(byKey.remove(key), number);
        byNumber.put(number, null);
        unknownFields.remove(number);
        inDoubt.remove(key);
      }
    }
  }

  private void put(Link link, byte[] fields) {
    unlist(byKey.put(link.key(), link), link.number());
    byNumber.put(link.number(), link);
    inDoubt.remove(link.key());
    if (fields.length > 0) {
      unknownFields.put(link.number(), fields);
    } else {
      unknownFields.remove(link.number());
    }
    raiseNextNumber(link.number() + 1);
  }

  /** Takes out another link that had the key: damage has hidden its removal. */
  private void unlist(@Nullable Link holder, long number) {
    if (holder != null && holder.number() != number) {
      byNumber.put(holder.number(), null);
      unknownFields.remove(holder.number());
    }
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

  /** Stops serving a link: a damaged frame may have changed or removed it. */
  void doubt(Link link) {
    byKey.remove(link.key());
    byNumber.put(link.number(), null);
    inDoubt.put(link.key(), link);
  }

  @Nullable Link find(Key key) {
    return byKey.get(key);
  }

  /** Who has the key, served or not. */
  @Nullable Link holder(Key key) {
    Link link = byKey.get(key);
    return link == null ? inDoubt.get(key) : link;
  }

  byte[] unknownFields(long number) {
    return unknownFields.getOrDefault(number, LinkFields.NONE);
  }

  /** The link of that number, if it is served. */
  @Nullable Link find(long number) {
    return byNumber.find(number);
  }

  /** Higher than the number of any link. */
  long listEnd() {
    return byNumber.end();
  }

  long size() {
    return byKey.size();
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
