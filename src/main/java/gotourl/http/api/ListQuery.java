package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.http.api.Call.Parameter;
import gotourl.link.ContainedText;
import gotourl.link.Cursor;
import gotourl.link.LinkFilter;
import gotourl.link.LinkFilter.CreatedBetween;
import gotourl.link.LinkFilter.Tagged;
import gotourl.link.LinkState;
import gotourl.link.LinkStates;
import gotourl.link.Links;
import gotourl.link.Listing;
import gotourl.link.Listing.Order;
import gotourl.link.NamedDomain;
import gotourl.link.TagName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the query of a list says, parameter by parameter as {@link ListParameter} reads it. */
final class ListQuery {

  int limit = ListParameter.LIMIT_USUAL;
  Order order = Order.NEWEST;
  @Nullable String cursor;
  @Nullable ContainedText search;
  @Nullable String domain;
  final Set<TagName> tags = new HashSet<>();
  boolean allTags;
  Instant createdAfter = Instant.MIN;
  Instant createdBefore = Instant.MAX;
  Set<LinkState> states = Set.of();

  private ListQuery() {}

  /**
   * @param who whose limits count
   */
  static Listing read(Call call, Credential who, Links links) throws Refused {
    LinkStates now = links.states();
    Faults faults = new Faults();
    ListQuery query = read(call, EnumSet.allOf(ListParameter.class), faults);
    Optional<Set<Integer>> domains = query.domains(who, links, faults);
    Cursor from = query.from(faults);
    faults.refuseIfAny();
    return new Listing(from, query.limit, query.filter(now, domains));
  }

  /** The numbers of those that links shall be of; empty: of any. */
  private Optional<Set<Integer>> domains(Credential who, Links links, Faults faults) {
    DomainReach reach = new DomainReach(links.domains());
    if (domain == null) {
      return reach.numbers(who);
    }
    Optional<NamedDomain> found = reach.find(who, domain);
    if (found.isEmpty()) {
      faults.add(Fault.shape(ListParameter.DOMAIN.label(), "is no domain of this server"));
    }
    return found.map(named -> Set.of(named.number()));
  }

  /** The parameters of a list that knows these; what is wrong is added to the faults. */
  static ListQuery read(Call call, Set<ListParameter> allowed, Faults faults) throws Refused {
    ListQuery query = new ListQuery();
    Set<ListParameter> read = EnumSet.noneOf(ListParameter.class);
    for (Parameter parameter : Methods.parameters(call)) {
      ListParameter known = ListParameter.of(parameter.name());
      if (known == null || !allowed.contains(known)) {
        faults.add(Fault.shape(parameter.name(), "is unknown"));
      } else if (!read.add(known) && !known.isRepeated()) {
        faults.add(Fault.shape(parameter.name(), "stands there more than once"));
      } else {
        known.read(parameter.value(), query, faults);
      }
    }
    return query;
  }

  /** Reads the cursor last: it belongs to one order. */
  Cursor from(Faults faults) {
    if (cursor != null) {
      switch (Cursor.parse(order, cursor)) {
        case Cursor.Valid(Cursor place) -> {
          return place;
        }
        case Cursor.Invalid(Cursor.Fault fault) ->
            faults.add(
                Fault.shape(ListParameter.CURSOR.label(), "cannot be used: " + fault.words()));
      }
    }
    return Cursor.start(order);
  }

  /** What is in the bin is only listed when it is asked for. */
  private LinkFilter filter(LinkStates now, Optional<Set<Integer>> domains) {
    List<LinkFilter.Condition> conditions = new ArrayList<>();
    if (search != null) {
      conditions.add(search);
    }
    if (!tags.isEmpty()) {
      conditions.add(new Tagged(tags, allTags));
    }
    if (!createdAfter.equals(Instant.MIN) || !createdBefore.equals(Instant.MAX)) {
      conditions.add(new CreatedBetween(createdAfter, createdBefore));
    }
    domains.ifPresent(numbers -> conditions.add(new LinkFilter.OfDomain(numbers)));
    conditions.add(
        states.isEmpty() ? new LinkFilter.Unbinned() : new LinkFilter.InState(states, now));
    return new LinkFilter(conditions);
  }
}
