package gotourl.transfer;

import gotourl.link.Draft;
import gotourl.link.Key;
import gotourl.link.LinkStore.Unsaved;
import gotourl.transfer.Settled.Done;
import gotourl.transfer.Settled.NotSaved;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Rows that are read and not reported yet: many saves at once, so that they share the store's
 * syncs, told of in the order of the source. One thread; counts are for any.
 */
final class UnderWay {

  /** Enough for full batches in the save loop, well below its queue of 16384. */
  static final int ROWS_MAX = 4_096;

  /** Characters of links under way; a quarter of what the save queue takes in bytes. */
  static final int CHARACTERS_MAX = 1 << 22;

  /** A row waiting for its turn to be reported. */
  private sealed interface Waiting {}

  private record Told(Place place, String code, Done done) implements Waiting {}

  private static final class Saving implements Waiting {
    private final Place place;
    private final String code;
    private final Arrivals.Fit link;
    private CompletableFuture<Settled> outcome;

    Saving(Place place, String code, Arrivals.Fit link, CompletableFuture<Settled> outcome) {
      this.place = place;
      this.code = code;
      this.link = link;
      this.outcome = outcome;
    }
  }

  private final Conflicts conflicts;
  private final Patience patience;
  private final boolean endsAtConflict;
  private final Consumer<RowReport> reports;

  /** In the order of the source; what is settled leaves at the head. */
  private final ArrayDeque<Waiting> rows = new ArrayDeque<>();

  /**
   * The keys of {@link #rows}. Two saves of one key are never under way together: if the first
   * found the queue full and the second did not, the second target would win.
   */
  private final Set<Key> keys = new HashSet<>();

  private final Map<Outcome, AtomicLong> counts;

  private int characters;

  /**
   * @param endsAtConflict whether a row that is taken ends the import
   */
  UnderWay(
      Conflicts conflicts, Patience patience, boolean endsAtConflict, Consumer<RowReport> reports) {
    this.conflicts = conflicts;
    this.patience = patience;
    this.endsAtConflict = endsAtConflict;
    this.reports = reports;
    this.counts =
        Arrays.stream(Outcome.values())
            .collect(Collectors.toMap(Function.identity(), _ -> new AtomicLong()));
  }

  /** So far. Any thread. */
  Report report() {
    return Report.of(outcome -> counter(outcome).get());
  }

  private AtomicLong counter(Outcome outcome) {
    return Objects.requireNonNull(counts.get(outcome));
  }

  /** A row of which it is known what becomes of it. */
  void tell(Place place, String code, Done done) {
    makeRoom(0);
    rows.add(new Told(place, code, done));
  }

  void save(Place place, String code, Arrivals.Fit link) {
    makeRoom(characters(link));
    while (keys.contains(link.key())) {
      settleFirst();
    }
    rows.add(new Saving(place, code, link, conflicts.save(link).toCompletableFuture()));
    keys.add(link.key());
    characters += characters(link);
  }

  private static int characters(Arrivals.Fit link) {
    Draft draft = link.draft();
    return draft.target().length() + draft.about().title().length() + draft.about().note().length();
  }

  private void makeRoom(int more) {
    while (rows.size() >= ROWS_MAX || (characters + more > CHARACTERS_MAX && !rows.isEmpty())) {
      settleFirst();
    }
  }

  void settleAll() {
    while (!rows.isEmpty()) {
      settleFirst();
    }
  }

  private void settleFirst() {
    Waiting first = rows.element();
    switch (first) {
      case Told(Place place, String code, Done done) -> {
        rows.remove();
        report(place, code, done);
      }
      case Saving saving -> {
        Done done = done(saving);
        rows.remove();
        keys.remove(saving.link.key());
        characters -= characters(saving.link);
        report(saving.place, saving.code, done);
      }
    }
  }

  /** Tries again while the store cannot save; whatever else failed meanwhile goes along. */
  private Done done(Saving first) {
    for (int tries = 1; ; tries++) {
      switch (first.outcome.join()) {
        case Done done -> {
          return done;
        }
        case NotSaved(Unsaved unsaved) -> {
          patience.pause(tries, unsaved, () -> stopped(first.place, unsaved.cause().words()));
          tryAgain();
        }
      }
    }
  }

  private void tryAgain() {
    for (Waiting waiting : rows) {
      if (waiting instanceof Saving saving && saving.outcome.join() instanceof NotSaved) {
        saving.outcome = conflicts.save(saving.link).toCompletableFuture();
      }
    }
  }

  private void report(Place place, String code, Done done) {
    count(place, code, done);
    if (endsAtConflict && done.outcome() == Outcome.TAKEN) {
      throw stopped(place, done.words().get());
    }
  }

  private void count(Place place, String code, Done done) {
    counter(done.outcome()).incrementAndGet();
    reports.accept(new RowReport(place, code, done.outcome(), done.words()));
  }

  /** What is saved meanwhile is told of: it is there. */
  TransferException stopped(Place place, String why) {
    for (Waiting waiting : rows) {
      switch (waiting) {
        case Told(Place at, String code, Done done) -> count(at, code, done);
        case Saving saving -> {
          if (saving.outcome.join() instanceof Done done) {
            count(saving.place, saving.code, done);
          }
        }
      }
    }
    rows.clear();
    keys.clear();
    characters = 0;
    return new TransferException(
        "the import stopped at " + place + ": " + why + "; " + report().soFar(), report(), null);
  }
}
