package gotourl.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code goto add -}: a link for each line of standard input, which is a URL or an object of JSON.
 * Lines go to the server some at a time, because the platform's client reads no answer before it
 * has sent everything: what it leaves unread must fit into what lies between.
 */
final class AddMany {

  /** Some hundred kilobytes of results at worst: sockets and the server hold several times that. */
  private static final int ROWS_MAX = 1_000;

  /** So that what is sent fits as well, but for a single row that is longer. */
  private static final int ROW_CHARS_MAX = 256 * 1024;

  private static final String ROWS = "application/x-ndjson";

  private static final String SAVED = "201";

  private final RemoteApi api;
  private final Map<String, @Nullable Object> common;
  private final Results results;

  private final StringBuilder rows = new StringBuilder();

  /** Of the rows that wait, the lines that they were. */
  private final List<Integer> lines = new ArrayList<>();

  private int added;
  private int refused;

  /**
   * @param common what every link shall have that does not say otherwise
   */
  AddMany(RemoteApi api, Map<String, @Nullable Object> common, Results results) {
    this.api = api;
    this.common = common;
    this.results = results;
  }

  /** Reads to the end; a link that is refused keeps no other from being made. */
  void run() throws Failure {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(results.terminal().in(), StandardCharsets.UTF_8.newDecoder()))) {
      int number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (!line.isBlank()) {
          take(row(line.strip()), number);
        }
      }
    } catch (IOException e) {
      throw new Failure("standard input cannot be read as UTF-8: " + e.getMessage(), e);
    }
    send();
    if (refused > 0) {
      throw new Failure("%d links added, %d not".formatted(added, refused));
    }
  }

  /** What is no object is a URL; what is no good JSON is for the server to refuse. */
  private String row(String line) {
    Map<String, @Nullable Object> link = new LinkedHashMap<>(common);
    if (!line.startsWith("{")) {
      link.put("longUrl", line);
      return JsonTree.write(link);
    }
    try {
      if (!common.isEmpty() && JsonTree.read(line) instanceof Map<?, ?> own) {
        link.putAll(JsonTree.members(own));
        return JsonTree.write(link);
      }
    } catch (Failure noJson) {
      return line;
    }
    return line;
  }

  private void take(String row, int line) throws Failure {
    if (lines.size() == ROWS_MAX || rows.length() + row.length() > ROW_CHARS_MAX) {
      send();
    }
    rows.append(row).append('\n');
    lines.add(line);
  }

  private void send() throws Failure {
    if (lines.isEmpty()) {
      return;
    }
    int told = 0;
    for (String result : sent().text().lines().toList()) {
      if (JsonTree.read(result) instanceof Map<?, ?> row && told < lines.size()) {
        say(JsonTree.members(row), lines.get(told));
        told++;
      }
    }
    if (told < lines.size()) {
      throw Failure.later(
          "the server said nothing of line %d and what is behind; %d links were added before"
              .formatted(lines.get(told), added));
    }
    rows.setLength(0);
    lines.clear();
  }

  private Told sent() throws Failure {
    try {
      return api.post("links", ROWS, rows.toString());
    } catch (Failure failure) {
      results
          .terminal()
          .complain(
              "line %d and what is behind may or may not be links; %d before were added"
                  .formatted(lines.getFirst(), added));
      throw failure;
    }
  }

  private void say(Map<String, @Nullable Object> row, int line) {
    boolean isSaved = SAVED.equals(JsonTree.shown(row.get("status")));
    added += isSaved ? 1 : 0;
    refused += isSaved ? 0 : 1;
    if (results.json()) {
      row.put("row", new JsonTree.Numeral(Integer.toString(line)));
      results.terminal().say(JsonTree.write(row));
    } else if (isSaved) {
      results.terminal().say(JsonTree.shown(row.get("shortUrl")));
    } else {
      results.terminal().complain("line " + line + ": " + reason(row.get("problem")));
    }
  }

  private static String reason(@Nullable Object problem) {
    return problem instanceof Map<?, ?> members ? Refusals.words(JsonTree.members(members)) : "?";
  }
}
