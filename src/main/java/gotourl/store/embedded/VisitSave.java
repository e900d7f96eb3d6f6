package gotourl.store.embedded;

import gotourl.journal.Batch;
import gotourl.link.LinkStore.Charged;
import gotourl.link.LinkStore.Missing;
import gotourl.link.LinkStore.Unsaved;
import gotourl.store.embedded.LinkTable.Holder.Held;
import gotourl.store.embedded.LinkTable.Holder.Nobody;
import gotourl.store.embedded.LinkTable.Holder.Unreadable;

/** One visit to be charged. */
final class VisitSave extends StoreSave<Charged> {

  private final Decisions decisions;
  private final HashedKey key;
  private final long number;

  VisitSave(Decisions decisions, LinkTable table, HashedKey key, long number) {
    super(table, EmbeddedStore.FRAME_BYTES_BEYOND, key);
    this.decisions = decisions;
    this.key = key;
    this.number = number;
  }

  @Override
  protected void decide(Batch batch) {
    switch (decisions.holder(key)) {
      case Nobody nobody -> decided(new Missing());
      case Unreadable unreadable -> decidedUnreadable();
      case Held held when held.link().number() != number || table().isInDoubt(number) ->
          decided(new Missing());
      case Held held -> {
        VisitDecisions.Decided charged = decisions.visits().charge(batch, held.link());
        change(charged.change());
        decided(charged.outcome());
      }
    }
  }

  @Override
  Charged unsaved(Unsaved unsaved) {
    return unsaved;
  }
}
