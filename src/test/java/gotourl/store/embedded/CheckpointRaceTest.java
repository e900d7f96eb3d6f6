package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.Draft;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Peek;
import gotourl.link.Terms;
import gotourl.support.Seed;
import gotourl.support.SimDisk;
import gotourl.support.TagCounts;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Checkpoints that are written while others save, and the power cuts that follow. */
class CheckpointRaceTest {

  private static final int ROUNDS = 15;
  private static final int WRITERS = 2;
  private static final int KEYS_A_WRITER = 150;
  private static final int OPERATIONS = 400;

  @Test
  void aReplayOverACheckpointMadeMeanwhileComesToTheSameEnd() throws Exception {
    long seed = Seed.next("CheckpointRaceTest");
    SimDisk disk = new SimDisk(seed);
    Map<String, String> expected = new HashMap<>();
    int checkpoints = 0;
    for (int round = 0; round < ROUNDS; round++) {
      EmbeddedStore store = SimStore.open(disk);
      assertHolds(store, expected, "round " + round);
      store.startSaving();
      checkpoints += write(store, disk, seed + round, expected);
      if (round % 3 == 2) {
        store.close();
      }
      disk.crash();
    }
    assertHolds(SimStore.open(disk), expected, "at the end");
    assertThat(checkpoints).as("made while others wrote").isPositive();
  }

  /** Returns how many checkpoints were written meanwhile. */
  private static int write(
      EmbeddedStore store, SimDisk disk, long seed, Map<String, String> expected) throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1)) {
      Future<Integer> maintenance =
          threads.submit(() -> {
            int written = 0;
            byte[] last = checkpoint(disk);
            do {
              store.maintainOnce();
              byte[] now = checkpoint(disk);
              written += Arrays.equals(now, last) ? 0 : 1;
              last = now;
            } while (!done.get());
            return written;
          });
      Map<Integer, Future<Map<String, String>>> writers = new HashMap<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        writers.put(writer, threads.submit(writer(store, writer, seed, expected)));
      }
      for (Future<Map<String, String>> writer : writers.values()) {
        writer.get().forEach((code, target) -> expected.put(code, target));
      }
      done.set(true);
      assertThat(disk.isDown()).isFalse();
      return maintenance.get();
    }
  }

  private static byte[] checkpoint(SimDisk disk) throws IOException {
    return disk.list().contains(CheckpointFile.NAME)
        ? disk.bytes(CheckpointFile.NAME)
        : new byte[0];
  }

  /** Each has keys of its own, so that the last answer says what is there; "" is a removed one. */
  private static Callable<Map<String, String>> writer(
      EmbeddedStore store, int writer, long seed, Map<String, String> before) {
    Random random = new Random(seed * WRITERS + writer);
    Map<String, String> known = new HashMap<>(before);
    return () -> {
      Map<String, String> mine = new HashMap<>();
      for (int i = 0; i < OPERATIONS; i++) {
        String code = "w" + writer + "-" + random.nextInt(KEYS_A_WRITER);
        String target = "http://t/" + seed + "/" + i;
        boolean isThere = !known.getOrDefault(code, "").isEmpty();
        if (!isThere) {
          assertThat(store.add(key(code), draft(random, target)).toCompletableFuture().join())
              .isInstanceOf(LinkStore.Saved.class);
        } else if (random.nextInt(3) == 0) {
          target = "";
          assertThat(store.remove(key(code), LinkStore.ANY_VERSION).toCompletableFuture().join())
              .isInstanceOf(LinkStore.Gone.class);
        } else {
          assertThat(
                  store
                      .replace(key(code), LinkStore.ANY_VERSION, draft(random, target))
                      .toCompletableFuture()
                      .join())
              .isInstanceOf(LinkStore.Saved.class);
        }
        known.put(code, target);
        mine.put(code, target);
      }
      return mine;
    };
  }

  private static Draft draft(Random random, String target) {
    Draft plain = Draft.to(target);
    Draft draft =
        new Draft(
            target,
            random.nextBoolean() ? Terms.NONE : Terms.NONE.withCrawlable(true),
            plain.about(),
            plain.author());
    return draft.withAbout(draft.about().withTags(TagCounts.random(random)));
  }

  private static void assertHolds(EmbeddedStore store, Map<String, String> expected, String as) {
    expected.forEach((code, target) -> {
      switch (store.peek(key(code))) {
        case Peek.Found(Link link) -> assertThat(link.target()).as(as).isEqualTo(target);
        case Peek.Absent absent -> assertThat(target).as(as + ": " + code).isEmpty();
        case Peek.Elsewhere elsewhere -> throw new AssertionError(elsewhere);
      }
    });
    long links = expected.values().stream().filter(target -> !target.isEmpty()).count();
    assertThat(store.size()).as(as).isEqualTo(links);
    TagCounts.assertExact(store, SimStore.links(store));
    CrawlableTruth.assertExact(store, SimStore.links(store));
  }
}
