package gotourl.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code goto jobs}: imports, exports and backups of a running server. */
final class JobsCommand extends Remote {

  private static final Option CANCEL =
      Option.flag("cancel", "end that job; what it has done stays");

  private static final Option ROWS =
      Option.flag("rows", "print its report: what became of each row that it tells of");

  @Override
  public String name() {
    return "jobs";
  }

  @Override
  public String summary() {
    return "Shows how far imports, exports and backups of a running server are, or ends one.";
  }

  @Override
  public List<String> details() {
    return List.of(
        "Without ID all that run and the last ones that ran, newest first.",
        EXIT_CODES.getFirst(),
        EXIT_CODES.getLast());
  }

  @Override
  public String argument() {
    return "[ID]";
  }

  @Override
  List<Option> ownOptions() {
    return List.of(CANCEL, ROWS);
  }

  @Override
  void ask(RemoteApi api, Words words, Results results) throws Failure {
    if (words.isEmpty()) {
      results.say(api.get("jobs"), told -> lines(told.list("jobs")));
      return;
    }
    String path = "jobs/" + RemoteApi.segment(words.first());
    if (words.isOn(ROWS)) {
      Terminal terminal = results.terminal();
      api.download(
          path + "/report",
          body -> {
            if (results.json()) {
              body.transferTo(terminal.out());
            } else {
              tellRows(body, terminal);
            }
          });
      return;
    }
    Told told = words.isOn(CANCEL) ? api.delete(path, "") : api.get(path);
    results.say(told, answer -> lines(List.of(answer.object())));
  }

  private static List<String> lines(List<Map<String, @Nullable Object>> jobs) {
    List<String> lines = new ArrayList<>();
    for (Map<String, @Nullable Object> job : jobs) {
      lines.add(
          "%s  %s %s, %s, begun %s: %s"
              .formatted(
                  JsonTree.shown(job.get("id")),
                  JsonTree.shown(job.get("kind")),
                  JsonTree.shown(job.get("what")),
                  JsonTree.shown(job.get("state")),
                  JsonTree.shown(job.get("begunAt")),
                  words(job)));
    }
    return lines;
  }

  /** What came of a job so far. */
  static String words(Map<String, @Nullable Object> job) {
    String done = JsonTree.shown(job.get("done"));
    String counts =
        switch (JsonTree.shown(job.get("kind"))) {
          case "import" ->
              job.get("rows") instanceof Map<?, ?> rows ? counts(JsonTree.members(rows)) : "";
          case "backup" -> done + " bytes copied";
          default -> done + " links";
        };
    return job.get("message") == null ? counts : counts + "; " + JsonTree.shown(job.get("message"));
  }

  private static String counts(Map<String, @Nullable Object> rows) {
    return "%s links added, %s already there, %s replaced, %s under another code, %s taken, %s refused"
        .formatted(
            JsonTree.shown(rows.get("new")),
            JsonTree.shown(rows.get("same")),
            JsonTree.shown(rows.get("replaced")),
            JsonTree.shown(rows.get("renamed")),
            JsonTree.shown(rows.get("taken")),
            JsonTree.shown(rows.get("refused")));
  }

  /** A line for each row of a report: those left out on standard error, others as results. */
  static void tellRows(InputStream report, Terminal terminal) throws IOException, Failure {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(report, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (JsonTree.read(line) instanceof Map<?, ?> members) {
        tellRow(JsonTree.members(members), terminal);
      }
    }
  }

  private static void tellRow(Map<String, @Nullable Object> row, Terminal terminal) {
    String words = JsonTree.shown(row.get("words"));
    String place = JsonTree.shown(row.get("row"));
    String outcome = JsonTree.shown(row.get("outcome"));
    switch (outcome) {
      case "taken", "refused" -> terminal.complain(place + ": " + words);
      case "" -> terminal.complain(words);
      default -> terminal.say(place + ": " + outcome + ": " + words);
    }
  }
}
