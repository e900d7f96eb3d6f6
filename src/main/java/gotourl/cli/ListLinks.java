package gotourl.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code goto list}: the links of a running server, page by page. */
final class ListLinks extends Remote {

  private static final int LIMIT_USUAL = 100;

  /** What a server gives at once. */
  private static final int PAGE_MAX = 1_000;

  private static final Option LIMIT =
      new Option("limit", "COUNT", "how many at most, or all; 100 without it");

  /** Where a page begins; what the page before called {@code next}. */
  private static final String CURSOR = "cursor";

  private static List<Parameter> filters() {
    return List.of(
        new Parameter("search", "search", "TEXT", "only links with this text in code or target"),
        new Parameter("state", "state", "LIST", "active, disabled, scheduled, expired or binned"),
        new Parameter("tag", "tag", "TAG", "only links with this tag; may be repeated"),
        new Parameter("tags-mode", "tagsMode", "MODE", "of several tags any, or all"),
        new Parameter("created-after", "createdAfter", "TIME", "only links made then or later"),
        new Parameter("created-before", "createdBefore", "TIME", "only links made before then"),
        new Parameter("order", "order", "ORDER", "newest first, or oldest"),
        new Parameter("cursor", CURSOR, "TEXT", "where to begin: what -json calls next"));
  }

  @Override
  public String name() {
    return "list";
  }

  @Override
  public String summary() {
    return "Lists links of a running server, the newest first.";
  }

  @Override
  public String argument() {
    return "";
  }

  @Override
  List<Option> ownOptions() {
    return Stream.concat(Parameter.options(filters()), Stream.of(LIMIT)).toList();
  }

  @Override
  void ask(RemoteApi api, Words words, Results results) throws Failure {
    int left = limit(words);
    Map<String, List<String>> parameters = Parameter.read(filters(), words);
    Object next = null;
    do {
      parameters.put("limit", List.of(Integer.toString(Math.min(left, PAGE_MAX))));
      Told page = api.get("links" + RemoteApi.query(parameters));
      results.say(page, told -> lines(told.list("links")));
      left -= page.list("links").size();
      next = page.object().get("next");
      if (next != null) {
        parameters.put(CURSOR, List.of(JsonTree.shown(next)));
      }
    } while (next != null && left > 0);
    if (next != null && !results.json()) {
      results.terminal().complain("there are more: -limit COUNT, or -limit all");
    }
  }

  private static int limit(Words words) throws Failure {
    String text = words.last(LIMIT.name()).orElse(Integer.toString(LIMIT_USUAL));
    if (text.equals("all")) {
      return Integer.MAX_VALUE;
    }
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw Failure.notUnderstood("-limit: \"" + text + "\" is neither a number above 0 nor all");
    }
    return Integer.parseInt(text);
  }

  private static List<String> lines(List<Map<String, @Nullable Object>> links) {
    Columns columns = new Columns();
    for (Map<String, @Nullable Object> link : links) {
      columns.add(
          JsonTree.shown(link.get("shortCode")),
          Results.date(link.get("createdAt")),
          JsonTree.shown(link.get("state")),
          JsonTree.shown(link.get("longUrl")),
          JsonTree.shown(link.get("title")));
    }
    return new ArrayList<>(columns.lines());
  }
}
