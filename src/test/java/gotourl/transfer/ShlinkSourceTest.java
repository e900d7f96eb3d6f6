package gotourl.transfer;

import static gotourl.transfer.ShlinkReading.BEGINNING;
import static gotourl.transfer.ShlinkReading.later;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.link.Origin;
import gotourl.support.PretendShlink.Link;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShlinkSourceTest {

  private final ShlinkReading reading = new ShlinkReading("ShlinkSourceTest");

  @AfterEach
  void stop() {
    reading.close();
  }

  @Test
  void aLinkBringsAlongWhatShlinkKnowsOfIt() throws IOException {
    reading.shlink.add(
        Link.of(
                "12C18",
                "https://store.steampowered.com",
                OffsetDateTime.parse("2016-08-21T20:34:16+02:00"))
            .with("tags", "[\"games\",\"tech\"]")
            .with(
                "meta",
                "{\"validSince\":\"2017-01-21T00:00:00+02:00\",\"validUntil\":\"2031-12-31T18:29:59-05:30\",\"maxVisits\":500}")
            .with("title", "\"Welcome to \\\"Steam\\\"\"")
            .with("crawlable", "true")
            .with("forwardQuery", "false")
            .with("visitsSummary", "{\"total\":328,\"nonBots\":300,\"bots\":28}")
            .at("example.com"));

    assertThat(Rows.links(reading.rows()))
        .containsExactly(
            ForeignLink.of("12C18", "https://store.steampowered.com")
                .withDomain("example.com")
                .withTitle("Welcome to \"Steam\"")
                .withTags(List.of("games", "tech"))
                .withTerms(terms ->
                    terms
                        .withValidSince(Optional.of(Instant.parse("2017-01-20T22:00:00Z")))
                        .withValidUntil(Optional.of(Instant.parse("2031-12-31T23:59:59Z")))
                        .withMaxVisits(500)
                        .withCrawlable(true))
                .withVisits(328)
                .withOrigin(_ -> Origin.at(Instant.parse("2016-08-21T18:34:16Z")).withVisits(328)));
  }

  @Test
  void aLinkOfWhichNothingIsSaidForwardsItsQueryAsShlinkDoes() throws IOException {
    reading.shlink.add(Link.of("a", "https://example.org", BEGINNING));

    assertThat(Rows.links(reading.rows()))
        .containsExactly(
            ForeignLink.of("a", "https://example.org")
                .withTerms(terms -> terms.withForwardsQuery(true))
                .withOrigin(_ -> Origin.at(BEGINNING.toInstant())));
  }

  @Test
  void noMoreVisitsAreUsedUpThanThereMayBe() throws IOException {
    reading.shlink.add(
        Link.of("a", "https://example.org", BEGINNING)
            .with("meta", "{\"maxVisits\":3}")
            .with("visitsSummary", "{\"total\":12}"));

    ForeignLink link = Rows.links(reading.rows()).getFirst();

    assertThat(link.visits()).isEqualTo(12);
    assertThat(link.origin().visits()).isEqualTo(3);
  }

  @Test
  void olderVersionsTellTheirVisitsAndNoRules() throws IOException {
    reading.shlink.add(
        Link.of("a", "https://example.org", BEGINNING)
            .without("visitsSummary")
            .without("hasRedirectRules")
            .without("forwardQuery")
            .with("visitsCount", "25"));

    ForeignLink link = Rows.links(reading.rows()).getFirst();

    assertThat(link.visits()).isEqualTo(25);
    assertThat(link.terms().forwardsQuery()).isTrue();
    assertThat(reading.shlink.asked()).noneMatch(path -> path.contains("redirect-rules"));
  }

  @Test
  void nastyLinksComeAsTheyStand() throws IOException {
    String longCode = "ü".repeat(128);
    List<String> codes =
        List.of("a/b/c", "🦊", "add", "-", "\"quoted\"", "tab\there", "\ud800", "", longCode, "x");
    for (String code : codes) {
      reading.shlink.add(
          Link.of(
              code, "javascript:alert(\"" + code + "\")", later(reading.shlink.links().size())));
    }
    reading.shlink.add(Link.of("x", "", later(20)).at("other.example"));

    List<Row> rows = reading.rows();

    assertThat(Rows.unreadable(rows)).isEmpty();
    assertThat(Rows.codes(rows)).containsExactlyElementsOf(append(codes, "x"));
    assertThat(Rows.links(rows).getLast().target()).isEmpty();
  }

  @Test
  void aLinkThatCannotBeReadIsNamedAndTheOthersCome() throws IOException {
    reading.shlink.add(
        Link.of("a", "https://example.org", later(1))
            .with("meta", "{\"validUntil\":\"2024-02-30T00:00:00+00:00\"}"));
    reading.shlink.add(
        Link.of("b", "https://example.org", later(2))
            .with("meta", "{\"validSince\":\"02/03/2024\"}"));
    reading.shlink.add(
        Link.of("c", "https://example.org", later(3))
            .with("meta", "{\"validSince\":\"0001-01-01T00:00:00Z\"}"));
    reading.shlink.add(
        Link.of("d", "https://example.org", later(4)).with("meta", "{\"maxVisits\":0}"));
    reading.shlink.add(
        Link.of("e", "https://example.org", later(5)).with("meta", "{\"maxVisits\":3000000000}"));
    reading.shlink.add(Link.of("f", "https://example.org", later(6)).with("longUrl", "7"));
    reading.shlink.add(Link.of("g", "https://example.org", later(7)).with("tags", "[1]"));
    reading.shlink.add(Link.of("h", "https://example.org", later(8)));

    List<Row> rows = reading.rows();

    assertThat(Rows.codes(rows)).containsExactly("h");
    assertThat(Rows.unreadable(rows))
        .containsExactly(
            "link 1: code \"a\": \"2024-02-30T00:00:00+00:00\" is no time that is known here",
            "link 2: code \"b\": \"02/03/2024\" does not say which number is the month: it must be"
                + " like 2024-02-01",
            "link 3: code \"c\": \"0001-01-01T00:00:00Z\" is not between 1970 and 9999",
            "link 4: code \"d\": it may be followed 0 times, which no link here can say",
            "link 5: code \"e\": it may be followed 3000000000 times, which no link here can say",
            "link 6: code \"f\": longUrl is no text",
            "link 7: code \"g\": tags is no list of texts");
  }

  @Test
  void aShlinkBehindAPathIsAskedThere() throws IOException {
    try (ShlinkReading behind = new ShlinkReading("ShlinkSourceTest", "/short/links")) {
      behind.shlink.add(Link.of("a", "https://example.org", BEGINNING));

      assertThat(Rows.codes(behind.rows())).containsExactly("a");
      assertThat(behind.shlink.asked()).allMatch(path -> path.startsWith("/short/links/rest/v3/"));
    }
  }

  @Test
  void aKeyThatIsNotKnownEndsItAtOnceAndIsNotShown() {
    assertThatThrownBy(() -> reading.rows("another-key"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Shlink at "
                + reading.shlink.base()
                + " does not let this key in (401): it must be one that sees all links");
    assertThat(reading.pauses).isEmpty();
    assertThat(reading.shlink.asked()).hasSize(1);
  }

  private static List<String> append(List<String> list, String more) {
    List<String> longer = new ArrayList<>(list);
    longer.add(more);
    return longer;
  }
}
