package gotourl.store.embedded;

import gotourl.link.RetryKey;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which links were made under which {@link RetryKey}, for as long as that is remembered. Written by
 * one thread (first recovery, then the save loop); read by any.
 */
final class RetryTable {

  /**
   * Three a second for a day; a hundred bytes each. Beyond it, an add under such a key is refused:
   * to forget one early would make a second link of a retry.
   */
  static final int ENTRIES_MAX = 1 << 18;

  /** That this key's link has this number. */
  record Entry(RetryKey key, long number, long createdMillis) {

    boolean isKeptAt(Instant now) {
      return now.isBefore(Instant.ofEpochMilli(createdMillis).plus(RetryKey.KEPT));
    }
  }

  private final Map<RetryKey.Name, Entry> byName = new ConcurrentHashMap<>();

  /** The same, the first ones made first. The writer's own. */
  private final Queue<Entry> byTime = new ArrayDeque<>();

  /** Writer only. */
  void put(Entry entry) {
    forget(Instant.ofEpochMilli(entry.createdMillis()));
    Entry before = byName.put(entry.key().name(), entry);
    if (!entry.equals(before)) {
      byTime.add(entry);
    }
  }

  /** Writer only. */
  boolean hasRoomAt(Instant now) {
    if (byName.size() >= ENTRIES_MAX) {
      forget(now);
    }
    return byName.size() < ENTRIES_MAX;
  }

  private void forget(Instant now) {
    for (Entry oldest = byTime.peek();
        oldest != null && !oldest.isKeptAt(now);
        oldest = byTime.peek()) {
      byTime.remove();
      byName.remove(oldest.key().name(), oldest);
    }
  }

  /** Any thread. */
  @Nullable Entry find(RetryKey key, Instant now) {
    Entry entry = byName.get(key.name());
    return entry != null && entry.isKeptAt(now) ? entry : null;
  }

  /** Writer only. */
  List<Entry> entries() {
    return List.copyOf(byTime);
  }
}
