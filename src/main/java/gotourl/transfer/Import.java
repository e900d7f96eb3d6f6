package gotourl.transfer;

import gotourl.access.CredentialStore;
import gotourl.access.Kept;
import gotourl.link.Generator;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Unsaved;
import gotourl.link.Origin;
import gotourl.link.TagName;
import gotourl.link.TagStore;
import gotourl.transfer.Settled.Done;
import java.io.IOException;
import java.util.OptionalLong;

/** One run over one source, row by row. One thread runs it; any may look, or end it. */
final class Import {

  private final LinkStore store;
  private final CredentialStore credentials;
  private final ImportOptions options;
  private final Arrivals arrivals;
  private final Conflicts conflicts;
  private final UnderWay underWay;
  private final Patience patience;

  /** Where a code that stands twice must be noticed, and no link in the store would tell. */
  private final SeenCodes seen = new SeenCodes();

  /** Numbers below this may be asked for without a look at where the store has come to. */
  private long numbersEnd;

  private volatile boolean isCancelled;

  Import(
      LinkStore store,
      CredentialStore credentials,
      ImportOptions options,
      Arrivals arrivals,
      Conflicts conflicts,
      UnderWay underWay,
      Patience patience) {
    this.store = store;
    this.credentials = credentials;
    this.options = options;
    this.arrivals = arrivals;
    this.conflicts = conflicts;
    this.underWay = underWay;
    this.patience = patience;
  }

  /** Ends it soon, behind a row that is settled. Any thread. */
  void cancel() {
    isCancelled = true;
  }

  /** So far. Any thread. */
  Report report() {
    return underWay.report();
  }

  Report run(Source source) throws IOException {
    try {
      for (Row row = source.next(); row != null; row = source.next()) {
        if (isCancelled) {
          throw underWay.stopped(row.place(), "it was ended");
        }
        take(row);
      }
    } catch (IOException e) {
      underWay.settleAll();
      throw e;
    }
    underWay.settleAll();
    return underWay.report();
  }

  private void take(Row row) {
    switch (row) {
      case Row.Unreadable(Place place, String reason) -> refuse(place, reason);
      case Row.Read read -> judge(read);
      case Row.OfDomain(Place place, ForeignDomain domain) ->
          arrivals.take(domain).ifPresent(reason -> refuse(place, reason));
      case Row.OfTag(Place place, String name) -> tag(place, name);
      case Row.OfStore(Place place, boolean foldsCase) -> compare(place, foldsCase);
      case Row.OfGenerator(Place place, Generator generator, int nextSecret) ->
          generator(place, generator, nextSecret);
      case Row.OfSecret(Place place, Kept kept) -> secret(place, kept);
      case Row.OfEnd(Place _, long nextNumber) -> {
        underWay.settleAll();
        if (!options.dryRun() && nextNumber > store.nextNumber()) {
          leaveOutNumbersBefore(nextNumber);
        }
      }
    }
  }

  private void refuse(Place place, String reason) {
    underWay.tell(place, "", new Done(Outcome.REFUSED, reason));
  }

  private void judge(Row.Read row) {
    String code = row.link().code();
    switch (arrivals.judge(row.link())) {
      case Arrivals.Unfit(String reason) ->
          underWay.tell(row.place(), code, new Done(Outcome.REFUSED, reason));
      case Arrivals.Fit fit -> {
        OptionalLong before = noticesAgain() ? seen.meet(fit.key(), fit.draft().target()) : NEVER;
        if (before.isPresent()) {
          underWay.tell(row.place(), code, again(code, fit, before.getAsLong()));
        } else if (options.dryRun()) {
          underWay.tell(row.place(), code, foreseen(fit));
        } else {
          makeRoomForNumber(fit.origin().number());
          underWay.save(row.place(), code, fit);
        }
      }
    }
  }

  private static final OptionalLong NEVER = OptionalLong.empty();

  private boolean noticesAgain() {
    return options.dryRun() || options.onConflict() == OnConflict.REPLACE;
  }

  /** The code stood in the source before: the first row counts, whatever is done about others. */
  private static Done again(String code, Arrivals.Fit fit, long before) {
    return SeenCodes.hash(fit.draft().target()) == before
        ? Conflicts.SAME
        : new Done(
            Outcome.TAKEN, "code " + Quoted.of(code) + " stands further up, with another target");
  }

  private Done foreseen(Arrivals.Fit fit) {
    return conflicts
        .find(fit.key())
        .map(holder -> conflicts.foreseen(fit, holder))
        .orElseGet(() -> conflicts.fresh(fit));
  }

  /** A link keeps its number if the store has come close to it, and not beyond. */
  private void makeRoomForNumber(long number) {
    if (number < numbersEnd || number == Origin.NO_NUMBER) {
      return;
    }
    underWay.settleAll();
    long next = store.nextNumber();
    if (number - next >= LinkStore.NUMBERS_AHEAD_MAX) {
      leaveOutNumbersBefore(number);
      next = store.nextNumber();
    }
    numbersEnd = next + LinkStore.NUMBERS_AHEAD_MAX;
  }

  private void leaveOutNumbersBefore(long number) {
    for (int tries = 1;
        store.claim(LinkStore.NUMBERS, number - 1, 1).toCompletableFuture().join()
            instanceof Unsaved unsaved;
        tries++) {
      patience.pause(tries, unsaved, () -> stopped(unsaved.cause().words()));
    }
  }

  private TransferException stopped(String why) {
    underWay.settleAll();
    return new TransferException(
        "the import stopped: " + why + "; " + underWay.report().soFar(), underWay.report(), null);
  }

  /** Codes that differ only in case would be one link here, or stop being one. */
  private void compare(Place place, boolean foldsCase) {
    if (foldsCase != store.domain().foldsCase()) {
      throw stopped(
          place
              + ": the codes of the export are "
              + (foldsCase ? "not case sensitive" : "case sensitive")
              + ", and those here are "
              + (foldsCase ? "case sensitive" : "not")
              + "; make the data directory "
              + (foldsCase ? "with -case-insensitive" : "without -case-insensitive"));
    }
  }

  private void tag(Place place, String name) {
    switch (TagName.parse(name)) {
      case TagName.Invalid(TagName.Fault fault) ->
          refuse(place, "tag " + Quoted.of(name) + " " + fault.words());
      case TagName.Valid(TagName valid) -> {
        if (!options.dryRun()) {
          make(place, valid);
        }
      }
    }
  }

  private void make(Place place, TagName name) {
    for (int tries = 1; ; tries++) {
      switch (store.tags().make(name).toCompletableFuture().join()) {
        case TagStore.Known _ -> {
          return;
        }
        case TagStore.NoRoom _ -> {
          refuse(place, "tag " + Quoted.of(name.text()) + ": there are as many as there may be");
          return;
        }
        case TagStore.NotSaved(Unsaved unsaved) ->
            patience.pause(tries, unsaved, () -> stopped(unsaved.cause().words()));
      }
    }
  }

  private void generator(Place place, Generator generator, int nextSecret) {
    if (options.dryRun()) {
      return;
    }
    for (int tries = 1; ; tries++) {
      switch (store.adopt(generator).toCompletableFuture().join()) {
        case LinkStore.GoesOn _ -> {
          leaveOutSecretsBefore(nextSecret);
          return;
        }
        case LinkStore.HasOwn _ -> {
          refuse(
              place,
              "the generator's secret: codes were given out here from another one, which stays; the"
                  + " codes of links that were removed there may be given out again. A new data"
                  + " directory would go on from the one of the export");
          return;
        }
        case Unsaved unsaved ->
            patience.pause(tries, unsaved, () -> stopped(unsaved.cause().words()));
      }
    }
  }

  private void leaveOutSecretsBefore(int next) {
    for (int tries = 1;
        credentials.leaveOut(next).toCompletableFuture().join()
            instanceof CredentialStore.Unsaved unsaved;
        tries++) {
      patience.pause(tries, unsaved.retryAfter(), () -> stopped(unsaved.reason()));
    }
  }

  private void secret(Place place, Kept kept) {
    if (credentials.find(kept.hash()).isPresent()) {
      return;
    }
    if (kept.credential().number() < credentials.nextNumber()) {
      // It may be that it was revoked here: no import shall bring it back.
      refuse(
          place,
          "secret "
              + Quoted.of(kept.credential().name())
              + ": its number "
              + kept.credential().number()
              + " was given here before; make a new one");
      return;
    }
    if (options.dryRun()) {
      return;
    }
    for (int tries = 1; ; tries++) {
      switch (credentials.adopt(kept).toCompletableFuture().join()) {
        case CredentialStore.New _ -> {
          return;
        }
        case CredentialStore.Full _ -> {
          refuse(
              place,
              "secret "
                  + Quoted.of(kept.credential().name())
                  + ": there are as many as there may be");
          return;
        }
        case CredentialStore.Unsaved unsaved ->
            patience.pause(tries, unsaved.retryAfter(), () -> stopped(unsaved.reason()));
      }
    }
  }
}
