package gotourl.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code goto history CODE}: what a link was, who changed it when, and what. */
final class History extends Remote {

  /** What every version has of its own, and what goes on without anybody changing it. */
  private static final Set<String> HEADING = Set.of("version", "changedAt", "author", "state");

  @Override
  public String name() {
    return "history";
  }

  @Override
  public String summary() {
    return "Prints the versions of a link, newest first: who changed what and when.";
  }

  @Override
  public String argument() {
    return "CODE";
  }

  @Override
  void ask(RemoteApi api, Words words, Results results) throws Failure {
    results.say(
        api.get(RemoteApi.link(words.first()) + "/history"), told -> lines(told.list("versions")));
  }

  private static List<String> lines(List<Map<String, @Nullable Object>> versions) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < versions.size(); i++) {
      Map<String, @Nullable Object> version = versions.get(i);
      lines.add(heading(version));
      Columns changes = new Columns();
      Map<String, @Nullable Object> before = i + 1 < versions.size() ? versions.get(i + 1) : null;
      version.forEach((name, value) -> {
        if (isNews(name, value, before)) {
          changes.add(" ", name, value == null ? "-" : JsonTree.shown(value));
        }
      });
      lines.addAll(changes.lines());
    }
    return lines;
  }

  private static String heading(Map<String, @Nullable Object> version) {
    Object author = version.get("author");
    return "version %s, %s, %s"
        .formatted(
            JsonTree.shown(version.get("version")),
            JsonTree.shown(version.get("changedAt")),
            author == null ? "without a secret" : "secret " + JsonTree.shown(author));
  }

  /** Of the oldest that is kept, all that there is; of the others what they changed. */
  private static boolean isNews(
      String name, @Nullable Object value, @Nullable Map<String, @Nullable Object> before) {
    if (HEADING.contains(name)) {
      return false;
    }
    return before == null ? value != null : !Objects.equals(value, before.get(name));
  }
}
