package gotourl.transfer;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.link.About;
import gotourl.link.BaseUrl;
import gotourl.link.Draft;
import gotourl.link.Link;
import gotourl.link.LinkStore.Unsaved;
import gotourl.link.Terms;
import gotourl.link.UrlPolicy;
import gotourl.support.Listings;
import gotourl.support.MemoryCredentials;
import gotourl.support.MemoryStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a row whose code has a link already, and what a dry run says of that. */
class ConflictsTest {

  private static final BaseUrl BASE = new BaseUrl("http", "localhost:3000");

  private static final UrlPolicy POLICY = new UrlPolicy(new UrlPolicy.Options(BASE, Set.of()));

  /** One new, one the same, one taken, the new one again, and one that cannot be. */
  private static final String ROWS =
      """
      {"shortCode":"new","longUrl":"http://new/"}
      {"shortCode":"same","longUrl":"http://same/","title":"A"}
      {"shortCode":"taken","longUrl":"http://other/"}
      {"shortCode":"new","longUrl":"http://again/"}
      {"shortCode":"add","longUrl":"http://a/"}
      """;

  private final MemoryStore store = store();
  private final List<String> told = new ArrayList<>();

  private static MemoryStore store() {
    MemoryStore made = new MemoryStore();
    made.add(key("same"), "http://same/");
    made.add(key("taken"), "http://mine/");
    return made;
  }

  private Report run(MemoryStore into, ImportOptions options, String rows) throws IOException {
    return new Transfer(into, new MemoryCredentials(), POLICY, BASE, time -> into.refuseWith(null))
        .importing("rows", options, row -> told.add(row.outcome() + " " + row))
        .run(new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)));
  }

  private static ImportOptions on(OnConflict choice) {
    return ImportOptions.USUAL.onConflict(choice);
  }

  private Link link(String code) {
    return store.find(key(code)).toCompletableFuture().join().orElseThrow();
  }

  @Test
  void whatIsThereIsKept() throws IOException {
    assertThat(run(store, on(OnConflict.KEEP), ROWS)).isEqualTo(new Report(1, 1, 0, 0, 2, 1));
    assertThat(link("taken").target()).isEqualTo("http://mine/");
    assertThat(link("same").about().title()).isEmpty();
    assertThat(link("new").target()).isEqualTo("http://new/");
    assertThat(told)
        .contains(
            "TAKEN line 3: code \"taken\" leads to \"http://mine/\" already, not to"
                + " \"http://other/\"",
            "TAKEN line 4: code \"new\" leads to \"http://new/\" already, not to \"http://again/\"");
  }

  @Test
  void whatIsThereIsReplacedAndCanBeHadBack() throws IOException {
    assertThat(run(store, on(OnConflict.REPLACE), ROWS)).isEqualTo(new Report(1, 0, 2, 0, 1, 1));
    assertThat(link("taken").target()).isEqualTo("http://other/");
    assertThat(link("taken").version()).isEqualTo(2);
    assertThat(link("same").about().title()).isEqualTo("A");
    assertThat(link("new").target()).as("the first row counts").isEqualTo("http://new/");
    told.clear();

    assertThat(run(store, on(OnConflict.REPLACE), ROWS)).isEqualTo(new Report(0, 3, 0, 0, 1, 1));
    assertThat(link("taken").version()).isEqualTo(2);
  }

  @Test
  void aRowIsGivenAnotherCodeOnce() throws IOException {
    store.add(key("taken-2"), "http://elsewhere/");

    assertThat(run(store, on(OnConflict.RENAME), ROWS)).isEqualTo(new Report(1, 1, 0, 2, 0, 1));
    assertThat(link("taken").target()).isEqualTo("http://mine/");
    assertThat(link("taken-3").target()).isEqualTo("http://other/");
    assertThat(link("new-2").target()).isEqualTo("http://again/");

    assertThat(run(store, on(OnConflict.RENAME), ROWS)).isEqualTo(new Report(0, 4, 0, 0, 0, 1));
    assertThat(store.size()).isEqualTo(6);
  }

  @Test
  void theImportEndsAtAConflictAndSaysWhere() {
    assertThatThrownBy(() -> run(store, on(OnConflict.FAIL), ROWS))
        .isInstanceOf(TransferException.class)
        .hasMessageStartingWith(
            "the import stopped at line 3: code \"taken\" leads to \"http://mine/\" already")
        .hasMessageEndingWith("importing it again is safe");
    assertThat(link("taken").target()).isEqualTo("http://mine/");
  }

  @ParameterizedTest
  @EnumSource(
      value = OnConflict.class,
      names = {"KEEP", "REPLACE", "RENAME"})
  void aDryRunSaysWhatARunDoesAndChangesNothing(OnConflict choice) throws IOException {
    List<Link> before = Listings.newest(store);
    run(store, on(choice).dry(), ROWS);
    List<String> foreseen = List.copyOf(told);
    assertThat(Listings.newest(store)).isEqualTo(before);
    told.clear();

    run(store(), on(choice), ROWS);

    assertThat(foreseen).hasSameSizeAs(told);
    for (int i = 0; i < told.size(); i++) {
      // Of a code that stands twice, only the first is looked at.
      if (i != 3) {
        assertThat(foreseen.get(i)).isEqualTo(told.get(i));
      }
    }
  }

  @Test
  void aReplacementWaitsForTheDiskLikeAnythingElse() throws IOException {
    store.refuseWith(new Unsaved(Unsaved.Cause.DISK, Duration.ofMillis(1)));
    assertThat(run(store, on(OnConflict.REPLACE), ROWS).replaced()).isEqualTo(2);
  }

  @Test
  void titlesAreOneLineAndTextsHaveTheirBounds() throws IOException {
    String rows =
        """
        {"shortCode":"a","longUrl":"http://a/","title":" two\\nlines "}
        {"shortCode":"b","longUrl":"http://b/","title":"%s"}
        {"shortCode":"c","longUrl":"http://c/","note":"\\ud800"}
        {"shortCode":"d","longUrl":"http://d/","tags":["a,b"]}
        {"shortCode":"e","longUrl":"http://e/","rules":[{"longUrl":"http://x/","conditions":[{"type":"moon","value":"full"}]}]}
        """
            .formatted("x".repeat(About.TITLE_LENGTH_MAX + 1));
    assertThat(run(store, ImportOptions.USUAL, rows)).isEqualTo(new Report(1, 0, 0, 0, 0, 4));
    assertThat(link("a").about().title()).isEqualTo("two lines");
    assertThat(told.get(1)).contains("its title has 513 characters, not at most 512");
    assertThat(told.get(3)).contains("its tag \"a,b\" must have no comma");
    assertThat(told.get(4)).contains("rules[0].conditions[0].type");
  }

  @Test
  void aDomainIsMadeWhereTheLinksAreToBeInTheirOwn() throws IOException {
    String row = "{\"shortCode\":\"a\",\"longUrl\":\"http://a/\",\"domain\":\"Go.Example\"}\n";
    run(store, ImportOptions.USUAL.dry(), row);
    assertThat(store.domains().now().isDefaultAlone()).isTrue();
    run(store, ImportOptions.USUAL, row);
    var made = store.domains().now().named("go.example").orElseThrow();
    assertThat(store.find(key(made.domain(), "a")).toCompletableFuture().join()).isPresent();

    run(store, ImportOptions.USUAL.into(new DomainChoice.Named("DEFAULT")), row);
    assertThat(link("a").target()).isEqualTo("http://a/");
  }

  @Test
  void aLinkWithTermsComesAsItIs() throws IOException {
    run(
        store,
        ImportOptions.USUAL,
        "{\"shortCode\":\"a\",\"longUrl\":\"http://a/\",\"maxVisits\":3,\"enabled\":false}\n");
    assertThat(link("a").draft())
        .isEqualTo(
            new Draft(
                "http://a/", Terms.NONE.withMaxVisits(3).withEnabled(false), About.NOTHING, 0));
  }
}
