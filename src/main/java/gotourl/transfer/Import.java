package gotourl.transfer;

import gotourl.link.Key;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Added;
import gotourl.link.LinkStore.Saved;
import gotourl.link.LinkStore.Taken;
import gotourl.link.LinkStore.There;
import gotourl.link.LinkStore.Unsaved;
import gotourl.link.UrlPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run over one file: checks rows, keeps many adds under way so that they share the store's
 * syncs, and settles them in the order of the file.
 */
final class Import {

  /** Enough for full batches in the save loop, well below its queue of 16384. */
  static final int UNDER_WAY_MAX = 4_096;

  /** Characters of targets under way; a quarter of what the save queue takes in bytes. */
  static final int UNDER_WAY_CHARACTERS_MAX = 1 << 22;

  /** With pauses of up to a second: about a minute in which not one row could be saved. */
  static final int TRIES_MAX = 60;

  private static final Duration PAUSE_MAX = Duration.ofSeconds(1);

  /** A row waiting for its turn to be reported. */
  private sealed interface Waiting {}

  private record Refused(Place place, String reason) implements Waiting {}

  private static final class Adding implements Waiting {
    final Place place;
    final Key key;
    final String target;
    CompletableFuture<Added> outcome;

    Adding(Place place, Key key, String target, CompletableFuture<Added> outcome) {
      this.place = place;
      this.key = key;
      this.target = target;
      this.outcome = outcome;
    }
  }

  private final LinkStore store;
  private final UrlPolicy policy;
  private final Transfer.Pause pause;
  private final Consumer<String> refusals;

  /** In the order of the file; what is settled leaves at the head. */
  private final ArrayDeque<Waiting> underWay = new ArrayDeque<>();

  /**
   * The keys of {@link #underWay}. Two adds of one key are never under way together: if the first
   * found the queue full and the second did not, the second target would win.
   */
  private final Set<Key> keysUnderWay = new HashSet<>();

  private int charactersUnderWay;
  private long added;
  private long same;
  private long refused;

  Import(LinkStore store, UrlPolicy policy, Transfer.Pause pause, Consumer<String> refusals) {
    this.store = store;
    this.policy = policy;
    this.pause = pause;
    this.refusals = refusals;
  }

  Transfer.Report report() {
    return new Transfer.Report(added, same, refused);
  }

  String soFar() {
    return "so far "
        + added
        + " added, "
        + same
        + " there already, "
        + refused
        + " refused; importing the file again is safe";
  }

  Transfer.Report run(Source source) throws IOException {
    try {
      for (Row row = source.next(); row != null; row = source.next()) {
        take(row);
      }
    } catch (IOException e) {
      settleAll();
      throw e;
    }
    settleAll();
    return report();
  }

  private void take(Row row) {
    switch (row) {
      case Row.Unreadable(Place place, String reason) -> refuse(place, reason);
      case Row.Read read -> check(read);
      case Row.OfDomain domain -> refuse(domain.place(), "domains do not come along yet");
      case Row.OfTag tag -> refuse(tag.place(), "tags do not come along yet");
    }
  }

  private void check(Row.Read row) {
    String missing = missing(row);
    if (missing != null) {
      refuse(row.place(), missing);
      return;
    }
    switch (Key.parse(store.domain(), row.link().code())) {
      case Key.Invalid(Key.Fault fault) -> refuse(row.place(), named(row) + ": " + fault.words());
      case Key.Valid(Key key) -> {
        switch (policy.check(row.link().target())) {
          case UrlPolicy.Refused(String reason) ->
              refuse(row.place(), named(row) + " to " + Quoted.of(row.link().target()) + ": " + reason);
          case UrlPolicy.Accepted(String target) -> add(row.place(), key, target);
        }
      }
    }
  }

  private static @Nullable String missing(Row.Read row) {
    if (row.link().code().isEmpty()) {
      return row.link().target().isEmpty()
          ? "neither a code nor a target"
          : "no code for " + Quoted.of(row.link().target());
    }
    return row.link().target().isEmpty() ? named(row) + ": no target" : null;
  }

  private static String named(Row.Read row) {
    return "code " + Quoted.of(row.link().code());
  }

  private void refuse(Place place, String reason) {
    makeRoom(0);
    underWay.add(new Refused(place, reason));
  }

  private void add(Place place, Key key, String target) {
    makeRoom(target.length());
    while (keysUnderWay.contains(key)) {
      settleFirst();
    }
    underWay.add(new Adding(place, key, target, submit(key, target)));
    keysUnderWay.add(key);
    charactersUnderWay += target.length();
  }

  private void makeRoom(int characters) {
    while (underWay.size() >= UNDER_WAY_MAX
        || (charactersUnderWay + characters > UNDER_WAY_CHARACTERS_MAX && !underWay.isEmpty())) {
      settleFirst();
    }
  }

  private CompletableFuture<Added> submit(Key key, String target) {
    return store.add(key, target).toCompletableFuture();
  }

  private void settleAll() {
    while (!underWay.isEmpty()) {
      settleFirst();
    }
  }

  private void settleFirst() {
    Waiting first = underWay.element();
    switch (first) {
      case Refused(Place place, String reason) -> tell(place, reason);
      case Adding adding -> {
        awaitSaved(adding);
        count(adding, adding.outcome.join());
        keysUnderWay.remove(adding.key);
        charactersUnderWay -= adding.target.length();
      }
    }
    underWay.remove();
  }

  /** Tries again while the store cannot save; whatever else failed meanwhile goes along. */
  private void awaitSaved(Adding adding) {
    for (int tries = 1; adding.outcome.join() instanceof Unsaved unsaved; tries++) {
      if (tries >= TRIES_MAX || unsaved.cause() == Unsaved.Cause.CLOSED) {
        throw stopped(adding, unsaved.cause().words());
      }
      Duration wait = unsaved.retryAfter();
      try {
        pause.of(wait.compareTo(PAUSE_MAX) < 0 ? wait : PAUSE_MAX);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw stopped(adding, "interrupted");
      }
      for (Waiting waiting : underWay) {
        if (waiting instanceof Adding other && other.outcome.join() instanceof Unsaved) {
          other.outcome = submit(other.key, other.target);
        }
      }
    }
  }

  private TransferException stopped(Adding at, String why) {
    for (Waiting waiting : underWay) {
      switch (waiting) {
        case Refused(Place place, String reason) -> tell(place, reason);
        case Adding adding -> count(adding, adding.outcome.join());
      }
    }
    underWay.clear();
    return new TransferException(
        "the import stopped at " + at.place + ": " + why + "; " + soFar(), report(), null);
  }

  private void count(Adding row, Added outcome) {
    switch (outcome) {
      case Saved _ -> added++;
      case Taken(var holder) -> {
        if (holder.target().equals(row.target)) {
          same++;
        } else {
          tell(
              row.place,
              "code "
                  + Quoted.of(row.key.code())
                  + " leads to "
                  + Quoted.of(holder.target())
                  + " already, not to "
                  + Quoted.of(row.target));
        }
      }
      case There _ -> throw new IllegalStateException("every row is to be made anew");
      case Unsaved _ -> {} // only once the import has stopped: neither here nor there
    }
  }

  private void tell(Place place, String reason) {
    refused++;
    refusals.accept(place + ": " + reason);
  }
}
