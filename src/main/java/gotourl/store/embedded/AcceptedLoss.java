package gotourl.store.embedded;

import gotourl.journal.Batch;
import gotourl.journal.SaveLoop;
import gotourl.link.LinkStore;
import java.util.List;

/** What a store has to say before it gives up what is lost. */
final class AcceptedLoss {

  /** Well within a batch, each being a few bytes. */
  private static final int VISITS_TOGETHER = 1_000;

  private AcceptedLoss() {}

  /**
   * Claims every sequence up to where recovery has raised it, past all that may have been used, and
   * the numbers of credentials, domains and tags, and that visits may be missing: the journal will
   * not say any more that something is missing. (Numbers of links are raised by the base of the
   * segment that this goes to.)
   */
  static void save(LinkTable table, Decisions decisions, SaveLoop saveLoop) throws OpenException {
    int sequences = LinkStore.SEQUENCE_MAX + 1;
    saveDoubts(table, decisions, saveLoop);
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
    run(save, saveLoop);
  }

  /** That visits may be missing, and behind it those that are known in spite of that. */
  private static void saveDoubts(LinkTable table, Decisions decisions, SaveLoop saveLoop)
      throws OpenException {
    List<LinkRecord.OfVisits> all = table.asides().visits().doubtBeyond(new VisitTable());
    for (int from = 0; from < all.size(); from += VISITS_TOGETHER) {
      List<LinkRecord.OfVisits> some =
          all.subList(from, Math.min(all.size(), from + VISITS_TOGETHER));
      run(
          new StoreSave<>(table, some.size() * EmbeddedStore.FRAME_BYTES_BEYOND) {
            @Override
            protected void decide(Batch batch) {
              some.forEach(record -> decisions.visits().say(batch, record));
              decided(true);
            }

            @Override
            Boolean unsaved(LinkStore.Unsaved unsaved) {
              return false;
            }
          },
          saveLoop);
    }
  }

  private static void run(StoreSave<Boolean> save, SaveLoop saveLoop) throws OpenException {
    saveLoop.submit(save);
    saveLoop.saveOnce();
    if (!save.stage().join()) {
      throw new OpenException("the disk does not take writes");
    }
  }
}
