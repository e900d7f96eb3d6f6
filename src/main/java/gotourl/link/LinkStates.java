package gotourl.link;

import java.time.Instant;
import java.util.function.LongToIntFunction;

/**
 * Tells what state links are in at one moment.
 *
 * @param at the moment
 * @param visits how many visits of the link of this number were charged
 */
public record LinkStates(Instant at, LongToIntFunction visits) {

  /** The one that has to go first if the link shall be followed again; ends before limits. */
  public LinkState of(Link link) {
    Terms terms = link.terms();
    if (terms.binned()) {
      return LinkState.BINNED;
    }
    if (!terms.enabled()) {
      return LinkState.DISABLED;
    }
    if (terms.validUntil().map(until -> !at.isBefore(until)).orElse(false)) {
      return LinkState.EXPIRED;
    }
    if (terms.maxVisits() != Terms.ANY_NUMBER
        && visits.applyAsInt(link.number()) >= terms.maxVisits()) {
      return LinkState.USED_UP;
    }
    return terms.validSince().map(at::isBefore).orElse(false)
        ? LinkState.SCHEDULED
        : LinkState.ACTIVE;
  }
}
