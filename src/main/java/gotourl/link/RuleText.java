package gotourl.link;

import java.util.List;

/**
 * A rule as it is written, sent and stored.
 *
 * @param target where it leads
 * @param conditions all of which must hold
 */
public record RuleText(String target, List<ConditionText> conditions) {

  public RuleText {
    conditions = List.copyOf(conditions);
  }
}
