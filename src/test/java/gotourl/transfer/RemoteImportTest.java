package gotourl.transfer;

import static gotourl.transfer.ShlinkReading.later;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.link.BaseUrl;
import gotourl.link.Link;
import gotourl.link.UrlPolicy;
import gotourl.support.Listings;
import gotourl.support.MemoryCredentials;
import gotourl.support.MemoryStore;
import gotourl.support.PretendApi.Fault;
import gotourl.support.PretendKutt;
import gotourl.support.PretendShlink;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes of a running server's links in a store. */
class RemoteImportTest {

  private static final BaseUrl BASE = BaseUrl.parse("goto.example");

  private static final UrlPolicy POLICY =
      new UrlPolicy(new UrlPolicy.Options(new BaseUrl("http", "localhost:3000"), Set.of()));

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

  private final ShlinkReading reading = new ShlinkReading("RemoteImportTest");
  private final List<String> refusals = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();

  @AfterEach
  void stop() {
    reading.close();
  }

  @Test
  void anImportThatBrokeOffIsGoneOnWithByImportingAgain() throws IOException {
    fill(reading.shlink);
    MemoryStore undisturbed = new MemoryStore(false, CLOCK);
    Report all = bringIn(undisturbed);
    MemoryStore store = new MemoryStore(false, CLOCK);
    int asked = reading.shlink.asked().size();
    reading.shlink.fail(request -> request >= asked + 3 ? Fault.CUT : Fault.NONE);

    assertThatThrownBy(() -> bringIn(store))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("import again: what is there already stays");
    int some = Listings.newest(store).size();
    reading.shlink.fail(_ -> Fault.NONE);
    Report rest = bringIn(store);

    assertThat(all.added()).isEqualTo(700);
    assertThat(some).isBetween(1, 699);
    assertThat(rest.same()).isEqualTo(some);
    assertThat(rest.added()).isEqualTo(700 - some);
    assertThat(Listings.newest(store)).isEqualTo(Listings.newest(undisturbed));
    assertThat(store.domains().now().named("other.example")).isPresent();
    assertThat(refusals).isEmpty();
  }

  @Test
  void numbersFollowTheOrderInWhichLinksWereMadeThere() throws IOException {
    fill(reading.shlink);
    MemoryStore store = new MemoryStore(false, CLOCK);

    bringIn(store);

    List<Link> oldestFirst = Listings.newest(store).reversed();
    assertThat(oldestFirst).extracting(Link::created).isSorted();
    assertThat(oldestFirst.getFirst().created()).isEqualTo(later(0).toInstant());
  }

  @Test
  void whatNoLinkHereCanBeIsRefusedByItsName() throws IOException {
    PretendShlink shlink = reading.shlink;
    shlink.add(PretendShlink.Link.of("ok", "https://example.org", later(1)));
    shlink.add(PretendShlink.Link.of("-/x", "https://example.org", later(2)));
    shlink.add(PretendShlink.Link.of("app", "myapp://open", later(3)));
    shlink.add(
        PretendShlink.Link.of("rules", "https://example.org", later(4))
            .with("hasRedirectRules", "true"));
    shlink.rules(
        "rules",
        "[{\"longUrl\":\"https://one.example\",\"priority\":1,\"conditions\":["
            + "{\"type\":\"device\",\"matchKey\":null,\"matchValue\":\"toaster\"}]}]");

    Report report = bringIn(new MemoryStore(false, CLOCK));

    assertThat(report.added()).isEqualTo(1);
    assertThat(refusals)
        .hasSize(3)
        .satisfies(lines -> assertThat(lines.get(0)).startsWith("link 2: code \"-/x\": "))
        .satisfies(lines ->
            assertThat(lines.get(1)).startsWith("link 3: code \"app\" to \"myapp://open\": "))
        .satisfies(lines -> assertThat(lines.get(2)).contains("code \"rules\": ", "toaster"));
  }

  @Test
  void aKuttComesInWithAllItsDomains() throws IOException {
    MemoryStore store = new MemoryStore(false, CLOCK);
    try (PretendKutt kutt = PretendKutt.start(PretendKutt.Kind.ADMINISTRATOR, "key")) {
      kutt.domain("s.example", "\"https://s.example/home\"");
      for (int i = 0; i < 130; i++) {
        kutt.add(
            PretendKutt.Link.of("c" + i, "https://example.org/" + i)
                .with("domain", i % 2 == 0 ? "\"s.example\"" : "null")
                .with("domain_id", i % 2 == 0 ? "7" : "null"));
      }
      try (RemoteSource source =
          RemoteSource.kutt(kutt.base(), "key", Optional.empty(), pauses::add)) {
        assertThat(bringIn(store, source).added()).isEqualTo(130);
      }
    }

    assertThat(store.domains().now().named("s.example"))
        .hasValueSatisfying(
            domain -> assertThat(domain.fallbacks().unknown()).hasValue("https://s.example/home"));
    assertThat(Listings.newest(store).reversed())
        .extracting(link -> link.key().code())
        .startsWith("c0", "c1", "c2")
        .endsWith("c129");
  }

  private static void fill(PretendShlink shlink) {
    for (int i = 0; i < 700; i++) {
      PretendShlink.Link link =
          PretendShlink.Link.of("c" + i / 2, "https://example.org/" + i, later(i))
              .with("tags", "[\"a\",\"b" + i % 7 + "\"]")
              .with("visitsSummary", "{\"total\":" + i + "}");
      shlink.add(i % 2 == 0 ? link : link.at("other.example"));
    }
  }

  private Report bringIn(MemoryStore store) throws IOException {
    try (RemoteSource source =
        RemoteSource.shlink(
            reading.shlink.base(), ShlinkReading.KEY, Optional.empty(), pauses::add)) {
      return bringIn(store, source);
    }
  }

  private Report bringIn(MemoryStore store, RemoteSource source) throws IOException {
    return new Transfer(store, new MemoryCredentials(), POLICY, BASE, pauses::add)
        .importing(
            "a server",
            ImportOptions.USUAL,
            row -> {
              if (row.outcome().isLeft()) {
                refusals.add(row.toString());
              }
            })
        .run(source, new DomainChoice.Own());
  }
}
