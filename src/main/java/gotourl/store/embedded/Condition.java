package gotourl.store.embedded;

import gotourl.journal.SaveLoop;
import org.jspecify.annotations.Nullable;

/**
 * How a store is, for those who look after it.
 *
 * @param failing since when and why saves are refused, or {@code null}
 * @param hasDied whether saving has ended by a defect, until a restart
 * @param damagesAtStart stretches that were not what was written when it was opened
 * @param damagedFrames damaged frames that readers met since
 * @param linksInDoubt links that are not served because damage may hide what became of them
 */
public record Condition(
    SaveLoop.@Nullable Failing failing,
    boolean hasDied,
    int damagesAtStart,
    int damagedFrames,
    int linksInDoubt) {}
