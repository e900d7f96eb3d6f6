package gotourl.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of the files of other programs, nasty rows and all. */
class CsvFilesTest {

  @Test
  void bitly() throws IOException {
    assertThat(rows("bitly.csv"))
        .containsExactly(
            "line 2 3abcDEF -> https://example.com/a?x=1&y=2 [domain=bit.ly, title=A page,"
                + " tags=news+spring, visits=42, created=2023-05-06T07:08:09Z]",
            "line 3 spring -> https://example.com/spring [domain=go.example,"
                + " title=Spring, \\\"the\\\" sale, tags=news+spring, created=2023-05-06T07:08:09Z]",
            "line 4 4 -> https://example.com/lines [domain=bit.ly, title=one\\u000atwo, visits=7,"
                + " created=2023-05-06T07:08:09Z]",
            "line 6 refused: createdAt \"05/06/2023\" does not say which number is the month: it must"
                + " be like 2024-02-01",
            "line 7 refused: 3 cells where the header has 6",
            "line 8 3abcDEF -> https://example.com/again [domain=bit.ly, title=Twice, visits=1,"
                + " created=2023-05-06T07:08:09Z]",
            "line 9 café -> https://example.com/caf%C3%A9 [domain=bit.ly, title=Café, visits=1,"
                + " created=2023-05-06T07:08:09.123Z]",
            "line 10 refused: a quote that is not closed before the end of the file; passed over up to"
                + " line 11");
  }

  @Test
  void rebrandly() throws IOException {
    assertThat(rows("rebrandly.csv"))
        .containsExactly(
            "line 2 burn10M -> https://example.com/burn [domain=rebrand.ly, title=The title,"
                + " visits=42, forwardsQuery=true, created=2016-07-13T10:54:12Z]",
            "line 3 own -> https://example.com/own [domain=links.example, title=Semi;colon,"
                + " created=2016-07-13T10:54:12Z]",
            "line 4 refused: code \"no\": importedVisits \"many\" is no number");
  }

  @Test
  void shortIo() throws IOException {
    assertThat(rows("shortio.tsv"))
        .containsExactly(
            "line 2 one -> https://example.com/one [domain=s.example, title=One,"
                + " tags=python+short io, until=2030-01-01T00:00:00Z, status=301,"
                + " created=2024-02-01T12:00:00Z]",
            "line 3 two -> https://example.com/two [domain=s.example, title=Tab\\u0009here,"
                + " created=2024-02-01T12:00:00Z]",
            "line 4 refused: code \"three\": password is set: links with passwords do not come along by"
                + " a CSV",
            "line 5 refused: code \"four\": redirectStatus \"200\" is not 301 to 308");
  }

  @Test
  void shlinksWebClient() throws IOException {
    assertThat(rows("shlink-web.csv"))
        .containsExactly(
            "line 2 abc -> https://example.com/ [domain=s.test, title=Example, tags=one+two words,"
                + " visits=12, created=2024-02-01T11:00:00Z]",
            "line 3 a/b/c -> https://example.com/deep [domain=s.test, created=2024-02-01T11:00:00Z]",
            "line 4 add -> https://example.com/reserved [domain=s.test, visits=3,"
                + " created=2024-02-01T11:00:00Z]",
            "line 5 "
                + "x".repeat(255)
                + " -> https://example.com/long [domain=s.test, created=2024-02-01T11:00:00Z]");
  }

  @Test
  void shlinksList() throws IOException {
    assertThat(rows("shlink-list.csv"))
        .containsExactly(
            "line 2 abc -> https://example.com/ [title=Example, tags=one+two, visits=12,"
                + " created=2024-02-01T12:00:00Z]",
            "line 3 other -> https://example.com/o [domain=o.test, created=2024-02-01T12:00:00Z]");
  }

  @Test
  void theExportOfYourlsPlugin() throws IOException {
    assertThat(rows("yourls-plugin.csv"))
        .containsExactly(
            "line 2 abc -> https://example.com/ [visits=12]",
            "line 3 add -> https://example.com/a,b",
            "line 4  -> https://example.com/none");
  }

  @Test
  void theTableOfYourlsWithoutAHeader() throws IOException {
    assertThat(rows("yourls-table.csv"))
        .containsExactly(
            "line 1 abc -> https://example.com/ [title=It\\\"s a title, visits=12,"
                + " created=2024-02-01T12:00:00Z]",
            "line 2 ozh -> https://ozh.example/ [created=2024-02-01T12:00:00Z]",
            "line 3 refused: a quote that is not closed before the end of the file");
  }

  @Test
  void chhoto() throws IOException {
    assertThat(rows("chhoto.csv"))
        .containsExactly(
            "line 2 abc -> https://example.com/ [visits=12]",
            "line 3 soon -> https://example.com/soon [note=until 2030, visits=3,"
                + " until=2030-01-01T00:00:00Z]");
  }

  @Test
  void aSpreadsheetOfSomebody() throws IOException {
    assertThat(rows("spreadsheet.csv"))
        .containsExactly(
            "line 3 spring -> https://example.com/spring [note=for \\\"us\\\", and others,"
                + " since=2024-02-01T00:00:00Z, max=100]",
            "line 4 refused: code \"off\": enabled \"nein\" is neither true nor false",
            "line 5 refused: code \"late\": maxVisits \"0\" is not 1 to 2147483647",
            "line 6 '=x -> https://example.com/guarded [note= as it stands ]");
  }

  @Test
  void whatExcelCallsUnicodeText() throws IOException {
    assertThat(rows("unicode.txt"))
        .containsExactly("line 2 abc -> https://example.com/ [title=Grüße 😀]");
  }

  @Test
  void anOldCharsetWhichCostsRowsUntilSomebodySaysIt() throws IOException {
    assertThat(rows("latin1.csv"))
        .containsExactly(
            "line 2 refused: bytes that are no UTF-8",
            "line 3 plain -> https://example.com/p [title=Plain]");
    assertThat(
            rows(
                "latin1.csv",
                new Reading(Optional.of(Charset.forName("windows-1252")), ZoneOffset.UTC)))
        .containsExactly(
            "line 2 abc -> https://example.com/ [title=Grüße]",
            "line 3 plain -> https://example.com/p [title=Plain]");
  }

  @Test
  void noAddressOfAnybodyIsTold() throws IOException {
    assertThat(rows("yourls-table.csv").toString()).doesNotContain("192.0.2.7", "2001:db8");
  }

  private static List<String> rows(String file) throws IOException {
    return rows(file, Reading.USUAL);
  }

  private static List<String> rows(String file, Reading reading) throws IOException {
    try (InputStream in = Files.newInputStream(Path.of("src/test/resources/import/csv", file))) {
      return RowText.of(new CsvSource(in, reading));
    }
  }
}
