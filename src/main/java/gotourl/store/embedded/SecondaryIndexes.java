package gotourl.store.embedded;

import gotourl.link.Draft;
import gotourl.link.Link;
import gotourl.link.Manner;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What leads to links otherwise than by key or number: retry keys, robots' invitations, targets.
 * Caches of what the links' frames say; written by whoever writes the {@link LinkTable}.
 */
final class SecondaryIndexes {

  private final RetryTable retries = new RetryTable();
  private final CrawlableNumbers crawlable = new CrawlableNumbers();

  /** {@code null}: nobody looks for equal links. */
  private @Nullable ReuseIndex reuse;

  RetryTable retries() {
    return retries;
  }

  CrawlableNumbers crawlable() {
    return crawlable;
  }

  @Nullable ReuseIndex reuse() {
    return reuse;
  }

  /** Before anybody else sees the table. */
  ReuseIndex indexTargets(byte[] seed, LongFunction<@Nullable Link> links) {
    ReuseIndex made = new ReuseIndex(seed, links);
    reuse = made;
    return made;
  }

  /** A new link in this domain says this. */
  void made(int ofDomain, Draft draft, long number, long createdMillis, Manner manner) {
    if (reuse != null) {
      reuse.add(draft.target(), number);
    }
    if (draft.terms().crawlable()) {
      crawlable.put(ofDomain, number, true);
    }
    if (manner.retry().isPresent()) {
      retries.put(new RetryTable.Entry(manner.retry().get(), number, createdMillis));
    }
  }

  /** A link that was the first one, if it was any, is the other now, if it is any. */
  void became(@Nullable Link from, @Nullable Link to) {
    crawlable.became(from, to);
    if (reuse == null || (from != null && to != null && from.target().equals(to.target()))) {
      return;
    }
    if (from != null) {
      reuse.remove(from.target(), from.number());
    }
    if (to != null) {
      reuse.add(to.target(), to.number());
    }
  }
}
