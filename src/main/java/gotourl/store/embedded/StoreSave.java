package gotourl.store.embedded;

import gotourl.journal.Refusal;
import gotourl.journal.Save;
import gotourl.link.LinkStore.Unsaved;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A save whose answer is an outcome of the port, and whose change goes to the table when it is
 * saved.
 *
 * @param <O> what the caller gets; {@link Unsaved} is one of its cases
 */
abstract class StoreSave<O> extends Save {

  private static final long NO_KEY = 0;

  /** When a full queue or a failed disk is worth another try: the header has whole seconds. */
  static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /** Somebody has to come and repair it first. */
  private static final Duration RETRY_AFTER_REPAIR = Duration.ofHours(1);

  private final LinkTable table;

  /** The hash of the key that is decided about; {@link #NO_KEY} if none is. */
  private final long hash;

  private final CompletableFuture<O> stage = new CompletableFuture<>();

  /** Set by the decision, if it changes anything. */
  private @Nullable LinkChange change;

  /** Set by the decision; told when it is saved. */
  private @Nullable O outcome;

  /** About no key. */
  StoreSave(LinkTable table, int bytesMax) {
    this(table, bytesMax, NO_KEY);
  }

  StoreSave(LinkTable table, int bytesMax, HashedKey key) {
    this(table, bytesMax, key.hash());
  }

  StoreSave(LinkTable table, int bytesMax, long hash) {
    super(bytesMax);
    this.table = table;
    this.hash = hash;
  }

  final CompletableFuture<O> stage() {
    return stage;
  }

  final void decided(O outcome) {
    this.outcome = outcome;
  }

  /** Nothing can be decided about a key whose frame is damaged. */
  final void decidedUnreadable() {
    decided(unsaved(new Unsaved(Unsaved.Cause.DAMAGE, RETRY_AFTER_REPAIR)));
  }

  /** It would take more tags than there may be. */
  final void decidedTooManyTags() {
    decided(unsaved(new Unsaved(Unsaved.Cause.TOO_MANY_TAGS, RETRY_AFTER_REPAIR)));
  }

  final void change(LinkChange decided) {
    change = decided;
  }

  abstract O unsaved(Unsaved unsaved);

  final LinkTable table() {
    return table;
  }

  /** Of the key that is decided about. */
  final long hash() {
    return hash;
  }

  @Override
  protected void prepareToDecide() {
    touchKey();
  }

  @Override
  protected final void prepareToPublish() {
    touchKey();
  }

  private void touchKey() {
    if (hash != NO_KEY) {
      table.touch(hash);
    }
  }

  @Override
  protected void publish() {
    if (change != null) {
      table.apply(change);
    }
  }

  @Override
  protected final void acknowledge() {
    stage.complete(outcome);
  }

  @Override
  protected final void refuse(Refusal refusal) {
    Unsaved.Cause cause =
        switch (refusal) {
          case QUEUE_FULL -> Unsaved.Cause.QUEUE_FULL;
          case DISK -> Unsaved.Cause.DISK;
          case CLOSED -> Unsaved.Cause.CLOSED;
        };
    stage.complete(unsaved(new Unsaved(cause, RETRY_AFTER)));
  }

  @Override
  protected final void fail(RuntimeException defect) {
    stage.completeExceptionally(defect);
  }
}
