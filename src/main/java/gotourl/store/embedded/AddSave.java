package gotourl.store.embedded;

import gotourl.journal.Batch;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkStore.Added;
import gotourl.link.LinkStore.Saved;
import gotourl.link.LinkStore.Taken;
import gotourl.link.LinkStore.Unsaved;
import gotourl.store.embedded.LinkTable.Holder.Held;
import gotourl.store.embedded.LinkTable.Holder.Nobody;
import gotourl.store.embedded.LinkTable.Holder.Unreadable;

/**
 * A new link. What can be done before its turn is done on the caller's thread; the save loop then
 * looks at this object and {@link #codeAndTarget}, four cache lines, and at nothing else that
 * another core has just written.
 */
final class AddSave extends StoreSave<Added> {

  private static final long NOT_ADDED = 0;

  private final Decisions decisions;
  private final Key key;
  private final String target;
  private final byte[] codeAndTarget;
  private long number;
  private long position = NOT_ADDED;

  private AddSave(
      Decisions decisions,
      LinkTable table,
      int bytesMax,
      long hash,
      Key key,
      String target,
      byte[] codeAndTarget) {
    super(table, bytesMax, hash);
    this.decisions = decisions;
    this.key = key;
    this.target = target;
    this.codeAndTarget = codeAndTarget;
  }

  static AddSave of(Decisions decisions, LinkTable table, int bytesMax, Key key, String target) {
    byte[] codeAndTarget = RecordCodec.codeAndTarget(key, target);
    long hash = table.hash(key.domain(), codeAndTarget, 1, codeAndTarget[0] & 0xff);
    return new AddSave(decisions, table, bytesMax, hash, key, target, codeAndTarget);
  }

  @Override
  protected void prepareToDecide() {
    super.prepareToDecide();
    decisions.touch(codeAndTarget);
  }

  @Override
  protected void decide(Batch batch) {
    if (decisions.isFree(hash())) {
      add(batch);
      return;
    }
    switch (decisions.holder(table().hashed(key))) {
      case Held(Link holder, long at) -> decided(new Taken(holder));
      case Unreadable unreadable -> decidedUnreadable();
      case Nobody nobody -> add(batch);
    }
  }

  private void add(Batch batch) {
    Link link = decisions.newLink(key, target);
    number = link.number();
    position = decisions.add(batch, hash(), link, codeAndTarget);
    decided(new Saved(link));
  }

  @Override
  protected void publish() {
    if (position != NOT_ADDED) {
      table().add(hash(), number, position);
    }
  }

  @Override
  Added unsaved(Unsaved unsaved) {
    return unsaved;
  }
}
