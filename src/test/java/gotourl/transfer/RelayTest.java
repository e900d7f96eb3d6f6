package gotourl.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.link.BaseUrl;
import gotourl.link.UrlPolicy;
import gotourl.support.Listings;
import gotourl.support.MemoryCredentials;
import gotourl.support.MemoryStore;
import gotourl.support.PretendApi.Fault;
import gotourl.support.PretendShlink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is read of another server and handed on comes to the same as what is brought in at once. */
class RelayTest {

  private static final BaseUrl BASE = BaseUrl.parse("goto.example");

  private static final UrlPolicy POLICY = new UrlPolicy(new UrlPolicy.Options(BASE, Set.of()));

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

  private final ShlinkReading reading = new ShlinkReading("RelayTest");
  private final List<String> left = new ArrayList<>();

  @AfterEach
  void stop() {
    reading.close();
  }

  private ForeignInstance instance() {
    return new ForeignInstance(
        Product.SHLINK, reading.shlink.base(), ShlinkReading.KEY, Optional.empty());
  }

  private Importing importing(MemoryStore store) {
    return new Transfer(store, new MemoryCredentials(), POLICY, BASE, reading.pauses::add)
        .importing("a server", ImportOptions.USUAL, row -> {});
  }

  @Test
  void itIsTheSameAsBroughtInAtOnce() throws IOException {
    for (int i = 0; i < 300; i++) {
      PretendShlink.Link link =
          PretendShlink.Link.of("c" + i, "https://example.org/" + i, ShlinkReading.later(i))
              .with("tags", "[\"a\",\"b" + i % 7 + "\"]")
              .with("title", i % 3 == 0 ? "\"say \\\"hi\\\" \\u00e9\"" : "null")
              .with("visitsSummary", "{\"total\":" + i + "}")
              .with(
                  "meta",
                  "{\"validSince\":null,\"validUntil\":\"2030-01-01T00:00:00+02:00\",\"maxVisits\":"
                      + (i % 5 == 0 ? "1000" : "null")
                      + "}");
      reading.shlink.add(i % 2 == 0 ? link : link.at("other.example"));
    }
    MemoryStore atOnce = new MemoryStore(false, CLOCK);
    importing(atOnce).run(instance());
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    Relay relay = new Relay(instance(), reading.pauses::add);

    relay.run(rows, row -> left.add(row.toString()));

    assertThat(relay.links()).isEqualTo(300);
    assertThat(left).isEmpty();
    MemoryStore handedOn = new MemoryStore(false, CLOCK);
    importing(handedOn).run(new ByteArrayInputStream(rows.toByteArray()));
    assertThat(Listings.newest(handedOn)).isEqualTo(Listings.newest(atOnce)).hasSize(300);
    assertThat(handedOn.domains().now().named("other.example")).isPresent();
    for (long number = 0; number < 300; number++) {
      assertThat(handedOn.visits(number)).isEqualTo(atOnce.visits(number));
    }
  }

  @Test
  void whatCannotComeAlongIsToldByItsName() throws IOException {
    reading.shlink.add(
        PretendShlink.Link.of("rules", "https://example.org", ShlinkReading.later(4))
            .with("hasRedirectRules", "true"));
    reading.shlink.rules(
        "rules",
        "[{\"longUrl\":\"https://one.example\",\"priority\":1,\"conditions\":["
            + "{\"type\":\"geolocation-city-name\",\"matchKey\":null,\"matchValue\":\"Ulm\"}]}]");
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    new Relay(instance(), reading.pauses::add).run(rows, row -> left.add(row.toString()));
    assertThat(left).singleElement().asString().contains("\"rules\"");
    assertThat(rows.toString(StandardCharsets.UTF_8)).doesNotContain("one.example");
  }

  @Test
  void aServerThatBreaksOffIsAnErrorWithoutTheKey() {
    reading.shlink.add(PretendShlink.Link.of("a", "https://example.org", ShlinkReading.later(1)));
    reading.shlink.fail(_ -> Fault.CUT);
    assertThatThrownBy(() ->
            new Relay(instance(), reading.pauses::add).run(new ByteArrayOutputStream(), row -> {}))
        .isInstanceOf(IOException.class)
        .message()
        .doesNotContain(ShlinkReading.KEY);
    assertThat(instance().toString()).doesNotContain(ShlinkReading.KEY);
  }
}
