package gotourl.store.embedded;

import gotourl.store.embedded.LinkTable.Holder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the batch in work has decided about keys: a small table by their hashes, which is emptied
 * with each batch. Save loop only.
 */
final class UnsavedKeys {

  private static final int SLOTS_MIN = 1 << 10;

  /** A batch that had more leaves no large table to be cleared after each small one. */
  private static final int SLOTS_KEPT_MAX = 1 << 16;

  private @Nullable HashedKey[] keys = new HashedKey[SLOTS_MIN];
  private Holder[] holders = new Holder[SLOTS_MIN];

  /** A bit for each slot, so that most lookups and all clearing touch little memory. */
  private long[] used = new long[SLOTS_MIN / Long.SIZE];

  private int size;

  @Nullable Holder get(HashedKey key) {
    if (size == 0) {
      return null;
    }
    for (int slot = home(key.hash()); isUsed(slot); slot = next(slot)) {
      if (isAt(slot, key)) {
        return holders[slot];
      }
    }
    return null;
  }

  void put(HashedKey key, Holder holder) {
    if (size >= keys.length / 2) {
      grow();
    }
    int slot = home(key.hash());
    while (isUsed(slot) && !isAt(slot, key)) {
      slot = next(slot);
    }
    if (!isUsed(slot)) {
      used[slot / Long.SIZE] |= 1L << slot;
      size++;
    }
    keys[slot] = key;
    holders[slot] = holder;
  }

  void clear() {
    if (size == 0) {
      return;
    }
    if (keys.length > SLOTS_KEPT_MAX) {
      allocate(SLOTS_MIN);
    } else {
      // Keys and holders are left behind in unused slots until others take their place.
      Arrays.fill(used, 0);
    }
    size = 0;
  }

  private boolean isAt(int slot, HashedKey key) {
    HashedKey there = keys[slot];
    return there != null && there.hash() == key.hash() && there.key().equals(key.key());
  }

  private boolean isUsed(int slot) {
    return (used[slot / Long.SIZE] & 1L << slot) != 0;
  }

  /** The lowest bits choose: shards are chosen by the highest. */
  private int home(long hash) {
    return (int) hash & (keys.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (keys.length - 1);
  }

  private void grow() {
    @Nullable HashedKey[] oldKeys = keys;
    Holder[] oldHolders = holders;
    long[] oldUsed = used;
    allocate(oldKeys.length * 2);
    size = 0;
    for (int slot = 0; slot < oldKeys.length; slot++) {
      HashedKey key = oldKeys[slot];
      if (key != null && (oldUsed[slot / Long.SIZE] & 1L << slot) != 0) {
        put(key, oldHolders[slot]);
      }
    }
  }

  private void allocate(int slots) {
    keys = new HashedKey[slots];
    holders = new Holder[slots];
    used = new long[slots / Long.SIZE];
  }
}
