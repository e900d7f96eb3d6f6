package gotourl.transfer;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.BaseUrl;
import gotourl.link.UrlPolicy;
import gotourl.support.Listings;
import gotourl.support.MemoryCredentials;
import gotourl.support.MemoryStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Files in which nearly everything is wrong that can be; those of text files have their own. */
class NastyFilesTest {

  private static final BaseUrl BASE = new BaseUrl("http", "localhost:3000");

  private static final UrlPolicy POLICY = new UrlPolicy(new UrlPolicy.Options(BASE, Set.of()));

  private final MemoryStore store = new MemoryStore();
  private final List<String> left = new ArrayList<>();

  private Report bringIn(String file) {
    left.clear();
    return new Transfer(store, new MemoryCredentials(), POLICY, BASE, time -> {})
        .importFile(
            Path.of("src/test/resources/import", file),
            ImportOptions.USUAL,
            row -> {
              if (row.outcome().isLeft()) {
                left.add(row.toString());
              }
            });
  }

  @Test
  void ofAnExportWhatIsGoodComesInAndTheRestIsNamed() {
    Report report = bringIn("goto/nasty.ndjson");

    assertThat(Listings.newest(store).reversed())
        .extracting(link -> link.key().code().replaceAll("c{255}", "c255") + " " + link.number())
        .containsExactly(
            "plain 0", "quotes 1", "c255 2", "plain 6", "zone 7", "😀/é 12", "limited 15");
    assertThat(report.added()).isEqualTo(7);
    assertThat(report.taken()).isEqualTo(1);
    assertThat(left)
        .extracting(line -> line.replaceFirst("(line \\d+): .*", "$1"))
        .containsExactly(
            "line 4", "line 6", "line 10", "line 11", "line 12", "line 15", "line 16", "line 17",
            "line 18", "line 20", "line 21", "line 22", "line 24", "line 25", "line 26", "line 27",
            "line 28", "line 28");
    assertThat(left.getLast()).contains("the export is torn");
    assertThat(store.visits(15)).isEqualTo(2);
    assertThat(store.find(key("zone")).toCompletableFuture().join().orElseThrow().created())
        .isEqualTo(Instant.parse("2020-01-01T00:00:00Z"));

    assertThat(bringIn("goto/nasty.ndjson").added()).as("twice changes nothing").isZero();
    assertThat(store.size()).isEqualTo(7);
  }

  @Test
  void ofJsonLinesWhatIsGoodComesInAndTheRestIsNamed() {
    Report report = bringIn("jsonl/nasty.json");

    assertThat(Listings.newest(store).reversed())
        .extracting(link -> link.key().code().replaceAll("c{255}", "c255"))
        .containsExactly("plain", "quotes", "order", "beside", "c255", "é😀");
    assertThat(report.same()).isEqualTo(1);
    assertThat(left)
        .extracting(line -> line.replaceFirst("(line \\d+): .*", "$1"))
        .containsExactly(
            "line 4", "line 6", "line 8", "line 9", "line 10", "line 11", "line 12", "line 14",
            "line 15");
    assertThat(bringIn("jsonl/nasty.json").added()).isZero();
  }
}
