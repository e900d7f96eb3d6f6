package gotourl.store.embedded;

import gotourl.journal.Batch;
import gotourl.journal.SaveLoop;
import gotourl.link.Cursor;
import gotourl.link.Domain;
import gotourl.link.DomainList;
import gotourl.link.Domains;
import gotourl.link.Fallbacks;
import gotourl.link.LinkFilter;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Page;
import gotourl.link.LinkStore.Unlisted;
import gotourl.link.Listing;
import gotourl.link.PendingPage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Domains in the journal of the links: saved with them, and known in memory. */
final class EmbeddedDomains implements Domains {

  /** What is said stands twice; a change may say as much as there can be. */
  private static final int BYTES_MAX =
      2 * (DomainCodec.bytesMax() + EmbeddedStore.FRAME_BYTES_BEYOND);

  private static final int REMOVAL_BYTES_MAX = 2 * EmbeddedStore.FRAME_BYTES_BEYOND;

  private final LinkTable table;
  private final DomainDecisions decisions;
  private final SaveLoop saveLoop;
  private final Function<Listing, PendingPage> list;

  /**
   * @param list finds the links of a domain
   */
  EmbeddedDomains(
      LinkTable table,
      DomainDecisions decisions,
      SaveLoop saveLoop,
      Function<Listing, PendingPage> list) {
    this.table = table;
    this.decisions = decisions;
    this.saveLoop = saveLoop;
    this.list = list;
  }

  @Override
  public DomainList now() {
    return table.asides().domains().now();
  }

  @Override
  public CompletionStage<Made> make(String name, boolean foldsCase, Fallbacks fallbacks) {
    int bytesMax = 2 * (DomainCodec.bytesMax(name, fallbacks) + EmbeddedStore.FRAME_BYTES_BEYOND);
    return submit(
        new DomainSave<Made>(bytesMax) {
          @Override
          Made outcome(Batch batch) {
            return decisions.make(batch, name, foldsCase, fallbacks);
          }

          @Override
          Made refused(Unsaved unsaved) {
            return unsaved;
          }
        });
  }

  @Override
  public CompletionStage<Changed> change(int number, UnaryOperator<Fallbacks> change) {
    return submit(
        new DomainSave<Changed>(BYTES_MAX) {
          @Override
          Changed outcome(Batch batch) {
            return decisions.change(batch, number, change);
          }

          @Override
          Changed refused(Unsaved unsaved) {
            return unsaved;
          }
        });
  }

  /**
   * First it gets no more links, then those that it has are looked for: what was decided before is
   * published by then, and so is found.
   */
  @Override
  public CompletionStage<Removed> remove(int number) {
    if (number == Domain.DEFAULT_NUMBER || now().of(number).isEmpty()) {
      return CompletableFuture.completedFuture(new Missing());
    }
    return submit(
            new DomainSave<Removed>(REMOVAL_BYTES_MAX) {
              private boolean closes;

              @Override
              Removed outcome(Batch batch) {
                closes = decisions.close(number);
                return closes
                    ? new InUse()
                    : new Unsaved("somebody else is removing it", StoreSave.RETRY_AFTER);
              }

              @Override
              Removed refused(Unsaved unsaved) {
                if (closes) {
                  decisions.reopen(number);
                }
                return unsaved;
              }
            })
        .thenCompose(closed ->
            closed instanceof InUse
                ? look(number, Cursor.start(Listing.Order.NEWEST))
                : CompletableFuture.completedFuture(closed));
  }

  private CompletionStage<Removed> look(int number, Cursor from) {
    LinkFilter ofDomain = LinkFilter.of(new LinkFilter.OfDomain(number));
    return list.apply(new Listing(from, 1, ofDomain))
        .thenCompose(listed ->
            switch (listed) {
              case Page page when !page.links().isEmpty() -> leave(number, new InUse());
              case Page page when page.next().isPresent() -> look(number, page.next().get());
              case Page _ -> end(number);
              case Unlisted unlisted ->
                  leave(number, new Unsaved(unlisted.reason().words(), unlisted.retryAfter()));
            });
  }

  private CompletionStage<Removed> leave(int number, Removed why) {
    decisions.reopen(number);
    return CompletableFuture.completedFuture(why);
  }

  private CompletionStage<Removed> end(int number) {
    return submit(
        new DomainSave<Removed>(REMOVAL_BYTES_MAX) {
          @Override
          Removed outcome(Batch batch) {
            Removed removed = decisions.remove(batch, number);
            decisions.reopen(number);
            return removed;
          }

          @Override
          Removed refused(Unsaved unsaved) {
            decisions.reopen(number);
            return unsaved;
          }
        });
  }

  private <O> CompletionStage<O> submit(DomainSave<O> save) {
    saveLoop.submit(save);
    return save.stage();
  }

  /** A save that changes domains. */
  private abstract class DomainSave<O> extends SideSave<O> {

    DomainSave(int bytesMax) {
      super(table, bytesMax, decisions.frames());
    }

    abstract O refused(Unsaved unsaved);

    @Override
    final O unsaved(LinkStore.Unsaved unsaved) {
      return refused(new Unsaved(unsaved.cause().words(), unsaved.retryAfter()));
    }
  }
}
