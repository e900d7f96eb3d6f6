package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Peek;
import gotourl.support.SimDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A journal of every format opens, and says what it said when it was written. PROMISES D13. */
class GoldenJournalTest {

  @ParameterizedTest
  @ValueSource(strings = "format-0")
  void itOpensAndHoldsWhatWasWritten(String format) throws Exception {
    SimDisk disk = new SimDisk(1);
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden", format))) {
      for (Path file : files.toList()) {
        disk.plant(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    List<String> findings = new ArrayList<>();
    assertThat(Verification.verify(disk, findings::add).damages()).isZero();
    assertThat(findings).isEmpty();
    EmbeddedStore store = SimStore.open(disk);
    assertThat(store.domain().foldsCase()).isTrue();
    assertThat(store.size()).isEqualTo(112);
    assertThat(store.nextNumber()).isEqualTo(120);
    Link edited = ((Peek.Found) store.peek(key(store.domain(), "link/63é"))).link();
    assertThat(edited)
        .isEqualTo(
            new Link(
                63,
                2,
                key(store.domain(), "link/63é"),
                "https://example.org/new/63",
                Instant.parse("2026-11-23T12:00:01.088Z"),
                Instant.parse("2026-11-23T12:00:01.088Z")));
    assertThat(store.peek(key(store.domain(), "link/19é"))).isEqualTo(Peek.Absent.ABSENT);
    var claimed = store.claim(7, 0, 1).toCompletableFuture();
    store.saveOnce();
    assertThat(claimed.join()).isEqualTo(new LinkStore.Range(128, 129));
  }
}
