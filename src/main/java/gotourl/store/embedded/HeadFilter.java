package gotourl.store.embedded;

import gotourl.link.ContainedText;
import gotourl.link.Domain;
import gotourl.link.LinkFilter;
import java.time.Instant;
import java.util.Set;

/**
 * What of a filter can be decided on a frame before a link is made of it. All bounds in
 * milliseconds since the epoch, as frames have them.
 *
 * @param createdFrom the first that may pass
 * @param createdUntil the first after them that may not
 * @param ofOthers whether only links of domains other than the default one may pass, all of which
 *     have fields
 */
record HeadFilter(long createdFrom, long createdUntil, boolean ofOthers) {

  /** Rules out nothing. */
  static final HeadFilter ALL = new HeadFilter(Long.MIN_VALUE, Long.MAX_VALUE, false);

  private static final HeadFilter NONE = new HeadFilter(Long.MAX_VALUE, Long.MIN_VALUE, false);

  static HeadFilter of(LinkFilter filter) {
    long from = Long.MIN_VALUE;
    long until = Long.MAX_VALUE;
    boolean ofOthers = false;
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
          ofOthers |= !domains.contains(Domain.DEFAULT_NUMBER);
        }
        case ContainedText _ -> {}
      }
    }
    return new HeadFilter(from, until, ofOthers);
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
    return mayBeOf(frame.frameKind()) && mayPass(frame.createdMillis());
  }

  /** Whether a link whose frame is of this kind may be of a domain that passes. */
  boolean mayBeOf(int frameKind) {
    return !ofOthers || (frameKind & RecordCodec.HAS_FIELDS) != 0;
  }

  boolean mayPass(long createdMillis) {
    return createdMillis >= createdFrom && createdMillis < createdUntil;
  }
}
