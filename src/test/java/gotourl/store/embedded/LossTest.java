package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.journal.Journal;
import gotourl.journal.SyncPolicy;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Peek;
import gotourl.support.SimDisk;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Segments that are missing, swapped, doubled, cut off or from elsewhere. PROMISES D6. */
class LossTest {

  private static final int LINKS = 60;
  private static final long CLAIMED = 640;

  /** The journal as it was before anything happened to it, and which links each file holds. */
  private final Map<String, byte[]> journal = new TreeMap<>();

  private final Map<String, List<Link>> linksByFile = new TreeMap<>();
  private List<String> files = List.of();

  @BeforeEach
  void aJournalOfSomeSegments() throws Exception {
    SimDisk disk = new SimDisk(1);
    EmbeddedStore store = open(disk);
    for (int i = 0; i < LINKS; i++) {
      var added = store.add(key("k" + i), "http://t/" + "x".repeat(60) + i).toCompletableFuture();
      store.saveOnce();
      String file = disk.list().stream().sorted().toList().getLast();
      linksByFile
          .computeIfAbsent(file, f -> new ArrayList<>())
          .add(((LinkStore.Saved) added.join()).link());
      if (i % 6 == 5) {
        store.claim(7, 0, 64);
        store.saveOnce();
      }
    }
    store.close();
    files = disk.list().stream().filter(Journal::isSegment).sorted().toList();
    assertThat(files).hasSizeGreaterThan(4);
    disk.list().forEach(name -> journal.put(name, disk.bytes(name)));
  }

  @Test
  void aMissingSegmentCostsItsLinks() throws Exception {
    for (String missing : files.subList(1, files.size() - 1)) {
      SimDisk disk = disk();
      disk.remove(missing);
      assertRefusedThenAccepted(disk, missing + " is missing", linksOf(missing));
    }
  }

  @Test
  void severalMissingSegmentsAreNamedTogether() throws Exception {
    SimDisk disk = disk();
    disk.remove(files.get(1));
    disk.remove(files.get(2));
    assertRefusedThenAccepted(
        disk,
        files.get(1) + " to " + files.get(2) + " is missing",
        linksOf(files.get(1), files.get(2)));
  }

  @Test
  void swappedSegmentsAreReadInTheirOwnOrder() throws Exception {
    for (int i = 1; i + 1 < files.size(); i++) {
      SimDisk disk = disk();
      disk.plant(files.get(i), bytes(files.get(i + 1)));
      disk.plant(files.get(i + 1), bytes(files.get(i)));
      assertRefusedThenAccepted(
          disk, files.get(i) + " holds segment " + (i + 2) + ": it was renamed", List.of());
    }
  }

  @Test
  void aDoubledSegmentCostsTheLinksOfTheOneInWhosePlaceItStands() throws Exception {
    SimDisk disk = disk();
    disk.plant(files.get(2), bytes(files.get(1)));
    assertRefusedThenAccepted(disk, files.get(2) + " holds segment 2", linksOf(files.get(2)));
    assertThat(disk.list()).anyMatch(name -> name.startsWith("0000000000000003.aside-"));
  }

  @Test
  void anOlderShorterCopyCostsTheLinksThatItLacks() throws Exception {
    byte[] whole = bytes(files.get(1));
    List<Link> links = linksOf(files.get(1));
    for (int cut = 20; cut < whole.length - 400; cut += 41) {
      SimDisk disk = disk();
      disk.plant(files.get(1), Arrays.copyOf(whole, whole.length - cut));
      EmbeddedStore store =
          assertRefusedThenAccepted(disk, files.get(1) + " ends at offset", linksOf(files.get(1)));
      assertThat(links).as("%d bytes cut off", cut).anyMatch(link -> isServed(store, link));
      assertThat(links).as("%d bytes cut off", cut).anyMatch(link -> !isServed(store, link));
    }
  }

  @Test
  void aFileThatIsNoSegmentIsKeptAside() throws Exception {
    byte[] garbage = new byte[5_000];
    for (String file : files.subList(1, files.size())) {
      SimDisk disk = disk();
      disk.plant(file, garbage);
      assertRefusedThenAccepted(disk, file + " has no whole copy of its header", linksOf(file));
      String aside =
          disk.list().stream().filter(name -> name.contains(".aside-")).findFirst().orElseThrow();
      assertThat(disk.bytes(aside)).isEqualTo(garbage);
    }
  }

  @Test
  void withoutTheBirthFramesThereIsNoStore() throws Exception {
    SimDisk disk = disk();
    disk.remove(files.getFirst());
    assertThatThrownBy(() -> SimStore.openAccepting(disk))
        .isInstanceOf(OpenException.class)
        .hasMessageContaining("restore the first segment");
    disk.plant(files.getFirst(), bytes(files.getFirst()));
    assertThat(SimStore.open(disk).size()).isEqualTo(LINKS);
  }

  /** D3 for a start that accepts a loss. */
  @Test
  void aCrashAtAnyOperationOfAnAcceptingStartLosesNoMore() throws Exception {
    for (int loss = 0; loss < 4; loss++) {
      long operations = acceptWithCrash(loss, 1, Long.MAX_VALUE / 2);
      assertThat(operations).isGreaterThan(10);
      for (long n = 0; n < operations; n++) {
        for (int seed = 0; seed < 3; seed++) {
          acceptWithCrash(loss, seed, n);
        }
      }
    }
  }

  private long acceptWithCrash(int loss, long seed, long after) throws Exception {
    SimDisk disk = disk(seed);
    List<Link> lost =
        switch (loss) {
          case 0 -> {
            disk.remove(files.get(2));
            yield linksOf(files.get(2));
          }
          case 1 -> {
            disk.plant(files.get(2), bytes(files.get(3)));
            disk.plant(files.get(3), bytes(files.get(2)));
            yield List.<Link>of();
          }
          case 2 -> {
            disk.plant(files.get(2), Arrays.copyOf(bytes(files.get(2)), 600));
            yield linksOf(files.get(2));
          }
          default -> {
            disk.plant(files.getLast(), new byte[100]);
            yield linksOf(files.getLast());
          }
        };
    disk.faultAfter(after, SimDisk.Fault.CRASH);
    long before = disk.operations();
    try {
      SimStore.openAccepting(disk);
      assertThat(disk.isDown()).isFalse();
    } catch (IOException | OpenException e) {
      assertThat(disk.isDown()).as("%s", e).isTrue();
    }
    long operations = disk.operations() - before;
    disk.crash();
    String as = "loss %d, operation %d, seed %d".formatted(loss, after, seed);
    EmbeddedStore store;
    try {
      store = SimStore.open(disk);
    } catch (IOException refused) {
      store = SimStore.openAccepting(disk);
    }
    assertServed(store, as, lost);
    disk.crash();
    assertServed(SimStore.open(disk), as, lost);
    return operations;
  }

  /** Refused by a plain start, which changes nothing; then accepted, once for all. */
  private EmbeddedStore assertRefusedThenAccepted(SimDisk disk, String named, List<Link> lost)
      throws Exception {
    List<String> findings = new ArrayList<>();
    assertThat(Verification.verify(disk, findings::add).damages()).isPositive();
    assertThat(findings).anyMatch(line -> line.startsWith(named));
    Map<String, String> before = contents(disk);
    assertThatThrownBy(() -> SimStore.open(disk))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(named)
        .hasMessageContaining("-accept-loss");
    assertThat(contents(disk)).isEqualTo(before);

    EmbeddedStore store = SimStore.openAccepting(disk);
    assertServed(store, named, lost);
    disk.crash();
    assertServed(SimStore.open(disk), named, lost);
    findings.clear();
    assertThat(Verification.verify(disk, findings::add).damages()).as("%s", findings).isZero();
    return SimStore.open(disk);
  }

  private void assertServed(EmbeddedStore store, String as, List<Link> lost) {
    linksByFile.values().stream()
        .flatMap(List::stream)
        .filter(link -> !lost.contains(link))
        .forEach(link -> assertThat(isServed(store, link)).as("%s: %s", as, link).isTrue());
    assertThat(store.nextNumber()).as(as).isGreaterThanOrEqualTo(LINKS);
    var claimed = store.claim(7, 0, 1).toCompletableFuture();
    store.saveOnce();
    assertThat(((LinkStore.Range) claimed.join()).first()).as(as).isGreaterThanOrEqualTo(CLAIMED);
  }

  private static boolean isServed(EmbeddedStore store, Link link) {
    return store.peek(link.key()).equals(new Peek.Found(link));
  }

  private List<Link> linksOf(String... names) {
    List<Link> links = new ArrayList<>();
    for (String name : names) {
      links.addAll(linksByFile.getOrDefault(name, List.of()));
    }
    return links;
  }

  private byte[] bytes(String name) {
    return journal.getOrDefault(name, new byte[0]);
  }

  private SimDisk disk() {
    return disk(2);
  }

  private SimDisk disk(long seed) {
    SimDisk disk = new SimDisk(seed);
    journal.forEach(disk::plant);
    return disk;
  }

  private static Map<String, String> contents(SimDisk disk) throws IOException {
    Map<String, String> contents = new HashMap<>();
    for (String name : disk.list()) {
      contents.put(name, Arrays.toString(disk.bytes(name)));
    }
    return contents;
  }

  private static EmbeddedStore open(SimDisk disk) throws IOException, OpenException {
    return SimStore.open(disk, SyncPolicy.ALWAYS, 1_500, InstantSource.system(), false);
  }
}
