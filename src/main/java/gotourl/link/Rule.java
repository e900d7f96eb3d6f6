package gotourl.link;

import java.util.List;

/**
 * Where a link leads if every condition holds.
 *
 * @param target serialised ASCII, as {@link UrlPolicy} accepted it
 * @param conditions one at least
 */
public record Rule(String target, List<Condition> conditions) {

  public Rule {
    conditions = List.copyOf(conditions);
    if (conditions.isEmpty()) {
      throw new IllegalArgumentException("a rule without a condition hides those behind it");
    }
  }

  /**
   * @param place among the rules of its link
   */
  boolean holds(Occasion occasion, int place) {
    for (int i = 0; i < conditions.size(); i++) {
      if (!conditions.get(i).holds(occasion, place)) {
        return false;
      }
    }
    return true;
  }

  RuleText text() {
    return new RuleText(target, conditions.stream().map(Condition::text).toList());
  }
}
