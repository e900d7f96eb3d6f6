package gotourl.store.embedded;

import gotourl.journal.Batch;
import gotourl.link.Draft;
import gotourl.link.Link;
import gotourl.link.LinkStore.Added;
import gotourl.link.LinkStore.Saved;
import gotourl.link.LinkStore.Taken;
import gotourl.link.LinkStore.Unsaved;
import gotourl.link.Manner;
import gotourl.link.Tags;
import gotourl.store.embedded.LinkTable.Holder.Held;
import gotourl.store.embedded.LinkTable.Holder.Nobody;
import gotourl.store.embedded.LinkTable.Holder.Unreadable;

/**
 * A new link with tags, or from elsewhere. The numbers of tags and what it brings along are only
 * decided in its turn, so that the frame is made then: {@link AddSave} is the quick way of all
 * others.
 */
final class DetailedAddSave extends StoreSave<Added> {

  /** In place of a position: no frame begins there. */
  private static final long NOT_ADDED = 0;

  private final Decisions decisions;
  private final HashedKey key;
  private final Draft draft;
  private final Manner manner;
  private long number;
  private long createdMillis;
  private long position = NOT_ADDED;
  private int[] tags = NumberedTags.NO_NUMBERS;

  DetailedAddSave(
      Decisions decisions,
      LinkTable table,
      int bytesMax,
      HashedKey key,
      Draft draft,
      Manner manner) {
    super(table, bytesMax, key);
    this.manner = manner;
    this.decisions = decisions;
    this.key = key;
    this.draft = draft;
  }

  @Override
  protected void decide(Batch batch) {
    Added otherwise = decisions.otherwise(key.key(), draft, manner);
    if (otherwise != null) {
      decided(otherwise);
      return;
    }
    switch (decisions.holder(key)) {
      case Held(Link holder, long at) -> decided(new Taken(holder));
      case Unreadable unreadable -> decidedUnreadable();
      case Nobody nobody -> {
        decisions.tags().frames().begin();
        if (NumberedTags.isNone(draft.about().tags())) {
          add(batch, Tags.NONE);
        } else {
          decisions
              .tags()
              .intern(batch, draft.about().tags())
              .ifPresentOrElse(interned -> add(batch, interned), this::decidedTooManyTags);
        }
      }
    }
  }

  private void add(Batch batch, Tags interned) {
    Draft numbered = draft.withAbout(draft.about().withTags(interned));
    Link link = decisions.newLink(batch, key.key(), numbered, manner.origin());
    byte[] further =
        manner
            .retry()
            .map(RetryField::write)
            .orElseGet(() -> ChargedField.write(manner.origin().visits()));
    number = link.number();
    createdMillis = link.created().toEpochMilli();
    tags = NumberedTags.counted(numbered.terms(), numbered.about());
    position = decisions.addVersion(batch, key, link, further);
    change(decisions.tags().frames().change());
    decisions.decided(draft, link);
    decided(new Saved(link));
  }

  @Override
  protected void publish() {
    super.publish(); // Names before links that have them.
    if (position != NOT_ADDED) {
      table().add(hash(), number, position);
      table().asides().tags().count(tags, 1);
      if (manner.origin().visits() > 0) {
        table().asides().visits().atLeast(number, manner.origin().visits());
      }
      table().secondary().made(key.key().domain(), draft, number, createdMillis, manner);
    }
  }

  @Override
  Added unsaved(Unsaved unsaved) {
    return unsaved;
  }
}
