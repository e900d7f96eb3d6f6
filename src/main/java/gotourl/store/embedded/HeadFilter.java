package gotourl.store.embedded;

import gotourl.link.ContainedText;
import gotourl.link.Domain;
import gotourl.link.LinkFilter;
import gotourl.link.LinkState;
import gotourl.link.LinkStates;
import java.time.Instant;
import java.util.Set;

/**
 * What of a filter can be decided on a frame before a link is made of it. All bounds in
 * milliseconds since the epoch, as frames have them.
 *
 * @param createdFrom the first that may pass
 * @param createdUntil the first after them that may not
 * @param needsFields whether a frame without fields may not: such a link has no terms, and is of
 *     the default domain
 */
record HeadFilter(long createdFrom, long createdUntil, boolean needsFields) {

  /** Rules out nothing. */
  static final HeadFilter ALL = new HeadFilter(Long.MIN_VALUE, Long.MAX_VALUE, false);

  private static final HeadFilter NONE = new HeadFilter(Long.MAX_VALUE, Long.MIN_VALUE, false);

  static HeadFilter of(LinkFilter filter) {
    long from = Long.MIN_VALUE;
    long until = Long.MAX_VALUE;
    boolean needsFields = false;
    for (LinkFilter.Condition condition : filter.conditions()) {
      switch (condition) {
        case LinkFilter.CreatedBetween between -> {
          from = Math.max(from, firstMillis(between.from()));
          until = Math.min(until, firstMillis(between.until()));
        }
        case LinkFilter.OfDomain(Set<Integer> domains) -> {
          if (domains.isEmpty()) {
            return NONE;
          }
          needsFields |= !domains.contains(Domain.DEFAULT_NUMBER);
        }
        case LinkFilter.InState(Set<LinkState> states, LinkStates _) ->
            needsFields |= !states.contains(LinkState.ACTIVE);
        case LinkFilter.Overdue _ -> needsFields = true;
        case ContainedText _, LinkFilter.Unbinned _ -> {}
      }
    }
    return new HeadFilter(from, until, needsFields);
  }

  /** The first millisecond that is not before this; the farthest there is if none is. */
  private static long firstMillis(Instant instant) {
    if (instant.compareTo(Instant.ofEpochMilli(Long.MIN_VALUE)) <= 0) {
      return Long.MIN_VALUE;
    }
    if (instant.compareTo(Instant.ofEpochMilli(Long.MAX_VALUE)) >= 0) {
      return Long.MAX_VALUE;
    }
    long millis = instant.toEpochMilli();
    return Instant.ofEpochMilli(millis).isBefore(instant) ? millis + 1 : millis;
  }

  /** Whether every link may pass, whatever its frame says. */
  boolean isAlways() {
    return equals(ALL);
  }

  /** Whether no link can pass, whatever its frame says. */
  boolean isNever() {
    return createdFrom >= createdUntil;
  }

  boolean mayPass(LinkFrame frame) {
    return mayPass(frame.frameKind(), frame.createdMillis());
  }

  /**
   * @param kind of the frame, with the bit that says that there are fields
   */
  boolean mayPass(int kind, long createdMillis) {
    return (!needsFields || (kind & RecordCodec.HAS_FIELDS) != 0)
        && createdMillis >= createdFrom
        && createdMillis < createdUntil;
  }
}
