package gotourl.link;

import gotourl.link.Rules.Invalid;
import gotourl.link.Rules.Parsed;
import gotourl.link.Rules.Valid;
import gotourl.link.UrlPolicy.Accepted;
import gotourl.link.UrlPolicy.Checked;
import gotourl.link.UrlPolicy.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads rules and gathers every fault in them. */
final class RulesReader {

  /** Whoever has more of them learns the others when these are gone. */
  static final int FAULTS_MAX = 50;

  private final Function<String, Checked> judge;
  private final List<RuleFault> faults = new ArrayList<>();

  private RulesReader(Function<String, Checked> judge) {
    this.judge = judge;
  }

  /**
   * @param judge what may be a target
   */
  static Parsed parse(List<RuleText> texts, Function<String, Checked> judge) {
    return new RulesReader(judge).parse(texts);
  }

  private void refuse(String place, String reason) {
    if (faults.size() < FAULTS_MAX) {
      faults.add(new RuleFault(place, reason));
    }
  }

  private void refuse(int rule, String part, String reason) {
    refuse("rules[" + rule + "]." + part, reason);
  }

  private Parsed parse(List<RuleText> texts) {
    if (texts.size() > Rules.RULES_MAX) {
      refuse("rules", "a link may have " + Rules.RULES_MAX + " rules");
    } else if (chars(texts) > Rules.CHARS_MAX) {
      refuse("rules", "they may have " + Rules.CHARS_MAX + " characters all in all");
    }
    if (!faults.isEmpty()) {
      return new Invalid(List.copyOf(faults));
    }
    List<Rule> rules = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      Rule rule = rule(i, texts.get(i));
      if (rule != null) {
        rules.add(rule);
      }
    }
    return faults.isEmpty() ? new Valid(new Rules(rules)) : new Invalid(List.copyOf(faults));
  }

  private static long chars(List<RuleText> texts) {
    long chars = 0;
    for (RuleText rule : texts) {
      chars += rule.target().length();
      for (ConditionText condition : rule.conditions()) {
        chars += condition.type().length() + chars(condition.name()) + chars(condition.value());
      }
    }
    return chars;
  }

  private static int chars(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  private @Nullable Rule rule(int place, RuleText text) {
    String target =
        switch (judge.apply(text.target())) {
          case Accepted(String accepted) -> accepted;
          case Refused(String reason) -> {
            refuse(place, "target", reason);
            yield null;
          }
        };
    int count = text.conditions().size();
    if (count == 0) {
      refuse(
          place,
          "conditions",
          "a rule needs a condition: without any it hides the rules behind it and the link's own"
              + " target");
    } else if (count > Rules.CONDITIONS_MAX) {
      refuse(place, "conditions", "a rule may have " + Rules.CONDITIONS_MAX + " conditions");
    }
    List<Condition> conditions = conditions(place, text);
    // One that lacks a faulty condition is read for the faults behind it, and never used.
    return target == null || conditions.isEmpty() ? null : new Rule(target, conditions);
  }

  /** Those that are some. */
  private List<Condition> conditions(int place, RuleText text) {
    List<Condition> conditions = new ArrayList<>();
    for (int i = 0; i < Math.min(text.conditions().size(), Rules.CONDITIONS_MAX); i++) {
      int at = i;
      Condition condition =
          ConditionReader.read(
              text.conditions().get(i),
              (part, reason) -> refuse(place, "conditions[" + at + "]." + part, reason));
      if (condition != null) {
        conditions.add(condition);
      }
    }
    return conditions;
  }
}
