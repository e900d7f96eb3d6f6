package gotourl.store.embedded;

import gotourl.journal.Batch;
import gotourl.link.Domain;
import gotourl.link.Draft;
import gotourl.link.Generator;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Added;
import gotourl.link.LinkStore.There;
import gotourl.link.LinkStore.Unsaved;
import gotourl.link.Manner;
import gotourl.link.Origin;
import gotourl.store.embedded.LinkTable.Holder;
import gotourl.store.embedded.LinkTable.Holder.Held;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
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

  private static final int CACHE_LINE_BYTES = 64;

  /** Retry keys are forgotten one by one, by the time of day. */
  private static final Duration RETRY_AFTER_FORGETTING = Duration.ofMinutes(1);

  private final LinkTable table;
  private final InstantSource clock;
  private final ByteBuffer payload = ByteBuffer.allocate(PAYLOAD_BYTES_MAX);

  /** By the batch in work: where the link's newest version will be, or that it is removed. */
  private final UnsavedKeys unsaved = new UnsavedKeys();

  /** Of the batch in work, from its first decision on. */
  private @Nullable Instant now;

  /** Only so that {@link #touch} is not without effect. */
  @SuppressWarnings("UnusedVariable")
  private int touched;

  private final Map<Integer, Long> claimed = new HashMap<>();

  private final CredentialDecisions credentials;
  private final VisitDecisions visits;
  private final DomainDecisions domains;
  private final TagDecisions tags;

  Decisions(LinkTable table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
    this.credentials = new CredentialDecisions(table.asides().credentials(), this::now);
    this.visits = new VisitDecisions(table.asides().visits(), this::now);
    this.domains = new DomainDecisions(table.asides().domains(), this::now);
    this.tags = new TagDecisions(table.asides().tags(), this::now);
  }

  /** The batch is published or refused. */
  void forget() {
    unsaved.clear();
    claimed.clear();
    credentials.forget();
    visits.forget();
    domains.forget();
    tags.forget();
    ReuseIndex reuse = table.secondary().reuse();
    if (reuse != null) {
      reuse.forget();
    }
    now = null;
  }

  /** Those about credentials. */
  CredentialDecisions credentials() {
    return credentials;
  }

  /** Those about visits. */
  VisitDecisions visits() {
    return visits;
  }

  /** Those about tags. */
  TagDecisions tags() {
    return tags;
  }

  /** Those about domains. */
  DomainDecisions domains() {
    return domains;
  }

  /** Whether certainly nobody has a key of this hash. */
  boolean isFree(long hash) {
    return unsaved.hasNone(hash) && table.isFree(hash);
  }

  /** Who has this key, as the saves before this one leave it. */
  Holder holder(HashedKey key) {
    Holder inBatch = unsaved.get(key);
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

  /** What an add comes to, whoever has the key; {@code null}: that is what decides. */
  @SuppressWarnings("ReferenceEquality") // the manner of nearly all links
  @Nullable Added otherwise(Key key, Draft draft, Manner manner) {
    if (key.domain() != Domain.DEFAULT_NUMBER && !domains.takesLinks(key.domain())) {
      return new Unsaved(Unsaved.Cause.DOMAIN, StoreSave.RETRY_AFTER);
    }
    if (manner == Manner.ANEW) {
      return null;
    }
    if (manner.retry().isPresent() && !table.secondary().retries().hasRoomAt(now())) {
      return new Unsaved(Unsaved.Cause.RETRY_KEYS_FULL, RETRY_AFTER_FORGETTING);
    }
    ReuseIndex reuse = table.secondary().reuse();
    Link equal = manner.reuses() && reuse != null ? reuse.find(key.domain(), draft) : null;
    return equal == null ? null : new There(equal);
  }

  /** Of now, and with the next number. */
  Link newLink(Key key, Draft draft) {
    Instant now = now();
    return new Link(table.takeNumber(), 1, key, draft, now, now);
  }

  /** Of when it was made elsewhere, and with the number that it had there if that can be. */
  Link newLink(Batch batch, Key key, Draft draft, Origin origin) {
    Instant created = origin.created().orElseGet(this::now);
    Instant changed = origin.changed().orElse(created);
    return new Link(number(batch, origin.number()), origin.version(), key, draft, created, changed);
  }

  private long number(Batch batch, long wanted) {
    if (wanted < table.nextNumber() || !RecordCodec.hasRoomFor(batch.segment(), wanted)) {
      return table.takeNumber();
    }
    table.raiseNextNumber(wanted + 1);
    return wanted;
  }

  /**
   * Writes the first that is said of a link here, which may be a later version.
   *
   * @param unknown further fields
   * @return where the link's frame will be
   */
  long addVersion(Batch batch, HashedKey key, Link link, byte[] unknown) {
    return put(batch, key, link, LinkFrame.NO_SEGMENT, unknown);
  }

  /**
   * @param hash of the link's key, which nobody has
   * @param kind of the frame
   * @param codeAndRest of {@link RecordCodec#codeAndRest}
   * @return where the link's frame will be
   */
  long add(Batch batch, long hash, Link link, int kind, byte[] codeAndRest) {
    payload.clear();
    RecordCodec.encodeAdd(
        payload, batch.segment(), link.created().toEpochMilli(), link.number(), codeAndRest);
    long position = append(batch, kind);
    unsaved.put(hash, link, position);
    return position;
  }

  /**
   * A new link that says this, for others of the same batch to find.
   *
   * @param asked with its tags by their names: what the batch has named is not in any table yet
   */
  void decided(Draft asked, Link link) {
    ReuseIndex reuse = table.secondary().reuse();
    if (reuse != null) {
      reuse.decided(asked, link);
    }
  }

  /** Empty: it would take more tags than there may be. */
  Optional<Decided> replace(Batch batch, HashedKey key, Held held, Draft asked) {
    tags.frames().begin();
    if (NumberedTags.isNone(asked.about().tags())) {
      return Optional.of(replaceBy(batch, key, held, asked));
    }
    return tags.intern(batch, asked.about().tags())
        .map(interned ->
            replaceBy(batch, key, held, asked.withAbout(asked.about().withTags(interned))));
  }

  /**
   * @param draft whose tags have numbers
   */
  private Decided replaceBy(Batch batch, HashedKey key, Held held, Draft draft) {
    Link link = held.link();
    long from = held.position();
    Link next =
        new Link(link.number(), link.version() + 1, link.key(), draft, link.created(), now());
    long to = put(batch, key, next, table.segmentNumber(from), fieldsAlong(link, from));
    LinkChange replaced = new LinkChange.Replaced(key.hash(), link.number(), from, to);
    LinkChange.Said settled = visits.settle(batch, link, draft.terms());
    LinkChange both =
        settled.records().isEmpty() ? replaced : new LinkChange.Several(List.of(replaced, settled));
    return new Decided(next, withTags(both, counted(link), counted(next)));
  }

  private byte[] fieldsAlong(Link link, long from) {
    return RetryField.carried(table.unknownFields(from), link.created(), now());
  }

  Decided remove(Batch batch, HashedKey key, Held held) {
    return remove(batch, key, held, false);
  }

  /**
   * A removal, and behind it that it is a purge. The removal names the code and stays until nothing
   * older of the link is left; the purge names only the number.
   */
  Decided purge(Batch batch, HashedKey key, Held held) {
    // What is on disk of a purged link must not come back, in any mode.
    batch.mustSync();
    Decided removed = remove(batch, key, held, true);
    payload.clear();
    LinkRecord.Purge purge = new LinkRecord.Purge(removed.link().number(), now());
    append(batch, RecordCodec.encodePurge(payload, batch.segment(), purge));
    return removed;
  }

  private Decided remove(Batch batch, HashedKey key, Held held, boolean purges) {
    Link link = held.link();
    long from = held.position();
    LinkRecord.Tombstone tombstone =
        new LinkRecord.Tombstone(
            link.number(), link.version() + 1, link.key(), now(), table.segmentNumber(from));
    payload.clear();
    long at = append(batch, RecordCodec.encodeTombstone(payload, batch.segment(), tombstone));
    unsaved.putRemoved(key.hash(), link);
    LinkChange removed = new LinkChange.Removed(key.hash(), link.number(), from, at, purges);
    tags.frames().begin();
    return new Decided(link, withTags(removed, counted(link), NumberedTags.NO_NUMBERS));
  }

  private static int[] counted(Link link) {
    return NumberedTags.counted(link.terms(), link.about());
  }

  /** The change, and what becomes of tags by it: names before links that have them. */
  private LinkChange withTags(LinkChange change, int[] less, int[] more) {
    return less.length == 0 && more.length == 0 && tags.frames().isEmpty()
        ? change
        : new LinkChange.Several(
            List.of(tags.frames().change(), change, new LinkChange.Tagged(less, more)));
  }

  /** The first unclaimed number of the sequence, as the saves before this one leave it. */
  long claimed(int sequence) {
    return claimed.getOrDefault(sequence, table.claimed(sequence));
  }

  /**
   * Goes on from where another store has come to, if this one has given out no code of its own.
   *
   * @return whether it does
   */
  Optional<LinkChange> adopt(Batch batch, Generator generator) {
    LinkRecord.Birth birth = table.birth();
    boolean isSame = Arrays.equals(birth.secret(), generator.secret());
    if (!isSame && hasGenerated()) {
      return Optional.empty();
    }
    List<LinkChange> changes = new ArrayList<>();
    if (!isSame) {
      // Twice, as at the birth itself.
      LinkRecord.Birth next = new LinkRecord.Birth(birth.foldsCase(), generator.secret());
      changes.add(birth(batch, next));
      changes.add(birth(batch, next));
    }
    for (int sequence = 0; sequence < generator.next().size(); sequence++) {
      if (generator.next().get(sequence) > claimed(sequence)) {
        changes.add(claim(batch, sequence, generator.next().get(sequence)));
      }
    }
    return Optional.of(new LinkChange.Several(changes));
  }

  private boolean hasGenerated() {
    return IntStream.range(0, LinkStore.NUMBERS).anyMatch(sequence -> claimed(sequence) > 0);
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

  private long put(Batch batch, HashedKey key, Link link, long previousSegment, byte[] fields) {
    payload.clear();
    LinkRecord.Put put = new LinkRecord.Put(link, previousSegment, fields);
    long position = append(batch, RecordCodec.encodePut(payload, batch.segment(), put));
    unsaved.put(key.hash(), link, position);
    return position;
  }

  private long append(Batch batch, int kind) {
    return batch.append(kind, payload.array(), payload.position());
  }

  /** Asks for the memory of these bytes, which another thread has just written. */
  void touch(byte[] bytes) {
    for (int i = 0; i < bytes.length; i += CACHE_LINE_BYTES) {
      touched += bytes[i];
    }
  }

  /** One time for all of a batch: its links are made together. */
  private Instant now() {
    if (now == null) {
      now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
    return now;
  }
}
