package gotourl.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.BaseUrl;
import gotourl.link.Link;
import gotourl.link.UrlPolicy;
import gotourl.support.Listings;
import gotourl.support.MemoryCredentials;
import gotourl.support.MemoryStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same as with the golden files, written by the Go of this machine, one process a life. */
@Tag("go")
class RealGoTest {

  private static final UrlPolicy POLICY =
      new UrlPolicy(new UrlPolicy.Options(new BaseUrl("http", "localhost:3000"), Set.of()));

  @TempDir static Path directory;

  private final MemoryStore store = new MemoryStore();
  private final List<String> refusals = new ArrayList<>();
  private final Transfer transfer = new Transfer(store, new MemoryCredentials(), POLICY);

  @BeforeAll
  static void buildTheWriter() throws IOException, InterruptedException {
    ProcessBuilder build =
        new ProcessBuilder("go", "build", "-o", directory.resolve("gobfile").toString(), ".");
    build.directory(Path.of("src/test/go/gobfile").toFile());
    build.environment().put("GOCACHE", directory.resolve("cache").toString());
    run(build, "");
  }

  @Test
  void everyLinkOfEveryLifeIsImportedOnce() throws IOException, InterruptedException {
    Path file = directory.resolve("lives.gob");
    for (int life = 1; life <= 3; life++) {
      live(file, 1_000 * (life - 1), 1_000 * life);
      assertThat(transfer.importFile(file, ImportOptions.USUAL, this::note))
          .isEqualTo(new Report(1_000, 1_000L * (life - 1), 0, 0, 0, 0));
    }
    assertThat(refusals).isEmpty();
    assertThat(stored()).isEqualTo(Golden.links(0, 3_000));
  }

  @Test
  void aTornTailCostsOneLink() throws IOException, InterruptedException {
    Path file = directory.resolve("torn-tail.gob");
    live(file, 0, 10);
    live(file, 10, 20);
    tear(file, 3);

    assertThat(transfer.importFile(file, ImportOptions.USUAL, this::note))
        .isEqualTo(new Report(19, 0, 0, 0, 0, 1));

    assertThat(stored()).isEqualTo(Golden.links(0, 19));
  }

  @Test
  void aCrashBetweenTwoLivesCostsOneLink() throws IOException, InterruptedException {
    Path file = directory.resolve("torn-middle.gob");
    live(file, 0, 10);
    tear(file, 3);
    live(file, 10, 20);

    assertThat(transfer.importFile(file, ImportOptions.USUAL, this::note))
        .isEqualTo(new Report(19, 0, 0, 0, 0, 1));

    List<String> expected = new ArrayList<>(Golden.links(0, 9));
    expected.addAll(Golden.links(10, 20));
    assertThat(stored()).isEqualTo(expected);
  }

  private void note(RowReport row) {
    if (row.outcome().isLeft()) {
      refusals.add(row.toString());
    }
  }

  private static void live(Path file, int first, int end) throws IOException, InterruptedException {
    String links = String.join("\n", Golden.links(first, end)).replace(' ', '\t') + "\n";
    run(
        new ProcessBuilder(directory.resolve("gobfile").toString(), "-file", file.toString()),
        links);
  }

  private static void tear(Path file, int bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - bytes);
    }
  }

  private List<String> stored() {
    List<Link> links = Listings.newest(store).reversed();
    return links.stream().map(link -> link.key().code() + " " + link.target()).toList();
  }

  private static void run(ProcessBuilder command, String input)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "output", "");
    Path in = Files.writeString(Files.createTempFile(directory, "input", ""), input, UTF_8);
    Process process =
        command
            .redirectErrorStream(true)
            .redirectInput(in.toFile())
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
  }
}
