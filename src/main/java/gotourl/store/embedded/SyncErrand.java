package gotourl.store.embedded;

import gotourl.journal.Batch;

/** Under a relaxed sync policy: all that was published before is durable when this is done. */
final class SyncErrand extends Errand {

  @Override
  protected void decide(Batch batch) {
    batch.mustSync();
  }
}
