package gotourl.store.embedded;

import gotourl.journal.Batch;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /** By the batch in work: the link's new version, or empty if it is removed. */
  private final Map<Key, Optional<Link>> unsaved = new HashMap<>();

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

  /** The link that has this key, as the saves before this one leave it. */
  @Nullable Link holder(Key key) {
    Optional<Link> inBatch = unsaved.get(key);
    return inBatch == null ? table.holder(key) : inBatch.orElse(null);
  }

  LinkRecord birth(Batch batch, LinkRecord.Birth birth) {
    batch.mustSync();
    payload.clear();
    int kind = RecordCodec.encodeBirth(payload, batch.segment(), birth, now());
    append(batch, kind);
    return birth;
  }

  LinkRecord.Put add(Batch batch, Key key, String target) {
    Instant now = now();
    return put(batch, new Link(table.takeNumber(), 1, key, target, now, now), LinkFields.NONE);
  }

  LinkRecord.Put replace(Batch batch, Link link, String target) {
    Link next =
        new Link(link.number(), link.version() + 1, link.key(), target, link.created(), now());
    return put(batch, next, table.unknownFields(link.number()));
  }

  LinkRecord remove(Batch batch, Link link) {
    LinkRecord.Tombstone tombstone =
        new LinkRecord.Tombstone(link.number(), link.version() + 1, link.key());
    payload.clear();
    append(batch, RecordCodec.encodeTombstone(payload, batch.segment(), tombstone, now()));
    unsaved.put(link.key(), Optional.empty());
    return tombstone;
  }

  /** The first unclaimed number of the sequence, as the saves before this one leave it. */
  long claimed(int sequence) {
    return claimed.getOrDefault(sequence, table.claimed(sequence));
  }

  LinkRecord claim(Batch batch, int sequence, long next) {
    LinkRecord.Claim claim = new LinkRecord.Claim(sequence, next);
    // A claim that a power cut takes back would give published codes again, in any mode.
    batch.mustSync();
    payload.clear();
    append(batch, RecordCodec.encodeClaim(payload, claim));
    claimed.put(sequence, next);
    return claim;
  }

  /** Whether the link has another version than the one that the caller saw. */
  static boolean isStale(Link link, int version) {
    return version != LinkStore.ANY_VERSION && version != link.version();
  }

  private LinkRecord.Put put(Batch batch, Link link, byte[] fields) {
    LinkRecord.Put put = new LinkRecord.Put(link, fields);
    payload.clear();
    append(batch, RecordCodec.encodePut(payload, batch.segment(), put));
    unsaved.put(link.key(), Optional.of(link));
    return put;
  }

  private void append(Batch batch, int kind) {
    batch.append(kind, payload.array(), payload.position());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
