package gotourl.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From an answer that is no yes to what the person is told who asked. */
final class Refusals {

  static final String PROBLEM = "application/problem+json";

  /** A page for people instead of a sentence would say nothing here. */
  private static final int WORDS_CHARS_MAX = 500;

  private Refusals() {}

  /**
   * @param root where the server is
   */
  static Failure of(Told told, String root) {
    if (told.status() >= 300 && told.status() < 400) {
      return new Failure(
          root
              + " leads elsewhere ("
              + told.header("Location")
              + "); name the server itself with -server or GOTO_SERVER");
    }
    if (told.isGood()) {
      return strange(told, root);
    }
    return told.isOf(PROBLEM) ? problem(told, root) : words(told, root);
  }

  private static Failure problem(Told told, String root) {
    Map<String, @Nullable Object> problem;
    try {
      problem = told.object();
    } catch (Failure broken) {
      return strange(told, root);
    }
    String detail = JsonTree.shown(problem.get("detail"));
    String words = words(problem);
    if (told.status() == 401) {
      return new Failure(
          words
              + " GOTO_SECRET_FILE or GOTO_SECRET says what is shown to "
              + root
              + "; \"goto secrets reset\" beside its data makes a new admin secret");
    }
    List<String> faults = faults(problem, detail);
    return isForLater(told) ? Failure.later(words + again(told)) : new Failure(words, faults);
  }

  /** What a problem is, on one line. */
  static String words(Map<String, @Nullable Object> problem) {
    return JsonTree.shown(problem.get("title")) + ": " + JsonTree.shown(problem.get("detail"));
  }

  private static List<String> faults(Map<String, @Nullable Object> problem, String detail) {
    List<String> faults = new ArrayList<>();
    for (Map<String, @Nullable Object> error : JsonTree.objects(problem.get("errors"))) {
      String field = JsonTree.shown(error.get("field"));
      String reason = JsonTree.shown(error.get("reason"));
      // Of a single fault the detail is often the same sentence.
      if (!detail.startsWith(field + " " + reason)) {
        faults.add("  " + field + " " + reason);
      }
    }
    return faults;
  }

  /** Plain words, as all but the API has them. */
  private static Failure words(Told told, String root) {
    String text = told.text();
    if (!told.isOf("text/plain") || text.isEmpty() || text.length() > WORDS_CHARS_MAX) {
      return strange(told, root);
    }
    return isForLater(told) ? Failure.later(text + again(told)) : new Failure(text);
  }

  private static Failure strange(Told told, String root) {
    String words =
        "%s answers %d, and not as Goto's API does; is it the right server (-server)?"
            .formatted(root, told.status());
    return isForLater(told) ? Failure.later(words) : new Failure(words);
  }

  private static boolean isForLater(Told told) {
    return told.status() == 429 || told.status() >= 500 || !told.header("Retry-After").isEmpty();
  }

  private static String again(Told told) {
    String seconds = told.header("Retry-After");
    return seconds.isEmpty() ? "" : " (again in " + seconds + " s)";
  }
}
