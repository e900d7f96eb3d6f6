package gotourl.store.embedded;

import gotourl.journal.Batch;
import gotourl.link.Draft;
import gotourl.link.Link;
import gotourl.link.LinkStore.Missing;
import gotourl.link.LinkStore.Replaced;
import gotourl.link.LinkStore.Saved;
import gotourl.link.LinkStore.Stale;
import gotourl.link.LinkStore.Unsaved;
import gotourl.store.embedded.LinkTable.Holder.Held;
import gotourl.store.embedded.LinkTable.Holder.Nobody;
import gotourl.store.embedded.LinkTable.Holder.Unreadable;
import org.jspecify.annotations.Nullable;

/** A further version of a link. */
final class ReplaceSave extends StoreSave<Replaced> {

  private final Decisions decisions;
  private final HashedKey key;
  private final int version;
  private final Draft draft;
  private @Nullable Link from;
  private @Nullable Link to;

  /**
   * @param version that the caller saw
   */
  ReplaceSave(
      Decisions decisions, LinkTable table, int bytesMax, HashedKey key, int version, Draft draft) {
    super(table, bytesMax, key);
    this.decisions = decisions;
    this.key = key;
    this.version = version;
    this.draft = draft;
  }

  @Override
  protected void decide(Batch batch) {
    switch (decisions.holder(key)) {
      case Nobody nobody -> decided(new Missing());
      case Unreadable unreadable -> decidedUnreadable();
      case Held held when Decisions.isStale(held.link(), version) ->
          decided(new Stale(held.link()));
      case Held held ->
          decisions
              .replace(batch, key, held, draft)
              .ifPresentOrElse(
                  replaced -> replace(held.link(), replaced), this::decidedTooManyTags);
    }
  }

  private void replace(Link before, Decisions.Decided replaced) {
    change(replaced.change());
    decided(new Saved(replaced.link()));
    from = before;
    to = replaced.link();
  }

  @Override
  protected void publish() {
    super.publish();
    table().secondary().became(from, to);
  }

  @Override
  Replaced unsaved(Unsaved unsaved) {
    return unsaved;
  }
}
