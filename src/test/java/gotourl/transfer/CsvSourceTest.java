package gotourl.transfer;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CsvSourceTest {

  @Test
  void eachRowIsALinkWithThePlaceWhereItBegins() throws IOException {
    assertThat(rows("code,url\na,http://x/\n\nb,http://y/\r\nc,http://z/\rd,http://w/"))
        .containsExactly(
            "line 2 a -> http://x/",
            "line 4 b -> http://y/",
            "line 5 c -> http://z/",
            "line 6 d -> http://w/");
  }

  @Test
  void theSeparatorIsTheOneThatMakesAHeader() throws IOException {
    for (String separator : List.of(",", ";", "\t")) {
      assertThat(rows("code#url#title\na#http://x/#t\n".replace("#", separator)))
          .as(separator)
          .containsExactly("line 2 a -> http://x/ [title=t]");
    }
    assertThat(rows("code;url;\"a,b,c,d\"\na;http://x/;1\n"))
        .containsExactly("line 2 a -> http://x/");
  }

  @Test
  void theHeaderMayBeginWithWhatExcelSaysOfTheSeparator() throws IOException {
    assertThat(rows("sep=;\ncode;url\na;http://x/\n")).containsExactly("line 3 a -> http://x/");
  }

  @Test
  void quotesHoldSeparatorsLineEndsAndDoubledQuotes() throws IOException {
    assertThat(
            rows("code,url,note\na,http://x/,\"1,\"\"2\"\"\r\n3\"\nb,http://y/,a \"word\" in it"))
        .containsExactly(
            "line 2 a -> http://x/ [note=1,\\\"2\\\"\\u000d\\u000a3]",
            "line 4 b -> http://y/ [note=a \\\"word\\\" in it]");
  }

  @Test
  void namesDifferInCaseBlanksAndDashesOnly() throws IOException {
    assertThat(rows("Short Code,LONG_URL,Valid-Until\na,http://x/,2030-01-01\n"))
        .containsExactly("line 2 a -> http://x/ [until=2030-01-01T00:00:00Z]");
  }

  @Test
  void columnsThatNobodyKnowsAreIgnored() throws IOException {
    assertThat(rows("id,code,colour,url\n7,a,red,http://x/\n"))
        .containsExactly("line 2 a -> http://x/");
  }

  @Test
  void columnsThatOnlyOurFilesHaveAreIgnoredInOthers() throws IOException {
    assertThat(rows("code,url,rules,version,state,visitsCounted\na,http://x/,some,2.1,binned,?\n"))
        .containsExactly("line 2 a -> http://x/");
  }

  @Test
  void ofTwoColumnsForOneThingTheBetterNameCounts() throws IOException {
    assertThat(rows("url,slug,longUrl,shortCode\nno,no,http://x/,a\n"))
        .containsExactly("line 2 a -> http://x/");
  }

  @Test
  void aFieldOfTheApiHasItsNameThere() throws IOException {
    assertThat(
            rows(
                "shortCode,longUrl,domain,title,note,tags,enabled,validSince,validUntil,forwardQuery,"
                    + "redirectStatus,cacheSeconds,crawlable,maxVisits,createdAt,visits\n"
                    + "a,http://x/,d.example,T,N,\"p,q\",false,2024-01-01,2025-01-01,true,301,60,true,5,"
                    + "2023-01-01,9\n"))
        .containsExactly(
            "line 2 a -> http://x/ [domain=d.example, title=T, note=N, tags=p+q, visits=9,"
                + " enabled=false, since=2024-01-01T00:00:00Z, until=2025-01-01T00:00:00Z,"
                + " forwardsQuery=true, status=301, cache=60, crawlable=true, max=5,"
                + " created=2023-01-01T00:00:00Z]");
  }

  @Test
  void codeAndDomainFollowFromAShortUrl() throws IOException {
    assertThat(
            rows(
                """
                short url,url
                https://s.example/a,http://x/
                s.example/b/c/,http://x/
                http://s.example:8080/%C3%BC+%2B?x=1#y,http://x/
                d,http://x/
                https://s.example,http://x/
                s.example/100%,http://x/
                """))
        .containsExactly(
            "line 2 a -> http://x/ [domain=s.example]",
            "line 3 b/c -> http://x/ [domain=s.example]",
            "line 4 ü++ -> http://x/ [domain=s.example]",
            "line 5 d -> http://x/",
            "line 6  -> http://x/ [domain=s.example]",
            "line 7 100% -> http://x/ [domain=s.example]");
  }

  @Test
  void aColumnOfItsOwnGoesBeforeTheShortUrl() throws IOException {
    assertThat(rows("short url,url,domain,code\nhttps://s.example/a,http://x/,d.example,b\n"))
        .containsExactly("line 2 b -> http://x/ [domain=d.example]");
  }

  @Test
  void tagsStandBetweenCommasBarsOrSemicolons() throws IOException {
    assertThat(rows("code,url,tags\na,u,\"p, q ,,r\"\nb,u,p|q r\nc,u,p;q\n"))
        .containsExactly(
            "line 2 a -> u [tags=p+q+r]", "line 3 b -> u [tags=p+q r]", "line 4 c -> u [tags=p+q]");
  }

  @Test
  void aTimeWithoutZoneIsOfTheZoneThatIsGiven() throws IOException {
    Reading tokyo = new Reading(Optional.empty(), ZoneId.of("Asia/Tokyo"));

    assertThat(rows("code,url,created\na,u,2024-01-01 09:00:00\n".getBytes(UTF_8), tokyo))
        .containsExactly("line 2 a -> u [created=2024-01-01T00:00:00Z]");
  }

  @Test
  void aCellThatIsNotWhatItsColumnHasCostsTheRow() throws IOException {
    assertThat(
            rows(
                """
                code,url,created,clicks,max clicks,redirect type,active
                a,u,soon,,,,
                b,u,,"1,000",,,
                c,u,,-1,,,
                d,u,,,0,,
                e,u,,,,200,
                f,u,,,,305,
                g,u,,,,,perhaps
                h,u,,99999999999999999999,,,
                i,u,NULL,\\N,,,
                """))
        .containsExactly(
            "line 2 refused: code \"a\": createdAt \"soon\" is no time that is known here",
            "line 3 refused: code \"b\": importedVisits \"1,000\" is no number",
            "line 4 refused: code \"c\": importedVisits \"-1\" is no number",
            "line 5 refused: code \"d\": maxVisits \"0\" is not 1 to 2147483647",
            "line 6 refused: code \"e\": redirectStatus \"200\" is not 301 to 308",
            "line 7 refused: code \"f\": redirectStatus \"305\" is not 301, 302, 303, 307 or 308",
            "line 8 refused: code \"g\": enabled \"perhaps\" is neither true nor false",
            "line 9 refused: code \"h\": importedVisits \"99999999999999999999\" is no number",
            "line 10 i -> u");
  }

  @Test
  void aLinkWithAPasswordIsRefusedAndThePasswordIsNotRepeated() throws IOException {
    assertThat(rows("code,url,password,has password\na,u,hunter2,\nb,u,,true\nc,u,,false\nd,u,,\n"))
        .containsExactly(
            "line 2 refused: code \"a\": password is set: links with passwords do not come along by a CSV",
            "line 3 refused: code \"b\": hasPassword is true: the file does not say what password the"
                + " link has",
            "line 4 c -> u",
            "line 5 d -> u");
  }

  @Test
  void aRowWithCellsTooFewOrTooManyIsRefused() throws IOException {
    assertThat(rows("code,url,title\na,u\nb,u,t,x\nc,u,t,,\nd\n,,\n\" \",,\ne,u,t"))
        .containsExactly(
            "line 2 refused: 2 cells where the header has 3",
            "line 3 refused: 4 cells where the header has 3",
            "line 4 c -> u [title=t]",
            "line 5 refused: 1 cells where the header has 3",
            "line 8 e -> u [title=t]");
  }

  @Test
  void charactersBehindAClosingQuoteCostOneRow() throws IOException {
    assertThat(rows("code,url,title\na,u,\"t\"x\nb,u,\"t\"\n"))
        .containsExactly(
            "line 2 refused: characters behind the quote that closes a cell",
            "line 3 b -> u [title=t]");
  }

  @Test
  void aQuoteThatIsNeverClosedIsOneRowToTheEnd() throws IOException {
    assertThat(rows("code,url,title\na,u,t\nb,u,\"torn\nc,u,t\nd,u,t\n"))
        .containsExactly(
            "line 2 a -> u [title=t]",
            "line 3 refused: a quote that is not closed before the end of the file; passed over up to"
                + " line 5");
    assertThat(rows("code,url,title\nb,u,\"torn"))
        .containsExactly("line 2 refused: a quote that is not closed before the end of the file");
  }

  @Test
  void aRowOrCellBeyondItsBoundIsPassedOver() throws IOException {
    String longCell = "n".repeat(CsvRows.CELL_CHARS_MAX);

    assertThat(
            rows(
                ("code,url,note\na,u,%s\nb,u,%sn\nc,u,\"" + "n\n".repeat(CsvRows.ROW_CHARS_MAX))
                        .formatted(longCell, longCell)
                    + "\"\nd,u,t\n"))
        .satisfiesExactly(
            row -> assertThat(row).startsWith("line 2 a -> u [note=nnn"),
            row ->
                assertThat(row).isEqualTo("line 3 refused: a cell of more than 65536 characters"),
            row ->
                assertThat(row)
                    .isEqualTo(
                        "line 4 refused: a row of more than 262144 characters; passed over up to line"
                            + " 262148"),
            row -> assertThat(row).isEqualTo("line 262149 d -> u [note=t]"));
  }

  @Test
  void noMoreOfARowIsKeptThanItsBound() throws IOException {
    String file = "\"" + "n\n".repeat(2 * CsvRows.ROW_CHARS_MAX) + "\"";
    CsvRows rows =
        new CsvRows(new ForeignText(new ByteArrayInputStream(file.getBytes(UTF_8)), Reading.USUAL));

    assertThat(requireNonNull(rows.next()).text()).hasSize(CsvRows.ROW_CHARS_MAX);
  }

  @Test
  void bytesThatAreNoTextCostTheirRowOnly() throws IOException {
    byte[] file = "code,url,title\na,u,Gr?n\nb,u,😀\uFFFD\n".getBytes(UTF_8);
    file["code,url,title\na,u,Gr".length()] = (byte) 0xFC;

    assertThat(rows(file, Reading.USUAL))
        .containsExactly(
            "line 2 refused: bytes that are no UTF-8", "line 3 b -> u [title=😀\uFFFD]");
  }

  @Test
  void theCharsetIsTheOneOfTheMarkOrTheOneThatIsGiven() throws IOException {
    String text = "code,url,title\na,u,Grüße\n";
    Reading latin = new Reading(Optional.of(Charset.forName("windows-1252")), ZoneOffset.UTC);

    assertThat(rows(text.getBytes(Charset.forName("windows-1252")), latin))
        .containsExactly("line 2 a -> u [title=Grüße]");
    for (Charset charset : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
      assertThat(rows(("\uFEFF" + text).getBytes(charset), latin))
          .as(charset.name())
          .containsExactly("line 2 a -> u [title=Grüße]");
    }
  }

  @Test
  void aFileThatHeadsNoLinksSaysSo() throws IOException {
    assertThat(rows("name,age\nx,1\ny,2\n"))
        .containsExactly(
            "line 1 refused: no header with a column for the code (or short URL) and the target");
    assertThat(rows("code,url,\"torn\na,u,t\n"))
        .containsExactly(
            "line 1 refused: a quote that is not closed before the end of the file; passed over up to"
                + " line 2");
    assertThat(rows("")).isEmpty();
  }

  @Test
  void aCsvIsKnownByItsHeader() throws IOException {
    assertThat(begins("Code;Destination\n")).isTrue();
    assertThat(begins("sep=,\nshort link,url")).isTrue();
    assertThat(begins("\"abc\",\"https://x/\",NULL,\"2024-02-01 12:00:00\",\"::1\",\"0\""))
        .isTrue();
    for (String other :
        List.of(
            "",
            "\n",
            "code\nabc\n",
            "url,title\nhttp://x/,t\n",
            "code,title\na,t\n",
            "{\"Key\":\"a\",\"URL\":\"u\"}\n",
            "-- MySQL dump\nINSERT INTO `yourls_url` VALUES ('code','url');\n",
            "a".repeat(100_000),
            "code," + "x,".repeat(CsvHeader.CELLS_MAX) + "url\n",
            "abc,https://x/,t,2024-02-01,::1,0",
            "\u0000\u0001\u0002")) {
      assertThat(begins(other)).as(other.length() > 60 ? other.substring(0, 60) : other).isFalse();
    }
  }

  @Test
  void ourOwnIsKnownByItsHeader() throws IOException {
    String ours = "visitsCounted;hasPassword;longUrl;mine;shortCode\n";

    assertThat(isOurs(ours)).isTrue();
    assertThat(isOurs(ours.replace("longUrl", "url"))).isFalse();
    assertThat(isOurs(ours.replace("shortCode", "shortcode"))).isFalse();
    assertThat(isOurs("code,url\n")).isFalse();
  }

  @Test
  void aWindowIsReadToItsEndAsAStream() throws IOException {
    String file = "code,url,note\n" + "a,u,\"long\n\"\n".repeat(20_000);
    Window window =
        new Window(new ByteArrayInputStream(file.getBytes(UTF_8)), CsvSource.LOOKAHEAD_BYTES);

    assertThat(CsvSource.beginsAt(window, Reading.USUAL)).isTrue();
    assertThat(RowText.rows(new CsvSource(new WindowStream(window), Reading.USUAL)))
        .hasSize(20_000)
        .last()
        .hasToString(
            new Row.Read(
                    new Place(Place.Unit.LINE, 40_000), ForeignLink.of("a", "u").withNote("long\n"))
                .toString());
  }

  private static boolean isOurs(String text) throws IOException {
    try (Window window =
        new Window(new ByteArrayInputStream(text.getBytes(UTF_8)), CsvSource.LOOKAHEAD_BYTES)) {
      return CsvSource.isOursAt(window, Reading.USUAL);
    }
  }

  private static boolean begins(String text) throws IOException {
    try (Window window =
        new Window(new ByteArrayInputStream(text.getBytes(UTF_8)), CsvSource.LOOKAHEAD_BYTES)) {
      boolean begins = CsvSource.beginsAt(window, Reading.USUAL);
      assertThat(window.offset()).isZero();
      return begins;
    }
  }

  private static List<String> rows(String text) throws IOException {
    return rows(text.getBytes(UTF_8), Reading.USUAL);
  }

  private static List<String> rows(byte[] file, Reading reading) throws IOException {
    return RowText.of(new CsvSource(new ByteArrayInputStream(file), reading));
  }
}
