package gotourl.store.embedded;

import static java.util.stream.Collectors.toSet;

import gotourl.link.ContainedText;
import gotourl.link.Domain;
import gotourl.link.LeadsTo;
import gotourl.link.LinkFilter;
import gotourl.link.LinkState;
import gotourl.link.LinkStates;
import gotourl.link.TagName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What of a filter can be decided on a frame before a link is made of it. All bounds in
 * milliseconds since the epoch, as frames have them.
 *
 * @param createdFrom the first that may pass
 * @param createdUntil the first after them that may not
 * @param needsFields whether a frame without fields may not: such a link has no terms and no tags,
 *     and is of the default domain
 * @param tags each of these is met
 */
record HeadFilter(long createdFrom, long createdUntil, boolean needsFields, List<Wanted> tags) {

  /** Rules out nothing. */
  static final HeadFilter ALL = new HeadFilter(Long.MIN_VALUE, Long.MAX_VALUE, false, List.of());

  private static final HeadFilter NONE =
      new HeadFilter(Long.MAX_VALUE, Long.MIN_VALUE, false, List.of());

  /**
   * Tags that a link has to have.
   *
   * @param numbers at least one
   * @param all every one of them; otherwise one is enough
   */
  record Wanted(Set<Integer> numbers, boolean all) {

    boolean areIn(int[] ofLink) {
      int found = 0;
      for (int number : ofLink) {
        if (numbers.contains(number)) {
          found++;
        }
      }
      return all ? found == numbers.size() : found > 0;
    }
  }

  /**
   * @param table knows tags by their names
   */
  static HeadFilter of(LinkFilter filter, TagTable table) {
    List<Wanted> tags = new ArrayList<>();
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
        case LinkFilter.Tagged(Set<TagName> names, boolean all) -> {
          Set<Integer> numbers =
              names.stream().flatMap(name -> table.number(name).stream()).collect(toSet());
          if (numbers.isEmpty() || (all && numbers.size() < names.size())) {
            return NONE;
          }
          needsFields = true;
          tags.add(new Wanted(numbers, all));
        }
        case ContainedText _, LinkFilter.Unbinned _, LeadsTo _ -> {}
      }
    }
    return new HeadFilter(from, until, needsFields, List.copyOf(tags));
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
    if (!mayPass(frame.frameKind(), frame.createdMillis())) {
      return false;
    }
    if (tags.isEmpty()) {
      return true;
    }
    int[] ofLink = frame.tags();
    return tags.stream().allMatch(wanted -> wanted.areIn(ofLink));
  }

  /** Whether the fields of a frame have to be looked at. */
  boolean looksIntoFields() {
    return !tags.isEmpty();
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
