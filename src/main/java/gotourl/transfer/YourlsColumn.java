package gotourl.transfer;

import java.util.List;
import java.util.Locale;

/** What a column of YOURLS' table of links says. */
enum YourlsColumn {
  KEYWORD,
  URL,
  TITLE,
  TIMESTAMP,
  CLICKS,
  /** Among them the address of whoever made the link: it is never kept. */
  PASSED_OVER;

  /**
   * In the order in which YOURLS makes the table. Source: YOURLS/YOURLS, {@code
   * includes/functions-install.php}.
   */
  static final List<YourlsColumn> USUAL =
      List.of(KEYWORD, URL, TITLE, TIMESTAMP, PASSED_OVER, CLICKS);

  /** Beyond it a table is no table of YOURLS, whatever its plugins add. */
  static final int COUNT_MAX = 256;

  static YourlsColumn called(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "keyword" -> KEYWORD;
      case "url" -> URL;
      case "title" -> TITLE;
      case "timestamp" -> TIMESTAMP;
      case "clicks" -> CLICKS;
      default -> PASSED_OVER;
    };
  }

  /** Whether a table with these columns is one of links. */
  static boolean areOfLinks(List<YourlsColumn> columns) {
    return columns.contains(KEYWORD) && columns.contains(URL);
  }
}
