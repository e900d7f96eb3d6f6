package gotourl.store.embedded;

import gotourl.journal.Batch;
import gotourl.link.Link;
import gotourl.link.LinkStore.Gone;
import gotourl.link.LinkStore.Missing;
import gotourl.link.LinkStore.Removed;
import gotourl.link.LinkStore.Stale;
import gotourl.link.LinkStore.Unsaved;
import gotourl.store.embedded.LinkTable.Holder.Held;
import gotourl.store.embedded.LinkTable.Holder.Nobody;
import gotourl.store.embedded.LinkTable.Holder.Unreadable;
import org.jspecify.annotations.Nullable;

/** The end of a link: of all that is on disk of it, if it is purged. */
final class RemoveSave extends StoreSave<Removed> {

  private final Decisions decisions;
  private final HashedKey key;
  private final int version;
  private final boolean purges;
  private @Nullable Link gone;

  /**
   * @param version that the caller saw
   */
  RemoveSave(
      Decisions decisions,
      LinkTable table,
      int bytesMax,
      HashedKey key,
      int version,
      boolean purges) {
    super(table, bytesMax, key);
    this.decisions = decisions;
    this.key = key;
    this.version = version;
    this.purges = purges;
  }

  @Override
  protected void decide(Batch batch) {
    switch (decisions.holder(key)) {
      case Nobody nobody -> decided(new Missing());
      case Unreadable unreadable -> decidedUnreadable();
      case Held held when Decisions.isStale(held.link(), version) ->
          decided(new Stale(held.link()));
      case Held held -> {
        Decisions.Decided removed =
            purges ? decisions.purge(batch, key, held) : decisions.remove(batch, key, held);
        change(removed.change());
        decided(new Gone(removed.link()));
        gone = held.link();
      }
    }
  }

  @Override
  protected void publish() {
    super.publish();
    table().secondary().became(gone, null);
  }

  @Override
  Removed unsaved(Unsaved unsaved) {
    return unsaved;
  }
}
