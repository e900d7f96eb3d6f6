package gotourl.store.embedded;

import static gotourl.support.Keys.key;

import gotourl.journal.SyncPolicy;
import gotourl.support.SimDisk;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the journal under {@code src/test/resources/golden/format-N}, once for each format: a life
 * with every kind of frame, several segments and a stop, and the beginning of another that ends in
 * a crash.
 */
final class GoldenJournal {

  private static final int LINKS = 60;

  private GoldenJournal() {}

  /** Argument: the directory to write to. */
  public static void main(String[] args) throws Exception {
    SimDisk disk = new SimDisk(1);
    SimStore.TestClock clock = new SimStore.TestClock();
    EmbeddedStore first = SimStore.open(disk, SyncPolicy.ALWAYS, 1_500, clock, true);
    live(first, clock, 0);
    first.close();
    live(SimStore.open(disk, SyncPolicy.ALWAYS, 1_500, clock, false), clock, LINKS);
    for (String name : disk.list()) {
      Files.write(Path.of(args[0]).resolve(name), disk.bytes(name));
    }
  }

  private static void live(EmbeddedStore store, SimStore.TestClock clock, int from) {
    store.claim(7, 0, 64);
    for (int i = from; i < from + LINKS; i++) {
      clock.now = clock.now.plusMillis(17);
      store.add(key(store.domain(), "Link/" + i + "é"), "https://example.org/" + i);
      if (i % 3 == 0) {
        store.replace(key(store.domain(), "Link/" + i + "é"), 1, "https://example.org/new/" + i);
      }
      if (i % 10 == 9) {
        store.remove(key(store.domain(), "Link/" + i + "é"), 1);
      }
      store.saveOnce();
    }
  }
}
