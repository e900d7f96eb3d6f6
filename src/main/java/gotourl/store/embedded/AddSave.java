package gotourl.store.embedded;

import gotourl.journal.Batch;
import gotourl.link.Draft;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkStore.Added;
import gotourl.link.LinkStore.Saved;
import gotourl.link.LinkStore.Taken;
import gotourl.link.LinkStore.Unsaved;
import gotourl.link.Manner;
import gotourl.store.embedded.LinkTable.Holder.Held;
import gotourl.store.embedded.LinkTable.Holder.Nobody;
import gotourl.store.embedded.LinkTable.Holder.Unreadable;

/**
 * A new link. What can be done before its turn is done on the caller's thread; the save loop then
 * looks at this object and {@link #codeAndRest}, four cache lines, and at nothing else that another
 * core has just written.
 */
final class AddSave extends StoreSave<Added> {

  private static final long NOT_ADDED = 0;

  private final Decisions decisions;
  private final Key key;
  private final Draft draft;
  private final int kind;
  private final byte[] codeAndRest;
  private final Manner manner;
  private long number;
  private long createdMillis;
  private long position = NOT_ADDED;

  private AddSave(
      Decisions decisions,
      LinkTable table,
      int bytesMax,
      long hash,
      Key key,
      Draft draft,
      int kind,
      byte[] codeAndRest,
      Manner manner) {
    super(table, bytesMax, hash);
    this.decisions = decisions;
    this.key = key;
    this.draft = draft;
    this.kind = kind;
    this.codeAndRest = codeAndRest;
    this.manner = manner;
  }

  /**
   * @param fields what {@link LinkFields#write} made of the draft, behind the {@link DomainField}
   * @param manner its retry key stands in the fields
   */
  static AddSave of(
      Decisions decisions,
      LinkTable table,
      int bytesMax,
      Key key,
      Draft draft,
      byte[] fields,
      Manner manner) {
    int kind = fields.length == 0 ? RecordCodec.ADD : RecordCodec.ADD | RecordCodec.HAS_FIELDS;
    byte[] codeAndRest = RecordCodec.codeAndRest(key, fields, draft.target());
    long hash = table.hash(key.domain(), codeAndRest, 1, codeAndRest[0] & 0xff);
    return new AddSave(decisions, table, bytesMax, hash, key, draft, kind, codeAndRest, manner);
  }

  @Override
  protected void prepareToDecide() {
    super.prepareToDecide();
    decisions.touch(codeAndRest);
  }

  @Override
  protected void decide(Batch batch) {
    Added otherwise = decisions.otherwise(key, draft, manner);
    if (otherwise != null) {
      decided(otherwise);
      return;
    }
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
    Link link = decisions.newLink(key, draft);
    number = link.number();
    createdMillis = link.created().toEpochMilli();
    position = decisions.add(batch, hash(), link, kind, codeAndRest);
    decisions.decided(draft, link);
    decided(new Saved(link));
  }

  @Override
  protected void publish() {
    if (position != NOT_ADDED) {
      table().add(hash(), number, position);
      table().secondary().made(key.domain(), draft, number, createdMillis, manner);
    }
  }

  @Override
  Added unsaved(Unsaved unsaved) {
    return unsaved;
  }
}
