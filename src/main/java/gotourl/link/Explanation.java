package gotourl.link;

import java.util.List;
import java.util.OptionalInt;

/**
 * Why a link leads where it does.
 *
 * @param rules all of them, in order; those behind the decisive one too
 * @param decisive the place of the rule that decides, the first is 0; none: the link's own target
 */
public record Explanation(List<OfRule> rules, OptionalInt decisive) {

  public Explanation {
    rules = List.copyOf(rules);
  }

  /** What became of a rule. */
  public record OfRule(String target, boolean holds, List<OfCondition> conditions) {

    public OfRule {
      conditions = List.copyOf(conditions);
    }
  }

  /**
   * What became of a condition.
   *
   * @param fact what it went by, for people; never an address
   */
  public record OfCondition(ConditionText condition, boolean holds, String fact) {}
}
