package gotourl.http.api;

import java.util.List;
import java.util.Map;

/** A value that was read from a body. */
sealed interface Json {

  /** Well-formed Unicode. */
  record Text(String text) implements Json {}

  /**
   * @param digits as they were sent: nothing is rounded, and no huge exponent spelled out
   */
  record Numeral(String digits) implements Json {}

  record Flag(boolean value) implements Json {}

  enum Nothing implements Json {
    NOTHING
  }

  record Items(List<Json> items) implements Json {}

  /**
   * @param members in the order they were sent
   */
  record Members(Map<String, Json> members) implements Json {}
}
