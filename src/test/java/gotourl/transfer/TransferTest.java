package gotourl.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gotourl.link.BaseUrl;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkStore.Unsaved;
import gotourl.link.UrlPolicy;
import gotourl.support.Listings;
import gotourl.support.MemoryCredentials;
import gotourl.support.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferTest {

  private static final UrlPolicy POLICY =
      new UrlPolicy(new UrlPolicy.Options(new BaseUrl("http", "localhost:3000"), Set.of()));

  private final MemoryStore store = new MemoryStore();
  private final List<String> refusals = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final MemoryCredentials credentials = new MemoryCredentials();
  private final Transfer transfer = new Transfer(store, credentials, POLICY, pauses::add);

  @TempDir Path directory;

  @Test
  void everyLinkOfAGobIsAddedInItsOrder() {
    assertThat(bringIn(Golden.file("three-lives.gob"))).isEqualTo(report(30, 0, 0, 0));

    assertThat(refusals).isEmpty();
    List<Link> links = Listings.newest(store).reversed();
    assertThat(links)
        .extracting(link -> link.key().code() + " " + link.target())
        .isEqualTo(Golden.links(0, 30));
  }

  @Test
  void everyLinkOfJsonLinesIsAdded() throws IOException {
    Path file =
        json("{\"Key\":\"a\",\"URL\":\"http://x/\"}", "{\"Key\":\"b\",\"URL\":\"http://y/\"}");

    assertThat(bringIn(file)).isEqualTo(report(2, 0, 0, 0));

    assertThat(target("a")).isEqualTo("http://x/");
    assertThat(target("b")).isEqualTo("http://y/");
  }

  @Test
  void theSameFileTwiceChangesNothing() {
    Path file = Golden.file("thousand.gob");
    bringIn(file);
    List<Link> before = Listings.newest(store);

    assertThat(bringIn(file)).isEqualTo(report(0, 1_000, 0, 0));

    assertThat(Listings.newest(store)).isEqualTo(before);
    assertThat(refusals).isEmpty();
  }

  @Test
  void aCodeThatStandsTwiceKeepsItsFirstTarget() {
    assertThat(bringIn(Golden.file("twice.gob"))).isEqualTo(report(3, 1, 1, 0));

    assertThat(target("k1")).isEqualTo("https://example.com/1");
    assertThat(refusals)
        .containsExactly(
            "byte 130: code \"k1\" leads to \"https://example.com/1\" already,"
                + " not to \"https://example.com/other\"");
  }

  @Test
  void aLinkThatIsThereWithAnotherTargetIsKept() throws IOException {
    store.add(key("a"), "http://mine/");

    assertThat(bringIn(json("{\"Key\":\"a\",\"URL\":\"http://x/\"}")))
        .isEqualTo(report(0, 0, 1, 0));

    assertThat(target("a")).isEqualTo("http://mine/");
    assertThat(refusals)
        .containsExactly(
            "line 1: code \"a\" leads to \"http://mine/\" already, not to \"http://x/\"");
  }

  @Test
  void targetsAreComparedAsTheyAreStored() throws IOException {
    Path file =
        json(
            "{\"Key\":\"a\",\"URL\":\"HTTP://Example.COM\"}",
            "{\"Key\":\"a\",\"URL\":\"http://example.com/\"}");

    assertThat(bringIn(file)).isEqualTo(report(1, 1, 0, 0));

    assertThat(target("a")).isEqualTo("http://example.com/");
  }

  @Test
  void rowsWithoutCodeOrTargetAreNamed() {
    assertThat(bringIn(Golden.file("empty-fields.gob"))).isEqualTo(report(2, 0, 0, 3));

    assertThat(refusals)
        .containsExactly(
            "byte 68: code \"k1\": no target",
            "byte 76: no code for \"https://example.com/2\"",
            "byte 103: neither a code nor a target");
  }

  @Test
  void codesThatAreReservedOrNoCodesAreNamed() throws IOException {
    Path file =
        json(
            "{\"Key\":\"add\",\"URL\":\"http://x/39260\"}", // as the original's 39,260th was
            "{\"Key\":\"a//b\",\"URL\":\"http://x/\"}",
            "{\"Key\":\"fine\",\"URL\":\"http://x/\"}");

    assertThat(bringIn(file)).isEqualTo(report(1, 0, 0, 2));

    assertThat(refusals.get(0)).startsWith("line 1: code \"add\": ");
    assertThat(refusals.get(1)).startsWith("line 2: code \"a//b\": ");
  }

  @Test
  void targetsThatThePolicyRefusesAreNamed() throws IOException {
    Path file =
        json(
            "{\"Key\":\"a\",\"URL\":\"javascript:alert(1)\"}",
            "{\"Key\":\"b\",\"URL\":\"http://LOCALHOST:3000/a\"}",
            "{\"Key\":\"c\",\"URL\":\"just text\"}",
            "{\"Key\":\"d\",\"URL\":\"http://x/\"}");

    assertThat(bringIn(file)).isEqualTo(report(1, 0, 0, 3));

    assertThat(refusals.get(0)).startsWith("line 1: code \"a\" to \"javascript:alert(1)\": ");
    assertThat(refusals.get(1)).startsWith("line 2: code \"b\" to \"http://LOCALHOST:3000/a\": ");
    assertThat(refusals.get(2)).startsWith("line 3: code \"c\" to \"just text\": ");
  }

  @Test
  void foreignTextStaysOnOneLineAndShort() throws IOException {
    Path file =
        json(
            "{\"Key\":\"a//\\n\\u001b[31m\",\"URL\":\"http://x/\"}",
            "{\"Key\":\"b\",\"URL\":\"javascript:" + "x".repeat(9_000) + "\"}");

    bringIn(file);

    assertThat(refusals).hasSize(2);
    assertThat(refusals.get(0)).contains("\"a//\\u000a\\u001b[31m\"");
    assertThat(refusals.get(1)).contains("…\" (9011 characters)").hasSizeLessThan(1_000);
  }

  @Test
  void refusalsComeInTheOrderOfTheFile() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 3 * UnderWay.ROWS_MAX; i++) {
      lines.add(i % 2 == 0 ? "{\"Key\":\"k\",\"URL\":\"http://x/" + i + "\"}" : "torn");
    }

    Report report = bringIn(json(lines.toArray(String[]::new)));

    assertThat(report.added()).isEqualTo(1);
    assertThat(report.taken() + report.refused()).isEqualTo(lines.size() - 1);
    for (int i = 0; i < refusals.size(); i++) {
      assertThat(refusals.get(i)).startsWith("line " + (i + 2) + ": ");
    }
  }

  @Test
  void anEmptyFileHoldsNothing() throws IOException {
    assertThat(bringIn(json())).isEqualTo(report(0, 0, 0, 0));
  }

  @Test
  void aFileCutAnywhereIsImportedAsFarAsItGoes() throws IOException {
    byte[] three = Golden.bytes("three-lives.gob");
    long added = 0;
    for (int cut = 0; cut <= three.length; cut++) {
      Path file = Files.write(directory.resolve("cut.gob"), Arrays.copyOf(three, cut));
      Report report = bringIn(file);
      added += report.added();
      assertThat(report.added() + report.same()).as("cut at %d", cut).isEqualTo(added);
      assertThat(report.refused()).as("cut at %d", cut).isLessThanOrEqualTo(1);
    }
    assertThat(added).isEqualTo(30);
  }

  @Test
  void aDamagedBeginningDoesNotHideTheRest() throws IOException {
    byte[] three = Golden.bytes("three-lives.gob");
    for (int bit = 0; bit < 37 * 8; bit++) {
      byte[] damaged = three.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      MemoryStore fresh = new MemoryStore();
      Path file = Files.write(directory.resolve("flipped.gob"), damaged);
      Report report =
          new Transfer(fresh, credentials, POLICY)
              .importFile(file, ImportOptions.USUAL, this::note);
      assertThat(report.added()).as("bit %d", bit).isBetween(20L, 30L);
    }
  }

  @Test
  void filesOfOtherProgramsAreRefusedWhole() throws IOException {
    for (String text : List.of("hello, world\n", "ab", "<html>", "key,url\na,http://x/\n", "[1]")) {
      Path file = Files.writeString(directory.resolve("foreign"), text);
      assertThatThrownBy(() -> bringIn(file))
          .as(text)
          .isInstanceOf(TransferException.class)
          .hasMessageContaining("is in none of the formats that can be imported");
      assertThat(Transfer.recognises(file)).isFalse();
    }
    assertThat(refusals).isEmpty();
  }

  @Test
  void aFileThatCannotBeReadIsOneSentence() {
    assertThatThrownBy(() -> bringIn(directory.resolve("none.gob")))
        .isInstanceOf(TransferException.class)
        .hasMessage("there is no file " + directory.resolve("none.gob"));
    assertThatThrownBy(() -> bringIn(directory))
        .isInstanceOf(TransferException.class)
        .hasMessageStartingWith("reading " + directory + " failed: ");
  }

  @Test
  void itsFilesAreRecognised() throws IOException {
    assertThat(Transfer.recognises(Golden.file("one-life.gob"))).isTrue();
    assertThat(Transfer.recognises(Golden.file("grown.gob"))).isTrue();
    assertThat(Transfer.recognises(json("{\"Key\":\"a\",\"URL\":\"http://x/\"}"))).isTrue();
    assertThat(Transfer.recognises(json("{\"a\":"))).isFalse();
    assertThat(Transfer.recognises(json())).isFalse();
    assertThat(Transfer.recognises(directory)).isFalse();
    assertThat(Transfer.recognises(directory.resolve("none"))).isFalse();
  }

  @Test
  void aFullQueueIsWaitedFor() {
    store.refuseWith(new Unsaved(Unsaved.Cause.QUEUE_FULL, Duration.ofMillis(5)));
    Transfer patient =
        new Transfer(
            store,
            credentials,
            POLICY,
            time -> {
              pauses.add(time);
              store.refuseWith(pauses.size() < 3 ? new Unsaved(Unsaved.Cause.DISK, time) : null);
            });

    assertThat(patient.importFile(Golden.file("thousand.gob"), ImportOptions.USUAL, this::note))
        .isEqualTo(report(1_000, 0, 0, 0));

    assertThat(pauses).hasSize(3).allMatch(Duration.ofMillis(5)::equals);
    assertThat(store.size()).isEqualTo(1_000);
  }

  /** The queue is full at the first row and has room at the second, which must not overtake it. */
  @Test
  void theFirstTargetWinsEvenIfItHadToWait() throws IOException {
    List<Row> rows =
        List.of(
            new Row.Read(new Place(Place.Unit.LINE, 1), "a", "http://first/"),
            new Row.Read(new Place(Place.Unit.LINE, 2), "a", "http://second/"));
    Iterator<Row> next = rows.iterator();
    store.refuseWith(new Unsaved(Unsaved.Cause.QUEUE_FULL, Duration.ofMillis(1)));
    Source source =
        () -> {
          if (!next.hasNext()) {
            return null;
          }
          Row row = next.next();
          if (!next.hasNext()) {
            store.refuseWith(null);
          }
          return row;
        };

    Report report =
        transfer
            .importing("rows", ImportOptions.USUAL, this::note)
            .run(source, new DomainChoice.Own());

    assertThat(report).isEqualTo(report(1, 0, 1, 0));
    assertThat(target("a")).isEqualTo("http://first/");
  }

  @Test
  void aStoreThatNeverSavesEndsTheImportAfterABoundedWait() {
    bringIn(Golden.file("one-life.gob"));
    store.refuseWith(new Unsaved(Unsaved.Cause.DISK, Duration.ofSeconds(30)));

    TransferException stopped =
        catchThrowableOfType(TransferException.class, () -> bringIn(Golden.file("two-lives.gob")));

    assertThat(stopped)
        .hasMessage(
            "the import stopped at byte 37: the disk does not take writes at the moment;"
                + " so far 0 links added, 0 already there, 0 refused;"
                + " importing it again is safe");
    assertThat(pauses).hasSize(Patience.TRIES_MAX - 1).allMatch(Duration.ofSeconds(1)::equals);

    store.refuseWith(null);
    assertThat(bringIn(Golden.file("two-lives.gob"))).isEqualTo(report(10, 10, 0, 0));
  }

  @Test
  void aStoreThatClosesEndsTheImportAtOnce() {
    store.refuseWith(new Unsaved(Unsaved.Cause.CLOSED, Duration.ofSeconds(1)));

    assertThatThrownBy(() -> bringIn(Golden.file("one-life.gob")))
        .isInstanceOf(TransferException.class)
        .hasMessageContaining("the server is stopping");

    assertThat(pauses).isEmpty();
  }

  private Report bringIn(Path file) {
    return transfer.importFile(file, ImportOptions.USUAL, this::note);
  }

  private void note(RowReport row) {
    if (row.outcome().isLeft()) {
      refusals.add(row.toString());
    }
  }

  private static Report report(long added, long same, long taken, long refused) {
    return new Report(added, same, 0, 0, taken, refused);
  }

  private Path json(String... lines) throws IOException {
    return Files.write(directory.resolve("links.json"), List.of(lines));
  }

  private String target(String code) {
    return store.find(key(code)).toCompletableFuture().join().orElseThrow().target();
  }

  private Key key(String code) {
    return ((Key.Valid) Key.parse(store.domain(), code)).key();
  }
}
