package gotourl.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.link.Origin;
import gotourl.support.PretendApi;
import gotourl.support.PretendApi.Fault;
import gotourl.support.PretendKutt;
import gotourl.support.PretendKutt.Kind;
import gotourl.support.PretendKutt.Link;
import gotourl.support.Seed;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KuttSourceTest {

  private static final String KEY = "kutt-key-of-forty-characters-0123456789";

  private final Random random = new Random(Seed.next("KuttSourceTest"));
  private final PretendKutt kutt = PretendKutt.start(Kind.ADMINISTRATOR, KEY);
  private final List<Duration> pauses = new ArrayList<>();

  @AfterEach
  void stop() {
    kutt.close();
  }

  @Test
  void linksComeOldestFirstWhateverTheirNumber() throws IOException {
    for (int count : new int[] {0, 1, 45, 46, 49, 50, 51, 95, 96, 100, 321}) {
      try (PretendKutt server = PretendKutt.start(Kind.ADMINISTRATOR, KEY)) {
        server.addAll(links(count));

        List<Row> rows = rows(server);

        assertThat(Rows.codes(rows)).containsExactlyElementsOf(codes(count));
        assertThat(Rows.unreadable(rows)).isEmpty();
      }
    }
  }

  @Test
  void whoIsNoAdministratorGetsHisOwn() throws IOException {
    try (PretendKutt server = PretendKutt.start(Kind.USER, KEY)) {
      server.addAll(links(120));
      server.domain("s.example", "\"https://s.example/home\"");
      server.domain("t.example", "\"kutt.test\"");

      List<Row> rows = rows(server);

      assertThat(Rows.codes(rows)).containsExactlyElementsOf(codes(120));
      assertThat(Rows.domains(rows))
          .containsExactly(
              new ForeignDomain(
                  "s.example",
                  false,
                  "https://s.example/home",
                  "https://s.example/home",
                  "",
                  false),
              new ForeignDomain("t.example", false, "", "", "", false));
    }
  }

  @Test
  void aLinkBringsAlongWhatKuttKnowsOfIt() throws IOException {
    kutt.add(
        Link.of("abc", "https://example.org/?a=\"b\"")
            .with("description", "\"for the fair\"")
            .with("expire_in", "\"2031-05-06T07:08:09.123Z\"")
            .with("visit_count", "\"12,345\"")
            .with("banned", "1")
            .with("domain", "\"kutt.test\"")
            .with("domain_id", "null"));

    assertThat(Rows.links(rows()))
        .containsExactly(
            ForeignLink.of("abc", "https://example.org/?a=\"b\"")
                .withNote("for the fair")
                .withTerms(terms ->
                    terms
                        .withEnabled(false)
                        .withValidUntil(Optional.of(Instant.parse("2031-05-06T07:08:09.123Z"))))
                .withVisits(12_345)
                .withOrigin(_ -> Origin.at(Instant.parse("2024-11-20T10:12:13.456Z"))));
  }

  @Test
  void timesWithoutAZoneAreInUtcAsItsDatabaseHasThem() throws IOException {
    kutt.add(Link.of("abc", "https://example.org").with("expire_in", "\"2031-05-06 07:08:09\""));

    assertThat(Rows.links(rows()).getFirst().terms().validUntil())
        .hasValue(Instant.parse("2031-05-06T07:08:09Z"));
  }

  @Test
  void aLinkWithAPasswordDoesNotComeAsAnOpenOne() throws IOException {
    kutt.add(Link.of("flag", "https://example.org").with("password", "true"));
    kutt.add(Link.of("hash", "https://example.org").with("password", "\"$2b$12$abc\""));
    kutt.add(Link.of("none", "https://example.org").with("password", "null"));

    List<Row> rows = rows();

    assertThat(Rows.codes(rows)).containsExactly("none");
    assertThat(Rows.unreadable(rows))
        .containsExactly(
            "link 1: code \"flag\": it has a password, which Kutt does not give away; make it by"
                + " hand, with a password",
            "link 2: code \"hash\": it has a password, which Kutt does not give away; make it by"
                + " hand, with a password");
  }

  @Test
  void aDomainComesBeforeTheFirstOfItsLinks() throws IOException {
    kutt.domain("s.example", "null");
    kutt.add(Link.of("same", "https://one.example"));
    kutt.add(onDomain("same", "https://two.example", "s.example"));
    kutt.add(onDomain("same", "https://three.example", "other.example"));
    kutt.add(onDomain("more", "https://four.example", "other.example"));

    assertThat(rows())
        .extracting(row ->
            row instanceof Row.Read read
                ? read.link().domain() + "/" + read.link().code()
                : row.toString().replaceAll(".*name=([^,]*),.*", "$1"))
        .containsExactly(
            "s.example",
            "/same",
            "s.example/same",
            "other.example",
            "other.example/same",
            "other.example/more");
  }

  @Test
  void manyDomainsComeAll() throws IOException {
    for (int i = 0; i < 130; i++) {
      kutt.domain("d" + i + ".example", "null");
    }

    assertThat(Rows.domains(rows())).hasSize(130).doesNotHaveDuplicates();
  }

  @Test
  void nastyLinksComeAsTheyStand() throws IOException {
    List<String> codes = List.of("a/b", "🦊", "api", "\"", "\ud83e", "", "ü".repeat(128));
    for (String code : codes) {
      kutt.add(Link.of(code, "ftp://" + code));
    }
    kutt.add(Link.of("date", "https://example.org").with("expire_in", "\"soon\""));
    kutt.add(Link.of("number", "https://example.org").with("visit_count", "-1"));

    List<Row> rows = rows();

    assertThat(Rows.codes(rows)).containsExactlyElementsOf(codes);
    assertThat(Rows.unreadable(rows))
        .containsExactly(
            "link 8: code \"date\": \"soon\" is no time that is known here",
            "link 9: code \"number\": visit_count is no number of anything");
  }

  @Test
  void faultsOnTheWayChangeNothing() throws IOException {
    kutt.addAll(links(700));
    kutt.domain("s.example", "null");
    List<Row> undisturbed = rows();
    kutt.fail(request ->
        request % 4 == 0
            ? Fault.NONE
            : PretendApi.BRIEF.get(random.nextInt(PretendApi.BRIEF.size())));

    List<Row> disturbed = rows();

    assertThat(disturbed).isEqualTo(undisturbed);
    assertThat(pauses).isNotEmpty();
  }

  @Test
  void linksThatComeAndGoMeanwhileTakeNoOtherAlong() throws IOException {
    List<Link> leaving = new ArrayList<>();
    for (Link link : links(800)) {
      if (random.nextInt(4) == 0) {
        Link other = Link.of("leaving" + leaving.size(), "https://example.org");
        leaving.add(other);
        kutt.add(other);
      }
      kutt.add(link);
    }
    kutt.before(request -> {
      for (int i = random.nextInt(9); i > 0 && !leaving.isEmpty(); i--) {
        kutt.remove(leaving.remove(random.nextInt(leaving.size())));
      }
      if (request < 40) {
        for (int i = random.nextInt(60); i > 0; i--) {
          kutt.add(Link.of("new" + random.nextLong(), "https://example.org"));
        }
      }
    });

    List<String> codes = Rows.codes(rows());

    assertThat(codes).doesNotHaveDuplicates();
    assertThat(codes.stream().filter(code -> code.startsWith("c")))
        .containsExactlyElementsOf(codes(800));
  }

  @Test
  void thatLinksGoFasterThanTheyAreReadIsTold() {
    kutt.addAll(links(300));
    kutt.before(request -> {
      if (request == 4) {
        kutt.links().subList(0, 100).forEach(kutt::remove);
      }
    });

    assertThatThrownBy(this::rows)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("its links come and go faster than they can be read; import again");
  }

  @Test
  void aKeyThatIsNotKnownEndsItAtOnce() throws IOException {
    try (RemoteSource source =
        RemoteSource.kutt(kutt.base(), "another", Optional.empty(), pauses::add)) {
      assertThatThrownBy(source::next)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("does not let this key in (401)");
    }
    assertThat(pauses).isEmpty();
  }

  private List<Row> rows() throws IOException {
    return rows(kutt);
  }

  private List<Row> rows(PretendKutt server) throws IOException {
    try (RemoteSource source =
        RemoteSource.kutt(server.base(), KEY, Optional.empty(), pauses::add)) {
      return Rows.of(source);
    }
  }

  private static Link onDomain(String code, String target, String domain) {
    return Link.of(code, target).with("domain", "\"" + domain + "\"").with("domain_id", "7");
  }

  private static List<Link> links(int count) {
    return codes(count).stream().map(code -> Link.of(code, "https://example.org/" + code)).toList();
  }

  private static List<String> codes(int count) {
    return IntStream.range(0, count).mapToObj(i -> "c" + i).toList();
  }
}
