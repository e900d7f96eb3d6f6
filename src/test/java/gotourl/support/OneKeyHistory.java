package gotourl.support;

import gotourl.link.Link;
import gotourl.link.LinkStore.Gone;
import gotourl.link.LinkStore.Missing;
import gotourl.link.LinkStore.Peek;
import gotourl.link.LinkStore.Saved;
import gotourl.link.LinkStore.Stale;
import gotourl.link.LinkStore.Taken;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What threads did to one key and what they saw of it, each operation between two ticks of one
 * clock; and whether that is linearizable: whether one order explains every answer in which nobody
 * comes before somebody who had ended when he began.
 *
 * <p>This is decided exactly and without a search, since the writes say in which order they came:
 * by number, then version, a removal being one more version. So each operation has its place:
 *
 * <pre>
 *   -1       0      1        2          3          4       5           6      7
 *   nothing  added  seen v1  replaced   seen v2    removed nothing     added  seen v1 …
 * </pre>
 *
 * Only who found nothing may have several: he takes the first that those who had ended leave him,
 * which is the best for all who come later.
 */
final class OneKeyHistory {

  private static final int NOTHING_YET = -1;

  private record Operation(int from, int to, Object outcome) {}

  private record Placed(int to, int place) {}

  /** What a write left behind: a version of the link, or its end. */
  private record State(Link link, boolean isRemoved) {

    static final Comparator<State> ORDER =
        Comparator.comparingLong((State state) -> state.link.number())
            .thenComparingInt(State::version);

    static Optional<State> writtenBy(Operation operation) {
      return switch (operation.outcome) {
        case Saved(Link link) -> Optional.of(new State(link, false));
        case Gone(Link link) -> Optional.of(new State(link, true));
        default -> Optional.empty();
      };
    }

    int version() {
      return isRemoved ? link.version() + 1 : link.version();
    }

    /** Whether this can be the first there is of a link. */
    boolean isNew() {
      return !isRemoved && link.version() == 1;
    }

    boolean canFollow(State before) {
      if (before.isRemoved) {
        return isNew() && link.number() > before.link.number();
      }
      return isRemoved
          ? link.equals(before.link)
          : link.number() == before.link.number() && version() == before.version() + 1;
    }
  }

  private final AtomicInteger clock = new AtomicInteger();
  private final Queue<Operation> operations = new ConcurrentLinkedQueue<>();

  /** An operation begins. Any thread. */
  int tick() {
    return clock.incrementAndGet();
  }

  /** It ends now, with an outcome of the store's port. Any thread. */
  void note(int from, Object outcome) {
    note(from, tick(), outcome);
  }

  /** It had this outcome between these two ticks. */
  void note(int from, int to, Object outcome) {
    operations.add(new Operation(from, to, outcome));
  }

  /** Throws unless one order explains everything. When all have ended. */
  void check() {
    List<State> states = states();
    Map<State, Integer> places = new HashMap<>();
    TreeSet<Integer> nothing = new TreeSet<>(List.of(NOTHING_YET));
    for (int i = 0; i < states.size(); i++) {
      places.put(states.get(i), 2 * i);
      if (states.get(i).isRemoved()) {
        nothing.add(2 * i + 1);
      }
    }
    PriorityQueue<Placed> notEnded = new PriorityQueue<>(Comparator.comparingInt(Placed::to));
    int earliest = NOTHING_YET;
    for (Operation operation : inOrderOfBeginning()) {
      for (Placed next = notEnded.peek();
          next != null && next.to() < operation.from();
          next = notEnded.peek()) {
        earliest = Math.max(earliest, notEnded.remove().place());
      }
      Integer place =
          switch (operation.outcome()) {
            case Saved(Link link) -> places.get(new State(link, false));
            case Gone(Link link) -> places.get(new State(link, true));
            case Peek.Found(Link link) -> seen(places, link);
            case Taken(Link link) -> seen(places, link);
            case Stale(Link link) -> seen(places, link);
            case Peek.Absent _, Missing _ -> nothing.ceiling(earliest);
            default -> throw new AssertionError("not looked for here: " + operation);
          };
      if (place == null || place < earliest) {
        throw new AssertionError(
            "%s is at place %s, after somebody at %d had ended; the writes are %s"
                .formatted(operation, place, earliest, states));
      }
      notEnded.add(new Placed(operation.to(), place));
    }
  }

  /** What all writes left behind, each taking up from the one before it. */
  private List<State> states() {
    List<State> states =
        operations.stream()
            .flatMap(operation -> State.writtenBy(operation).stream())
            .sorted(State.ORDER)
            .toList();
    for (int i = 0; i < states.size(); i++) {
      State state = states.get(i);
      if (!(i == 0 ? state.isNew() : state.canFollow(states.get(i - 1)))) {
        throw new AssertionError(state + " does not follow what is before it in " + states);
      }
    }
    return states;
  }

  private static Integer seen(Map<State, Integer> places, Link link) {
    Integer written = places.get(new State(link, false));
    if (written == null) {
      throw new AssertionError("nobody was told of having written " + link);
    }
    return written + 1;
  }

  private List<Operation> inOrderOfBeginning() {
    List<Operation> ordered = new ArrayList<>(operations);
    ordered.sort(Comparator.comparingInt(Operation::from));
    return ordered;
  }
}
