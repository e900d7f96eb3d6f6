package gotourl.store.embedded;

import gotourl.journal.Batch;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.store.embedded.LinkTable.Holder;
import gotourl.store.embedded.LinkTable.Holder.Held;
import gotourl.store.embedded.LinkTable.Holder.Nobody;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * Every decision about a key, and the records that follow from it. Save loop only.
 *
 * <p>What the batch in work has decided is not in the table yet, since it is not saved; it stands
 * in {@link #unsaved} and {@link #claimed}, which are forgotten with the batch. A key that is taken
 * by an add of the same batch is taken.
 */
final class Decisions {

  /** More than any payload: a target and a code at their longest, fields, and the numbers. */
  private static final int PAYLOAD_BYTES_MAX = 1 << 17;

  private final LinkTable table;
  private final InstantSource clock;
  private final ByteBuffer payload = ByteBuffer.allocate(PAYLOAD_BYTES_MAX);

  /** By the batch in work: where the link's newest version will be, or that it is removed. */
  private final Map<Key, Holder> unsaved = new HashMap<>();

  private final Map<Integer, Long> claimed = new HashMap<>();

  Decisions(LinkTable table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
  }

  /** The batch is published or refused. */
  void forget() {
    unsaved.clear();
    claimed.clear();
  }

  /** Who has this key, as the saves before this one leave it. */
  Holder holder(HashedKey key) {
    Holder inBatch = unsaved.get(key.key());
    return inBatch == null ? table.holder(key) : inBatch;
  }

  LinkChange birth(Batch batch, LinkRecord.Birth birth) {
    batch.mustSync();
    payload.clear();
    append(batch, RecordCodec.encodeBirth(payload, batch.segment(), birth, now()));
    return new LinkChange.Born(birth);
  }

  /**
   * What a decision about a link comes to.
   *
   * @param link as it will be; of a removed one, as it was
   */
  record Decided(Link link, LinkChange change) {}

  Decided add(Batch batch, HashedKey key, String target) {
    Instant now = now();
    Link link = new Link(table.takeNumber(), 1, key.key(), target, now, now);
    long position = put(batch, link, LinkFrame.NO_SEGMENT, LinkFields.NONE);
    return new Decided(link, new LinkChange.Added(key.hash(), link.number(), position));
  }

  Decided replace(Batch batch, HashedKey key, Held held, String target) {
    Link link = held.link();
    long from = held.position();
    Link next =
        new Link(link.number(), link.version() + 1, link.key(), target, link.created(), now());
    long to = put(batch, next, table.segmentNumber(from), table.unknownFields(from));
    return new Decided(next, new LinkChange.Replaced(key.hash(), link.number(), from, to));
  }

  Decided remove(Batch batch, HashedKey key, Held held) {
    Link link = held.link();
    long from = held.position();
    LinkRecord.Tombstone tombstone =
        new LinkRecord.Tombstone(
            link.number(), link.version() + 1, link.key(), now(), table.segmentNumber(from));
    payload.clear();
    long at = append(batch, RecordCodec.encodeTombstone(payload, batch.segment(), tombstone));
    unsaved.put(link.key(), Nobody.NOBODY);
    return new Decided(link, new LinkChange.Removed(key.hash(), link.number(), from, at));
  }

  /** The first unclaimed number of the sequence, as the saves before this one leave it. */
  long claimed(int sequence) {
    return claimed.getOrDefault(sequence, table.claimed(sequence));
  }

  LinkChange claim(Batch batch, int sequence, long next) {
    // A claim that a power cut takes back would give published codes again, in any mode.
    batch.mustSync();
    payload.clear();
    append(batch, RecordCodec.encodeClaim(payload, new LinkRecord.Claim(sequence, next)));
    claimed.put(sequence, next);
    return new LinkChange.Claimed(sequence, next);
  }

  /** Whether the link has another version than the one that the caller saw. */
  static boolean isStale(Link link, int version) {
    return version != LinkStore.ANY_VERSION && version != link.version();
  }

  private long put(Batch batch, Link link, long previousSegment, byte[] fields) {
    payload.clear();
    LinkRecord.Put put = new LinkRecord.Put(link, previousSegment, fields);
    long position = append(batch, RecordCodec.encodePut(payload, batch.segment(), put));
    unsaved.put(link.key(), new Held(link, position));
    return position;
  }

  private long append(Batch batch, int kind) {
    return batch.append(kind, payload.array(), payload.position());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
