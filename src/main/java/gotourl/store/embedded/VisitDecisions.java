package gotourl.store.embedded;

import gotourl.journal.Batch;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Charged;
import gotourl.link.Terms;
import gotourl.store.embedded.LinkChange.PlacedRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Every decision about a visit, and the frames that follow from it. Save loop only.
 *
 * <p>A visit is granted when the frame that counts it is synced, in every mode: so none is granted
 * that a start forgets. One that was counted and not granted, since the answer was lost, is lost.
 */
final class VisitDecisions {

  private final VisitTable saved;
  private final Supplier<Instant> now;
  private final ByteBuffer payload = ByteBuffer.allocate(VisitCodec.bytesMax());

  /** What the batch in work has counted, by number. */
  private final Map<Long, Integer> unsaved = new HashMap<>();

  VisitDecisions(VisitTable saved, Supplier<Instant> now) {
    this.saved = saved;
    this.now = now;
  }

  /** The batch is published or refused. */
  void forget() {
    unsaved.clear();
  }

  /**
   * What a charge comes to.
   *
   * @param change empty, if nothing was counted
   */
  record Decided(Charged outcome, LinkChange.Said change) {}

  private static final LinkChange.Said NOTHING = new LinkChange.Said(List.of());

  /** Counts a visit of this link, if there is one left. */
  Decided charge(Batch batch, Link link) {
    int max = link.terms().maxVisits();
    if (max == Terms.ANY_NUMBER) {
      return new Decided(new LinkStore.Spent(Integer.MAX_VALUE), NOTHING);
    }
    int visits = visits(link.number());
    if (visits >= max) {
      return new Decided(new LinkStore.UsedUp(), NOTHING);
    }
    LinkChange.Said counted =
        say(batch, new LinkRecord.Visited(link.number(), visits + 1, now.get()));
    return new Decided(new LinkStore.Spent(max - visits - 1), counted);
  }

  /**
   * Where damage may hide visits of a link, and its limit is set anew: all that it had were made,
   * as far as anybody knows.
   *
   * @param link as it was before
   * @return empty, if nothing had to be settled
   */
  LinkChange.Said settle(Batch batch, Link link, Terms next) {
    long number = link.number();
    if (link.terms().maxVisits() == next.maxVisits()
        || visits(number) != LinkStore.VISITS_UNKNOWN) {
      return NOTHING;
    }
    int visits = Math.max(saved.visitsMin(number), link.terms().maxVisits());
    return say(batch, new LinkRecord.Visited(number, visits, now.get()));
  }

  private int visits(long number) {
    Integer here = unsaved.get(number);
    return here == null ? saved.visits(number) : here;
  }

  /** Says it in the journal; what it comes to. */
  LinkChange.Said say(Batch batch, LinkRecord.OfVisits record) {
    batch.mustSync();
    payload.clear();
    int kind = VisitCodec.encode(payload, batch.segment().epochMillis(), record);
    long position = batch.append(kind, payload.array(), payload.position());
    if (record instanceof LinkRecord.Visited(long number, int count, _)) {
      unsaved.put(number, count);
    }
    return new LinkChange.Said(List.of(new PlacedRecord(record, position)));
  }
}
