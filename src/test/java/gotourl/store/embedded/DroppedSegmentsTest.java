package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.ContainedText;
import gotourl.link.LinkFilter;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Saved;
import gotourl.link.Listing.Order;
import gotourl.support.Listings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A file that was deleted keeps its place on the disk as long as it is mapped or open. */
@EnabledOnOs(OS.LINUX)
class DroppedSegmentsTest {

  private static final int LINKS = 100;

  /** Some segments full of edits. */
  private static final int ROUNDS = 30;

  private static final int LOOK_MILLIS = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir private Path directory;

  @Test
  void theDiskOfADroppedSegmentIsReallyFreeSoonAfter() throws Exception {
    try (EmbeddedStore store = BusyStore.open(directory, BusyStore.NO_HISTORY)) {
      for (int i = 0; i < LINKS; i++) {
        store.add(key("k" + i), "http://t/" + i);
      }
      for (int round = 0; round < ROUNDS; round++) {
        edit(store, round);
        // A search reads segments that may be dropped under it.
        assertThat(Listings.all(store, Order.NEWEST, LinkFilter.of(text("/" + round + "/")), LINKS))
            .hasSize(LINKS);
      }
      assertThat(mapped()).anyMatch(line -> line.contains(directory.toString()));
      await(this::firstSegment, PATIENCE);
      await(this::held, SOON);
    }
  }

  /** Until there is nothing of the kind any more. */
  private static void await(Callable<List<String>> kind, Duration patience) throws Exception {
    long begin = System.nanoTime();
    List<String> left = kind.call();
    while (!left.isEmpty()) {
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).as("%s", left).isLessThan(patience);
      Thread.sleep(LOOK_MILLIS);
      left = kind.call();
    }
  }

  private static void edit(EmbeddedStore store, int round) {
    List<CompletableFuture<LinkStore.Replaced>> edits = new ArrayList<>();
    for (int i = 0; i < LINKS; i++) {
      edits.add(
          store
              .replace(key("k" + i), LinkStore.ANY_VERSION, "http://t/" + round + "/" + i)
              .toCompletableFuture());
    }
    edits.forEach(edit -> assertThat(edit.join()).isInstanceOf(Saved.class));
  }

  /** Until it is compacted and dropped. */
  private List<String> firstSegment() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(Path::toString)
          .filter(file -> file.endsWith("/0000000000000001.seg"))
          .toList();
    }
  }

  /** What is deleted and not given back. */
  private List<String> held() throws IOException {
    List<String> held = new ArrayList<>(mapped());
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        try {
          held.add(Files.readSymbolicLink(descriptor).toString());
        } catch (NoSuchFileException e) {
          // It was closed meanwhile.
        }
      }
    }
    held.removeIf(line -> !line.contains(directory.toString()) || !line.endsWith("(deleted)"));
    return held;
  }

  private static List<String> mapped() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/maps"));
  }

  private static ContainedText text(String text) {
    return ((ContainedText.Valid) ContainedText.parse(text)).text();
  }
}
