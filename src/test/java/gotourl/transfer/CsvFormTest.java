package gotourl.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.writer.CsvWriter;
import gotourl.link.About;
import gotourl.link.BaseUrl;
import gotourl.link.ConditionText;
import gotourl.link.DomainList;
import gotourl.link.Draft;
import gotourl.link.Fallbacks;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkStates;
import gotourl.link.LinkStore;
import gotourl.link.NamedDomain;
import gotourl.link.Origin;
import gotourl.link.PasswordHash;
import gotourl.link.RuleText;
import gotourl.link.Rules;
import gotourl.link.ShortUrls;
import gotourl.link.TagName;
import gotourl.link.Tags;
import gotourl.link.Terms;
import gotourl.support.MemoryStore;
import gotourl.support.Seed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvFormTest {

  private static final Instant NOW = Instant.parse("2024-06-01T00:00:00Z");
  private static final Instant CREATED = Instant.parse("2024-02-01T12:00:00.123Z");
  private static final MemoryStore STORE = new MemoryStore();
  private static final NamedDomain MAIN = STORE.domains().now().ofDefault();
  private static final NamedDomain OTHER = made("other.example");

  /** What spreadsheets, CSV and people's eyes make something of. */
  private static final String NASTY = "=+-@'\"`,;|\t\r\n\\ aZ0é=＝\u00A0\u2028\u0000#%/:?&<>";

  private final List<String> unsaid = new ArrayList<>();

  /** How many visits of the link in hand were charged. */
  private int counted;

  @Test
  void aLinkIsARowWithTheFieldsOfTheApi() throws IOException {
    Terms terms =
        Terms.NONE
            .withValidUntil(Optional.of(Instant.parse("2030-01-01T00:00:00Z")))
            .withRedirectStatus(301)
            .withMaxVisits(5);
    About about = new About("A, title", "", tags("news", "2024"), 7);

    assertThat(export(link(3, key(OTHER, "abc"), terms, about)))
        .isEqualTo(
            "\uFEFFshortCode,shortUrl,longUrl,domain,title,note,tags,enabled,validSince,validUntil,"
                + "forwardQuery,redirectStatus,cacheSeconds,crawlable,maxVisits,rules,hasPassword,version,"
                + "createdAt,changedAt,state,visitsCounted,importedVisits\r\n"
                + "abc,http://other.example/abc,https://example.com/,other.example,\"A, title\",,"
                + "\"2024,news\",true,,2030-01-01T00:00:00Z,false,301,0,false,5,,false,2,"
                + "2024-02-01T12:00:00.123Z,2024-06-01T00:00:00Z,active,3,7\r\n");
  }

  @Test
  void noCellBeginsLikeAFormula() throws Exception {
    Random random = new Random(Seed.next("CsvFormTest.noCell"));
    for (int round = 0; round < 200; round++) {
      CsvRows rows =
          new CsvRows(
              new ForeignText(
                  new ByteArrayInputStream(export(any(random)).getBytes(UTF_8)), Reading.USUAL));
      for (CsvRow row = rows.next(); row != null; row = rows.next()) {
        assertThat(new CsvCells(',').of(row.text()))
            .noneMatch(cell -> !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0);
      }
    }
  }

  @Test
  void whatIsExportedIsImportedAsItWas() throws IOException {
    Random random = new Random(Seed.next("CsvFormTest.roundTrip"));
    for (int round = Seed.rounds(2_000, 100_000); round > 0; round--) {
      Link link = any(random);

      assertThat(RowText.of(read(export(link)))).as(link.toString()).containsExactly(arrival(link));
    }
  }

  @Test
  void aFileOfOursIsKnownWhateverASpreadsheetDidToIt() throws Exception {
    Random random = new Random(Seed.next("CsvFormTest.spreadsheet"));
    for (int round = 0; round < 300; round++) {
      Link link = any(random);

      assertThat(RowText.of(read(savedAnew(export(link), random))))
          .as(link.toString())
          .containsExactly(arrival(link));
    }
  }

  /** By another separator, with the columns in another order and some that are not ours. */
  private static String savedAnew(String file, Random random) throws Exception {
    CsvRows rows =
        new CsvRows(new ForeignText(new ByteArrayInputStream(file.getBytes(UTF_8)), Reading.USUAL));
    StringWriter out = new StringWriter();
    CsvWriter writer = CsvWriter.builder().fieldSeparator(';').build(out);
    int seed = random.nextInt();
    for (CsvRow row = rows.next(); row != null; row = rows.next()) {
      List<String> cells = new ArrayList<>(new CsvCells(',').of(row.text()));
      cells.add("mine");
      Collections.shuffle(cells, new Random(seed));
      writer.writeRecord(cells);
    }
    writer.close();
    return out.toString();
  }

  @Test
  void aLinkWithAPasswordIsNamedAndNeverComesBackOpen() throws IOException {
    Terms terms = Terms.NONE.withPassword(Optional.of(new PasswordHash("pbkdf2-sha256$1$x$y")));
    String file = export(link(0, key(MAIN, "secret"), terms, About.NOTHING));

    assertThat(unsaid).containsExactly("code \"secret\": its password is not in the file");
    assertThat(file).doesNotContain("pbkdf2");
    assertThat(RowText.of(read(file)))
        .containsExactly(
            "line 2 refused: code \"secret\": hasPassword is true: the file does not say what password"
                + " the link has");
  }

  @Test
  void aLinkWithRulesIsNamedAndNeverComesBackWithoutThem() throws IOException {
    List<RuleText> texts =
        List.of(
            new RuleText(
                "https://example.com/ios", List.of(new ConditionText("device", null, "ios"))));
    assertThat(Rules.read(texts)).isInstanceOf(Rules.Valid.class);
    Terms terms = Terms.NONE.withRules(((Rules.Valid) Rules.read(texts)).rules());
    String file = export(link(0, key(MAIN, "ruled"), terms, About.NOTHING));

    assertThat(unsaid).containsExactly("code \"ruled\": its rules are not in the file");
    assertThat(RowText.of(read(file)))
        .containsExactly(
            "line 2 refused: code \"ruled\": rules \"1\": the file does not say which rules the link has");
  }

  @Test
  void aBinnedLinkComesBackBinned() throws IOException {
    String file = export(link(0, key(MAIN, "a"), Terms.NONE.withBinned(true), About.NOTHING));

    assertThat(RowText.of(read(file)).getFirst()).contains("binned=true");
  }

  @Test
  void visitsThatNobodyKnowsComeBackAsManyAsMayBe() throws IOException {
    Terms terms = Terms.NONE.withMaxVisits(5);
    String file = export(link(LinkStore.VISITS_UNKNOWN, key(MAIN, "a"), terms, About.NOTHING));

    assertThat(file).contains(",used-up,,0\r\n");
    assertThat(RowText.of(read(file)).getFirst()).contains("max=5", "charged=5");
  }

  @Test
  void aDiskThatTakesNoMoreIsTold() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("no space left");
          }
        };
    Link link = link(0, key(MAIN, "a"), Terms.NONE, new About("t".repeat(512), ""));

    assertThatThrownBy(() -> form(full, 0).write(departures(Collections.nCopies(1_000, link))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no space left");
  }

  private static NamedDomain made(String name) {
    STORE.domains().make(name, false, Fallbacks.NONE).toCompletableFuture().join();
    return STORE.domains().now().named(name).orElseThrow();
  }

  private Link link(int visits, Key key, Terms terms, About about) {
    counted = visits;
    Draft draft = new Draft("https://example.com/", terms, about, Draft.NOBODY);
    return new Link(12, 2, key, draft, CREATED, NOW);
  }

  /** A link as its row says it, but for what no row says. */
  private String arrival(Link link) {
    Origin origin =
        new Origin(
            Origin.NO_NUMBER,
            link.version(),
            Optional.of(link.created()),
            Optional.of(link.changed()),
            counted);
    ForeignLink foreign =
        ForeignLink.of(link.key().code(), link.target())
            .withDomain(link.key().domain() == OTHER.number() ? OTHER.name() : "")
            .withTitle(link.about().title())
            .withNote(link.about().note())
            .withTags(link.about().tags().names().stream().map(TagName::text).toList())
            .withTerms(_ -> link.terms())
            .withVisits(link.about().importedVisits())
            .withOrigin(_ -> origin);
    return "line 2 " + RowText.of(foreign);
  }

  private Link any(Random random) {
    NamedDomain domain = random.nextBoolean() ? MAIN : OTHER;
    Terms terms =
        Terms.NONE
            .withEnabled(random.nextBoolean())
            .withBinned(random.nextInt(4) == 0)
            .withValidSince(time(random))
            .withValidUntil(time(random))
            .withForwardsQuery(random.nextBoolean())
            .withRedirectStatus(random.nextBoolean() ? Terms.SERVERS_STATUS : 308)
            .withCacheSeconds(random.nextInt(3) * 60)
            .withCrawlable(random.nextBoolean())
            .withMaxVisits(random.nextInt(3));
    About about =
        new About(
            text(random, 20),
            text(random, 40),
            anyTags(random),
            random.nextLong(1_000_000_000_000L));
    counted = random.nextInt(10);
    Draft draft = new Draft("https://example.com/?" + random.nextInt(), terms, about, Draft.NOBODY);
    return new Link(
        random.nextInt(1_000), 1 + random.nextInt(9), anyKey(domain, random), draft, CREATED, NOW);
  }

  private static Optional<Instant> time(Random random) {
    return random.nextBoolean()
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(random.nextLong(Terms.TIME_MAX.toEpochMilli())));
  }

  private static String text(Random random, int lengthMax) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(lengthMax); i > 0; i--) {
      text.append(random.nextInt(20) == 0 ? "🏿" : NASTY.charAt(random.nextInt(NASTY.length())));
    }
    return text.toString();
  }

  private static Key anyKey(NamedDomain domain, Random random) {
    while (true) {
      String code = text(random, 8);
      if (Key.parse(domain.domain(), code) instanceof Key.Valid(Key key)) {
        return key;
      }
    }
  }

  private static Tags anyTags(Random random) {
    List<TagName> names = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      if (TagName.parse(text(random, 8)) instanceof TagName.Valid(TagName name)) {
        names.add(name);
      }
    }
    return Tags.of(names);
  }

  private static Key key(NamedDomain domain, String code) {
    return ((Key.Valid) Key.parse(domain.domain(), code)).key();
  }

  private static Tags tags(String... names) {
    List<TagName> parsed = new ArrayList<>();
    for (String name : names) {
      parsed.add(((TagName.Valid) TagName.parse(name)).name());
    }
    return Tags.of(parsed);
  }

  private String export(Link link) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    form(out, counted).write(departures(List.of(link)));
    return out.toString(UTF_8);
  }

  private CsvForm form(OutputStream out, int visits) {
    ShortUrls urls = new ShortUrls(BaseUrl.parse("goto.example"), STORE.domains());
    return new CsvForm(out, urls, new LinkStates(NOW, _ -> visits), unsaid::add);
  }

  private static Departures departures(List<Link> links) {
    return new Departures() {
      @Override
      public DomainList domains() {
        return STORE.domains().now();
      }

      @Override
      public void forEach(Each each) throws IOException {
        for (Link link : links) {
          each.link(link, link.key().domain() == OTHER.number() ? OTHER : MAIN);
        }
      }
    };
  }

  private static Source read(String file) throws IOException {
    return new CsvSource(new ByteArrayInputStream(file.getBytes(UTF_8)), Reading.USUAL);
  }
}
