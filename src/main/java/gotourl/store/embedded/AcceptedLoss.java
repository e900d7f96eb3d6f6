package gotourl.store.embedded;

import gotourl.journal.Batch;
import gotourl.journal.SaveLoop;
import gotourl.link.LinkStore;

/** What a store has to say before it gives up what is lost. */
final class AcceptedLoss {

  private AcceptedLoss() {}

  /**
   * Claims every sequence up to where recovery has raised it, past all that may have been used, and
   * the numbers of credentials, domains and tags: the journal will not say any more that something
   * is missing. (Numbers of links are raised by the base of the segment that this goes to.)
   */
  static void save(LinkTable table, Decisions decisions, SaveLoop saveLoop) throws OpenException {
    int sequences = LinkStore.SEQUENCE_MAX + 1;
    StoreSave<Boolean> save =
        new StoreSave<>(table, (sequences + 2) * EmbeddedStore.FRAME_BYTES_BEYOND) {
          @Override
          protected void decide(Batch batch) {
            for (int sequence = 0; sequence < sequences; sequence++) {
              change(decisions.claim(batch, sequence, table.claimed(sequence)));
            }
            decisions.credentials().useUpNumbers(batch);
            decisions.domains().useUpNumbers(batch);
            decisions.tags().useUpNumbers(batch);
            decided(true);
          }

          @Override
          Boolean unsaved(LinkStore.Unsaved unsaved) {
            return false;
          }
        };
    saveLoop.submit(save);
    saveLoop.saveOnce();
    if (!save.stage().join()) {
      throw new OpenException("the disk does not take writes");
    }
  }
}
