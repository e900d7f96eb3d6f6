package gotourl.transfer;

import static gotourl.support.PretendApi.quoted;
import static gotourl.transfer.ShlinkReading.BEGINNING;
import static gotourl.transfer.ShlinkReading.orNull;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.PretendShlink.Link;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShlinkDomainsTest {

  private final ShlinkReading reading = new ShlinkReading("ShlinkDomainsTest");

  @AfterEach
  void stop() {
    reading.close();
  }

  @Test
  void domainsComeFirstAndLeadWhereTheyLed() throws IOException {
    reading.shlink.domains(
        "{\"data\":["
            + domain(
                "s.test:8080",
                true,
                "https://s.test/start",
                null,
                "https://s.test/{DOMAIN}/none",
                null)
            + ","
            + domain(
                "aaa.example",
                false,
                null,
                "https://aaa.example/404",
                null,
                "https://aaa.example/old")
            + ","
            + domain(
                "bbb.example",
                false,
                null,
                "https://bbb.example/404",
                "https://bbb.example/x{ORIGINAL_PATH}",
                null)
            + ","
            + domain(
                "ccc.example",
                false,
                null,
                "https://ccc.example/404",
                "https://ccc.example/none",
                null)
            + "],\"defaultRedirects\":{\"baseUrlRedirect\":\"https://somewhere.example\",\"regular404Redirect\":null,\"invalidShortUrlRedirect\":null}}");
    reading.shlink.add(Link.of("a", "https://example.org", BEGINNING));

    List<Row> rows = reading.rows();

    assertThat(Rows.domains(rows))
        .containsExactly(
            new ForeignDomain(
                "DEFAULT",
                false,
                "https://s.test/start",
                "https://s.test/s.test:8080/none",
                "",
                false),
            new ForeignDomain(
                "aaa.example",
                false,
                "https://somewhere.example",
                "https://aaa.example/404",
                "https://aaa.example/old",
                false),
            new ForeignDomain(
                "bbb.example",
                false,
                "https://somewhere.example",
                "https://bbb.example/404",
                "",
                false),
            new ForeignDomain(
                "ccc.example",
                false,
                "https://somewhere.example",
                "https://ccc.example/none",
                "",
                false));
    assertThat(Rows.unreadable(rows))
        .containsExactly(
            "domain 3: domain \"bbb.example\" comes without invalidShortUrlRedirect"
                + " \"https://bbb.example/x{ORIGINAL_PATH}\": no target of a domain here can have the"
                + " path in it",
            "domain 4: domain \"ccc.example\" comes without regular404Redirect"
                + " \"https://ccc.example/404\": each path is a code here, and"
                + " invalidShortUrlRedirect says more");
    assertThat(rows.getLast().place()).hasToString("link 1");
  }

  @Test
  void anEmptyShlinkHasNothingButItsDomain() throws IOException {
    assertThat(reading.rows())
        .containsExactly(
            new Row.OfDomain(
                new Place(Place.Unit.DOMAIN, 1),
                new ForeignDomain("DEFAULT", false, "", "", "", false)));
  }

  private static String domain(
      String name,
      boolean isDefault,
      @Nullable String base,
      @Nullable String other,
      @Nullable String unknown,
      @Nullable String expired) {
    return "{\"domain\":%s,\"isDefault\":%s,\"redirects\":{\"baseUrlRedirect\":%s,\"regular404Redirect\":%s,\"invalidShortUrlRedirect\":%s,\"expiredShortUrlRedirect\":%s}}"
        .formatted(
            quoted(name), isDefault, orNull(base), orNull(other), orNull(unknown), orNull(expired));
  }
}
