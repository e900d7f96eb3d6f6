package gotourl.store.embedded;

import gotourl.journal.Batch;
import gotourl.link.Domain;
import gotourl.link.Draft;
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
 * looks at this object and {@link #codeAndRest}, four cache lines, and at nothing else that another
 * core has just written.
 */
final class AddSave extends StoreSave<Added> {

  private static final long NOT_ADDED = 0;

  private final Decisions decisions;
  private final Key key;
  private final int domain;
  private final Draft draft;
  private final int kind;
  private final byte[] codeAndRest;
  private long number;
  private long position = NOT_ADDED;

  private AddSave(
      Decisions decisions,
      LinkTable table,
      int bytesMax,
      long hash,
      Key key,
      Draft draft,
      int kind,
      byte[] codeAndRest) {
    super(table, bytesMax, hash);
    this.decisions = decisions;
    this.key = key;
    this.domain = key.domain();
    this.draft = draft;
    this.kind = kind;
    this.codeAndRest = codeAndRest;
  }

  /**
   * @param fields what {@link LinkFields#write} made of the draft, behind the {@link DomainField}
   */
  static AddSave of(
      Decisions decisions, LinkTable table, int bytesMax, Key key, Draft draft, byte[] fields) {
    int kind = fields.length == 0 ? RecordCodec.ADD : RecordCodec.ADD | RecordCodec.HAS_FIELDS;
    byte[] codeAndRest = RecordCodec.codeAndRest(key, fields, draft.target());
    long hash = table.hash(key.domain(), codeAndRest, 1, codeAndRest[0] & 0xff);
    return new AddSave(decisions, table, bytesMax, hash, key, draft, kind, codeAndRest);
  }

  @Override
  protected void prepareToDecide() {
    super.prepareToDecide();
    decisions.touch(codeAndRest);
  }

  @Override
  protected void decide(Batch batch) {
    if (domain != Domain.DEFAULT_NUMBER && !decisions.domains().takesLinks(domain)) {
      decided(new Unsaved(Unsaved.Cause.DOMAIN, RETRY_AFTER));
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
    position = decisions.add(batch, hash(), link, kind, codeAndRest);
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
