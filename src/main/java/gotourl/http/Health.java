package gotourl.http;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of the server's condition, by those who know it. */
public interface Health {

  /** From good to bad. */
  enum Verdict {
    PASS,
    WARN,
    FAIL
  }

  /**
   * @param name what was looked at: {@code component:measurement}
   * @param words why it is not well; empty if it is
   * @param observed what was measured, if it is a number
   */
  record Check(
      String name, Verdict verdict, String words, @Nullable Observed observed, Instant time) {}

  record Observed(long value, String unit) {}

  /** Of the server. */
  String version();

  /** Looks at everything now; may wait. */
  List<Check> checks();
}
