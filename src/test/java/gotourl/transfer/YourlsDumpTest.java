package gotourl.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class YourlsDumpTest {

  private static final String ROW = "'2024-02-01 12:00:00','192.0.2.7',0)";

  @Test
  void aDumpOfMysqldump() throws IOException {
    assertThat(file("mysqldump.sql"))
        .containsExactly(
            "line 36 abc -> https://example.com/?a=1&b=2 [title=It's \\\"a\\\" title, visits=12,"
                + " created=2024-02-01T10:00:00Z]",
            "line 36 lines -> https://example.com/lines [title=one\\u000atwo\\\\three,"
                + " created=2024-02-01T10:00:00Z]",
            "line 36 none -> https://example.com/none",
            "line 36 hex -> https://example.com/hex [visits=1, created=2024-02-01T10:00:00Z]");
  }

  @Test
  void aDumpOfPhpMyAdmin() throws IOException {
    assertThat(file("phpmyadmin.sql"))
        .containsExactly(
            "line 19 yourls -> https://yourls.org/ [title=YOURLS: Your Own URL Shortener, visits=5,"
                + " created=2024-02-01T12:00:00Z]",
            "line 20 add -> https://example.com/reserved [title=It's doubled,"
                + " created=2024-02-01T12:00:00Z]",
            "line 21 yourls -> https://example.com/again [created=2024-02-01T12:00:00Z]",
            "line 23 order -> https://example.com/order [visits=7]");
  }

  @Test
  void aDamagedDumpOfMariadb() throws IOException {
    assertThat(file("mariadb-damaged.sql"))
        .containsExactly(
            "line 12 refused: code \"a\": bytes that are no UTF-8",
            "line 13 refused: code \"b\": a row that does not end where it must",
            "line 14 c -> https://example.com/c [title=C, visits=3, created=2024-02-01T12:00:00Z]",
            "line 15 refused: code \"d\": \"01.02.2024\" does not say which number is the month: it"
                + " must be like 2024-02-01",
            "line 16 refused: code \"e\": 4 values where the table has 5",
            "line 17 refused: code \"f\": \"-6\" is no number",
            "line 18 g -> https://example.com/g [title=G, visits=7, created=2024-02-01T12:00:00Z]",
            "line 19 refused: what stands between two rows is damaged",
            "line 20 i -> https://example.com/i [title=I, visits=9, created=2024-02-01T12:00:00Z]",
            "line 22 j -> https://example.com/j [title=J, visits=10, created=2024-02-01T12:00:00Z]",
            "line 23 refused: code \"k\": the dump ends in the middle of a statement");
  }

  @Test
  void noAddressOfAnybodyIsTold() throws IOException {
    assertThat(file("mysqldump.sql").toString() + file("phpmyadmin.sql"))
        .doesNotContain("192.0.2.7", "2001:db8");
  }

  @Test
  void columnsAreInTheOrderOfTheTableOfTheStatementOrElseTheUsual() throws IOException {
    assertThat(
            rows(
                "CREATE TABLE x_url (url text, `clicks` int, \"keyword\" varchar(9), PRIMARY KEY (keyword));\n"
                    + "INSERT INTO x_url VALUES ('u',3,'a');\n"
                    + "INSERT INTO x_url (keyword,url) VALUES ('b','v');\n"
                    + "REPLACE INTO `db`.`yourls_url` VALUES ('c','w','t',"
                    + ROW
                    + ";"))
        .containsExactly(
            "line 2 a -> u [visits=3]",
            "line 3 b -> v",
            "line 4 c -> w [title=t, created=2024-02-01T12:00:00Z]");
  }

  @Test
  void otherTablesArePassedOver() throws IOException {
    assertThat(
            rows(
                """
                CREATE TABLE shop_url (id int, url text);
                INSERT INTO shop_url VALUES (1,'x');
                INSERT INTO yourls_log VALUES (1,'; INSERT INTO yourls_url VALUES');
                INSERT INTO yourls_url (keyword,url) VALUES ('a','u');
                """))
        .containsExactly("line 4 a -> u");
  }

  @Test
  void escapesAreThoseOfMysql() throws IOException {
    assertThat(
            rows(
                "INSERT INTO yourls_url (keyword,url,title) VALUES"
                    + " ('a','\\0\\'\\\"\\b\\n\\r\\t\\Z\\\\\\%\\_\\x','it''s'),"
                    + "(_binary 'b',X'75',_utf8mb4\"t\"\"u\");"))
        .containsExactly(
            "line 1 a -> \0'\"\b\n\r\t\u001A\\\\%\\_x [title=it's]",
            "line 1 b -> u [title=t\\\"u]");
  }

  @Test
  void timesAreOfTheZoneOfTheDumpOrOfTheOneThatIsGiven() throws IOException {
    Reading tokyo = new Reading(Optional.empty(), ZoneId.of("Asia/Tokyo"));
    String row = "INSERT INTO yourls_url VALUES ('a','u',''," + ROW + ";";

    assertThat(rows(row, tokyo)).containsExactly("line 1 a -> u [created=2024-02-01T03:00:00Z]");
    assertThat(rows("SET time_zone = 'SYSTEM'; " + row, tokyo))
        .containsExactly("line 1 a -> u [created=2024-02-01T03:00:00Z]");
    assertThat(rows("/*!40103 SET TIME_ZONE='+00:00' */; " + row, tokyo))
        .containsExactly("line 1 a -> u [created=2024-02-01T12:00:00Z]");
    assertThat(rows("SET @@session.time_zone = \"Europe/Berlin\"; " + row, tokyo))
        .containsExactly("line 1 a -> u [created=2024-02-01T11:00:00Z]");
  }

  @Test
  void commentsArePassedOverWhereverTheyStand() throws IOException {
    assertThat(
            rows(
                "# (\n-- '\n/* ; ' */ INSERT /* x */ INTO yourls_url (keyword, -- '\n url) VALUES"
                    + " (/* ( */'a','u'/*!, */);"))
        .containsExactly(
            "line 4 refused: code \"a\": no value where one must stand"); // the comma is executed
    assertThat(
            rows(
                "# (\n-- '\n/* ; ' */ INSERT /* x */ INTO yourls_url (keyword, -- '\n url) VALUES"
                    + " (/* ( */'a','u'/*),*/);"))
        .containsExactly("line 4 a -> u");
  }

  @Test
  void whatAServerExecutesInAStatementOfItsOwnIsRead() throws IOException {
    assertThat(rows("/*!50000 INSERT INTO yourls_url (keyword,url) VALUES ('a','u') */;"))
        .containsExactly("line 1 a -> u");
  }

  @Test
  void damageInAColumnThatIsPassedOverCostsNothing() throws IOException {
    String agent = "x".repeat(SqlTokens.TEXT_CHARS_MAX + 1);

    assertThat(rows("INSERT INTO yourls_url (keyword,agent,url) VALUES ('a','" + agent + "','u');"))
        .containsExactly("line 1 a -> u");
  }

  @Test
  void damageCostsTheRestOfItsLine() throws IOException {
    assertThat(
            rows(
                """
                INSERT INTO yourls_url (keyword,url) VALUES ('a','u'),('b','v'x),('c','w');
                INSERT INTO yourls_url (keyword,url) VALUES ('d','x');
                """))
        .containsExactly(
            "line 1 a -> u",
            "line 1 refused: code \"b\": a row that does not end where it must",
            "line 2 d -> x");
  }

  @Test
  void damageOverLinesSaysHowFarItGoes() throws IOException {
    assertThat(
            rows(
                """
                INSERT INTO yourls_url (keyword,url) VALUES
                ('a','u'),
                ('b',,
                ('c','not a row: the line before does not end as one'),
                ('d','w');
                INSERT INTO yourls_url (keyword,url) VALUES ('e','x');
                """))
        .containsExactly(
            "line 2 a -> u",
            "line 3 refused: code \"b\": no value where one must stand; passed over up to line 4",
            "line 5 d -> w",
            "line 6 e -> x");
  }

  @Test
  void aTextBeyondItsBoundCostsItsRow() throws IOException {
    String title = "t".repeat(SqlTokens.TEXT_CHARS_MAX + 1);

    assertThat(
            rows(
                "INSERT INTO yourls_url (keyword,url,title) VALUES ('a','u','"
                    + title
                    + "'),('b','v','t');"))
        .containsExactly(
            "line 1 refused: code \"a\": a text of more than 65536 characters",
            "line 1 b -> v [title=t]");
  }

  @Test
  void aDumpThatEndsTooEarlySaysSoOnce() throws IOException {
    assertThat(rows("INSERT INTO yourls_url (keyword,url) VALUES ('a','u'),"))
        .containsExactly(
            "line 1 a -> u", "line 1 refused: the dump ends in the middle of a statement");
    assertThat(rows("INSERT INTO yourls_url (keyword,url) VALUES ('a','u')\n"))
        .containsExactly(
            "line 1 a -> u", "line 1 refused: the dump ends in the middle of a statement");
    assertThat(rows("INSERT INTO yourls_url (keyword,url) VALUES ('a','u"))
        .containsExactly("line 1 refused: code \"a\": the dump ends in the middle of a statement");
    assertThat(
            rows(
                "CREATE TABLE yourls_url (keyword int, url text);\nINSERT INTO yourls_log VALUES (1,'x"))
        .containsExactly("line 2 refused: the dump ends in the middle of a statement");
  }

  @Test
  void aDumpWithoutLinksSaysSo() throws IOException {
    assertThat(rows("CREATE TABLE t (id int);\nINSERT INTO t VALUES (1);\n"))
        .containsExactly("line 1 refused: the dump has no table of links of YOURLS");
    assertThat(rows("CREATE TABLE yourls_url (keyword int, url text);\n")).isEmpty();
  }

  @Test
  void aDumpIsKnownByItsFirstStatement() throws IOException {
    for (String dump :
        List.of(
            "-- MySQL dump 10.13\n\n/*!40101 SET NAMES utf8 */;\n",
            "/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump\n/*!40101 SET x=1 */;",
            "\uFEFF-- phpMyAdmin SQL Dump\nSET SQL_MODE = \"x\";",
            "create table `t` (",
            "DROP TABLE IF EXISTS `yourls_url`;")) {
      assertThat(begins(dump)).as(dump).isTrue();
    }
    for (String other :
        List.of(
            "",
            "-- nothing",
            "{\"Key\":\"a\"}",
            "code,url\n",
            "set,url\na,b\n",
            "insert\0",
            "'x")) {
      assertThat(begins(other)).as(other).isFalse();
    }
  }

  private static boolean begins(String text) throws IOException {
    try (Window window =
        new Window(new ByteArrayInputStream(text.getBytes(UTF_8)), YourlsDump.LOOKAHEAD_BYTES)) {
      boolean begins = YourlsDump.beginsAt(window);
      assertThat(window.offset()).isZero();
      return begins;
    }
  }

  private static List<String> file(String name) throws IOException {
    try (InputStream in = Files.newInputStream(Path.of("src/test/resources/import/yourls", name))) {
      return RowText.of(new YourlsDump(in, Reading.USUAL));
    }
  }

  private static List<String> rows(String dump) throws IOException {
    return rows(dump, Reading.USUAL);
  }

  private static List<String> rows(String dump, Reading reading) throws IOException {
    return RowText.of(new YourlsDump(new ByteArrayInputStream(dump.getBytes(UTF_8)), reading));
  }
}
