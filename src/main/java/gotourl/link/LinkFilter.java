package gotourl.link;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which links a listing is about: those that meet every condition.
 *
 * @param conditions at most {@link #CONDITIONS_MAX}
 */
public record LinkFilter(List<Condition> conditions) {

  /** Several times what one request can ask for. */
  public static final int CONDITIONS_MAX = 16;

  /** No condition. */
  public static final LinkFilter ALL = new LinkFilter(List.of());

  /**
   * Something that a link meets or does not. Engines know each case and may have a quicker way to
   * the same answer than {@link #isMetBy}.
   */
  public sealed interface Condition
      permits ContainedText, OfDomain, CreatedBetween, Unbinned, InState, Overdue, Tagged, LeadsTo {

    boolean isMetBy(Link link);
  }

  /** The link belongs to one of the domains of these numbers. */
  public record OfDomain(Set<Integer> domains) implements Condition {

    public OfDomain {
      domains = Set.copyOf(domains);
    }

    public OfDomain(int domain) {
      this(Set.of(domain));
    }

    @Override
    public boolean isMetBy(Link link) {
      return domains.contains(link.key().domain());
    }
  }

  /**
   * The link was made at {@code from} or later, and before {@code until}; {@link Instant#MIN} and
   * {@link Instant#MAX} leave an end open.
   */
  public record CreatedBetween(Instant from, Instant until) implements Condition {

    @Override
    public boolean isMetBy(Link link) {
      return !link.created().isBefore(from) && link.created().isBefore(until);
    }
  }

  /** The link is not in the bin. */
  public record Unbinned() implements Condition {

    @Override
    public boolean isMetBy(Link link) {
      return !link.terms().binned();
    }
  }

  /** The link is in one of these states. */
  public record InState(Set<LinkState> states, LinkStates now) implements Condition {

    public InState {
      states = Set.copyOf(states);
    }

    @Override
    public boolean isMetBy(Link link) {
      return states.contains(now.of(link));
    }
  }

  /**
   * The link has been in the bin since before {@code binned}, or is not in it, has ended before
   * {@code ended} and was not changed since then; {@link Instant#MIN}: no link has.
   */
  public record Overdue(Instant binned, Instant ended) implements Condition {

    @Override
    public boolean isMetBy(Link link) {
      Terms terms = link.terms();
      return terms.binned()
          ? link.changed().isBefore(binned)
          : terms.validUntil().map(ended::isAfter).orElse(false) && link.changed().isBefore(ended);
    }
  }

  /**
   * The link has these tags.
   *
   * @param names at least one
   * @param all every one of them; otherwise one is enough
   */
  public record Tagged(Set<TagName> names, boolean all) implements Condition {

    public Tagged {
      names = Set.copyOf(names);
    }

    @Override
    public boolean isMetBy(Link link) {
      Tags tags = link.about().tags();
      return all ? tags.hasAllOf(names) : tags.hasAnyOf(names);
    }
  }

  public LinkFilter {
    conditions = List.copyOf(conditions);
    if (conditions.size() > CONDITIONS_MAX) {
      throw new IllegalArgumentException(
          "a filter has at most " + CONDITIONS_MAX + " conditions, not " + conditions.size());
    }
  }

  public static LinkFilter of(Condition... conditions) {
    return new LinkFilter(List.of(conditions));
  }

  /** The conditions of both. */
  public LinkFilter and(LinkFilter other) {
    if (other.isEmpty()) {
      return this;
    }
    List<Condition> all = new ArrayList<>(conditions);
    all.addAll(other.conditions);
    return new LinkFilter(all);
  }

  /** Whether every link passes. */
  public boolean isEmpty() {
    return conditions.isEmpty();
  }

  /** Whether nearly every link passes: a page is full as soon as that many were looked at. */
  public boolean rulesOutFew() {
    return conditions.stream().allMatch(Unbinned.class::isInstance);
  }

  public boolean passes(Link link) {
    for (Condition condition : conditions) {
      if (!condition.isMetBy(link)) {
        return false;
      }
    }
    return true;
  }
}
