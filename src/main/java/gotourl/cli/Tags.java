package gotourl.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code goto tags}: the tags of a running server, with how many links have each. */
final class Tags extends Remote {

  private static final String PAGE = "1000";

  @Override
  public String name() {
    return "tags";
  }

  @Override
  public String summary() {
    return "Lists the tags of a running server with their links' numbers, renames and removes"
        + " them.";
  }

  @Override
  public List<String> details() {
    return List.of(
        "list, or nothing: all tags, and how many links have each.",
        "rename TAG NEW: gives a tag another name, in all links at once.",
        "rm TAG: takes it away from all links.",
        EXIT_CODES.getFirst(),
        EXIT_CODES.getLast());
  }

  @Override
  public String argument() {
    return "[list|rename|rm] [TAG] [NEW]";
  }

  @Override
  void ask(RemoteApi api, Words words, Results results) throws Failure {
    String tag = words.at(1);
    String other = words.at(2);
    switch (words.at(0) + (tag.isEmpty() ? "" : " TAG") + (other.isEmpty() ? "" : " NEW")) {
      case "", "list" -> list(api, results);
      case "rename TAG NEW" -> rename(api, tag, other, results);
      case "rm TAG" ->
          results.say(
              api.delete(path(tag), ""), told -> List.of("took " + tag + " from all links"));
      default ->
          throw Failure.notUnderstood(
              "\"goto tags\" knows list, rename TAG NEW and rm TAG, not "
                  + String.join(" ", words.arguments()));
    }
  }

  private static String path(String tag) {
    return "tags/" + RemoteApi.segment(tag);
  }

  private static void list(RemoteApi api, Results results) throws Failure {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    parameters.put("limit", List.of(PAGE));
    Object next;
    do {
      Told page = api.get("tags" + RemoteApi.query(parameters));
      results.say(page, told -> lines(told.list("tags")));
      next = page.object().get("next");
      parameters.put("cursor", List.of(JsonTree.shown(next)));
    } while (next != null);
  }

  private static List<String> lines(List<Map<String, @Nullable Object>> tags) {
    Columns columns = new Columns();
    for (Map<String, @Nullable Object> tag : tags) {
      columns.add(JsonTree.shown(tag.get("name")), JsonTree.shown(tag.get("links")));
    }
    return columns.lines();
  }

  private static void rename(RemoteApi api, String tag, String name, Results results)
      throws Failure {
    Map<String, @Nullable Object> change = new LinkedHashMap<>();
    change.put("name", name);
    results.say(api.patch(path(tag), change, ""), told -> List.of(tag + " is " + name));
  }
}
