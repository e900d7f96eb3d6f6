package gotourl.journal;

import org.jspecify.annotations.Nullable;

/**
 * One request to the save loop. After {@link SaveLoop#submit} exactly one of {@link #acknowledge},
 * {@link #refuse} and {@link #fail} is called, once; the first only after {@link #publish}.
 *
 * <pre>
 *   submit --> decide --> (written, synced) --> publish --> acknowledge
 *      \           \-- throws --> fail     \-- disk fails --> refuse
 *       \-- queue full, closed --> refuse
 * </pre>
 */
public abstract class Save {

  /** What {@link #decide} threw; belongs to {@link SaveLoop}. */
  @Nullable RuntimeException defect;

  private final int bytesMax;

  /**
   * @param bytesMax at least the bytes of the frames that {@link #decide} may append
   */
  protected Save(int bytesMax) {
    this.bytesMax = bytesMax;
  }

  final int bytesMax() {
    return bytesMax;
  }

  /**
   * Called for a group of saves before the first of them is decided: to ask for memory that the
   * decision will look at, so that its delays overlap. On the save loop.
   */
  protected void prepareToDecide() {}

  /**
   * Takes the decision, and appends its frames, if any. Sees what the saves before it in the same
   * batch decided. On the save loop.
   */
  protected abstract void decide(Batch batch);

  /**
   * Whether it needs the journal at all. One that appends nothing, whatever it decides, is
   * published even when the disk refuses the rest of its batch.
   */
  protected boolean needsDisk() {
    return true;
  }

  /** The same before a group is published. On the save loop. */
  protected void prepareToPublish() {}

  /** The frames have been saved: readers may see them. On the save loop. */
  protected abstract void publish();

  /** The whole batch is published. On the save loop. */
  protected abstract void acknowledge();

  /**
   * Nothing was saved. On the save loop or, if the queue did not take it, on the caller's thread.
   */
  protected abstract void refuse(Refusal refusal);

  /** {@link #decide} threw. On the save loop. */
  protected abstract void fail(RuntimeException defect);
}
