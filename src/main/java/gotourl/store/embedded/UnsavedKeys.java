package gotourl.store.embedded;

import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.store.embedded.LinkTable.Holder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the batch in work has decided about keys: a small table by their hashes, which is emptied
 * with each batch. Save loop only.
 *
 * <pre>
 *   slot   hash, its upper 44 bits | decision, 20 bits; 0 = empty
 * </pre>
 *
 * The slots hold no references, so that the collector has nothing to do with most of it.
 */
final class UnsavedKeys {

  private static final int DECISION_BITS = 20;

  /** Above what a batch of {@code Journal.Options.BATCH_BYTES_MAX} can have by eight times. */
  private static final int DECISIONS_MAX = (1 << DECISION_BITS) - 1;

  private static final int SLOTS_MIN = 1 << 11;

  /** A batch that had more leaves no large table to be cleared after each small one. */
  private static final int SLOTS_KEPT_MAX = 1 << 16;

  private static final long REMOVED = -1;

  private long[] slots = new long[SLOTS_MIN];

  // By decision, from 1. A later one about the same key takes the place of the earlier.
  private @Nullable Link[] links = new Link[SLOTS_MIN / 2];
  private long[] positions = new long[SLOTS_MIN / 2];

  private int size;

  /** Whether nothing was decided about any key of this hash. */
  boolean hasNone(long hash) {
    if (size == 0) {
      return true;
    }
    for (int slot = home(hash); slots[slot] != 0; slot = next(slot)) {
      if (isOf(slots[slot], hash)) {
        return false;
      }
    }
    return true;
  }

  @Nullable Holder get(HashedKey key) {
    int decision = size == 0 ? 0 : decision(slot(key.hash(), key.key()));
    if (decision == 0) {
      return null;
    }
    return positions[decision] == REMOVED
        ? Holder.Nobody.NOBODY
        : new Holder.Held(link(decision), positions[decision]);
  }

  /** The key of this hash has this link now, whose frame will be at this position. */
  void put(long hash, Link link, long position) {
    if (size + 1 >= links.length) {
      grow();
    }
    int slot = slot(hash, link.key());
    int decision = decision(slot);
    if (decision == 0) {
      decision = ++size;
      slots[slot] = (hash & (-1L << DECISION_BITS)) | decision;
    }
    links[decision] = link;
    positions[decision] = position;
  }

  /** Nobody has the key of this link any more. */
  void putRemoved(long hash, Link link) {
    put(hash, link, REMOVED);
  }

  void clear() {
    if (size == 0) {
      return;
    }
    if (slots.length > SLOTS_KEPT_MAX) {
      slots = new long[SLOTS_MIN];
      links = new Link[SLOTS_MIN / 2];
      positions = new long[SLOTS_MIN / 2];
    } else {
      Arrays.fill(slots, 0);
      Arrays.fill(links, 1, size + 1, null);
    }
    size = 0;
  }

  /** Where the key is or would be. */
  private int slot(long hash, Key key) {
    int slot = home(hash);
    while (slots[slot] != 0
        && !(isOf(slots[slot], hash) && link(decision(slot)).key().equals(key))) {
      slot = next(slot);
    }
    return slot;
  }

  private Link link(int decision) {
    Link link = links[decision];
    if (link == null) {
      throw new IllegalStateException("no decision " + decision);
    }
    return link;
  }

  private int decision(int slot) {
    return (int) slots[slot] & DECISIONS_MAX;
  }

  private static boolean isOf(long word, long hash) {
    return (word ^ hash) >>> DECISION_BITS == 0;
  }

  /** The lowest of the bits that are kept choose: shards are chosen by the highest. */
  private int home(long word) {
    return (int) (word >>> DECISION_BITS) & (slots.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (slots.length - 1);
  }

  private void grow() {
    long[] old = slots;
    if (old.length > DECISIONS_MAX) {
      throw new IllegalStateException("a batch of " + size + " decisions");
    }
    slots = new long[2 * old.length];
    links = Arrays.copyOf(links, slots.length / 2);
    positions = Arrays.copyOf(positions, slots.length / 2);
    for (long word : old) {
      if (word != 0) {
        int slot = home(word);
        while (slots[slot] != 0) {
          slot = next(slot);
        }
        slots[slot] = word;
      }
    }
  }
}
