package gotourl.access;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * When secrets were used last, written down once a minute at most: by the use that comes when the
 * minute is over, so that no thread waits for it. Any thread. As many entries as there are
 * credentials, at most.
 */
final class LastUses {

  /** A busy client costs one frame in this time. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final CredentialStore store;

  /** Not handed to the store yet, by number. */
  private final Map<Integer, Instant> waiting = new ConcurrentHashMap<>();

  /** When the store was told last; {@code null}: never. */
  private final AtomicReference<@Nullable Instant> written = new AtomicReference<>();

  LastUses(CredentialStore store) {
    this.store = store;
  }

  void note(int number, Instant now) {
    waiting.put(number, now);
    Instant before = written.get();
    if (isOver(before, now) && written.compareAndSet(before, now)) {
      write();
    }
  }

  /** Also when the clock was set back. */
  private static boolean isOver(@Nullable Instant before, Instant now) {
    return before == null || now.isBefore(before) || !now.isBefore(before.plus(PAUSE));
  }

  /** Hands on what waits. If it cannot be saved, a later use is written down in its place. */
  void write() {
    Map<Integer, Instant> uses = new HashMap<>();
    for (Integer number : Set.copyOf(waiting.keySet())) {
      Instant time = waiting.remove(number);
      if (time != null) {
        uses.put(number, time);
      }
    }
    if (!uses.isEmpty()) {
      store.noteUses(uses);
    }
  }

  /** With what is not written down yet. */
  Kept with(Kept kept) {
    Instant time = waiting.get(kept.credential().number());
    return time == null ? kept : kept.usedAt(time);
  }
}
