package gotourl.link;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The rules of a link, in order: the first that holds decides where it leads, and if none does, the
 * link's own target. Decision 0020.
 */
public record Rules(List<Rule> rules) {

  /** More than any link of those that we know has; each costs a request its share of time. */
  public static final int RULES_MAX = 32;

  /** One of each kind. */
  public static final int CONDITIONS_MAX = 8;

  /** Of all texts of all rules together, targets included: half of what a request may bring. */
  public static final int CHARS_MAX = 32_768;

  /** No rule. */
  public static final Rules NONE = new Rules(List.of());

  /** Outcome of {@link #parse} and {@link #read}. */
  public sealed interface Parsed {}

  /** These are rules. */
  public record Valid(Rules rules) implements Parsed {}

  /**
   * These are none.
   *
   * @param faults every one of them, in order, as far as {@link RulesReader#FAULTS_MAX}
   */
  public record Invalid(List<RuleFault> faults) implements Parsed {}

  public Rules {
    rules = List.copyOf(rules);
    if (rules.size() > RULES_MAX) {
      throw new IllegalArgumentException(
          "a link has at most " + RULES_MAX + " rules, not " + rules.size());
    }
  }

  /** Rules that somebody wants a link to have: their targets are targets like any other. */
  public static Parsed parse(List<RuleText> texts, UrlPolicy policy) {
    return RulesReader.parse(texts, policy::check);
  }

  /** Rules that were stored: a redirect asks the policy again before it leads anywhere. */
  public static Parsed read(List<RuleText> texts) {
    return RulesReader.parse(texts, UrlPolicy.Accepted::new);
  }

  /** As they are written; read back they are equal to these. */
  public List<RuleText> texts() {
    return rules.stream().map(Rule::text).toList();
  }

  /** Whether the link's own target always decides; then nobody needs to make an occasion. */
  public boolean isEmpty() {
    return rules.isEmpty();
  }

  /** The rule that decides; none: the link's own target does. */
  public Optional<Rule> first(Occasion occasion) {
    for (int place = 0; place < rules.size(); place++) {
      if (rules.get(place).holds(occasion, place)) {
        return Optional.of(rules.get(place));
      }
    }
    return Optional.empty();
  }

  /** When the next date comes that a condition goes by; {@link Instant#MAX}: never. */
  Instant nextChange(Instant now) {
    Instant next = Instant.MAX;
    for (Rule rule : rules) {
      for (Condition condition : rule.conditions()) {
        if (condition instanceof Condition.Between(Instant from, Instant until)) {
          next = sooner(next, from, now);
          next = sooner(next, until, now);
        }
      }
    }
    return next;
  }

  private static Instant sooner(Instant next, Instant other, Instant now) {
    return other.isAfter(now) && other.isBefore(next) ? other : next;
  }

  /** What {@link #first} decides, and why: every condition of every rule, and what it went by. */
  public Explanation explain(Occasion occasion) {
    List<Explanation.OfRule> told = new ArrayList<>(rules.size());
    OptionalInt decisive = OptionalInt.empty();
    for (int place = 0; place < rules.size(); place++) {
      Rule rule = rules.get(place);
      boolean holds = rule.holds(occasion, place);
      if (holds && decisive.isEmpty()) {
        decisive = OptionalInt.of(place);
      }
      List<Explanation.OfCondition> conditions = new ArrayList<>(rule.conditions().size());
      for (Condition condition : rule.conditions()) {
        conditions.add(
            new Explanation.OfCondition(
                condition.text(),
                condition.holds(occasion, place),
                condition.fact(occasion, place)));
      }
      told.add(new Explanation.OfRule(rule.target(), holds, conditions));
    }
    return new Explanation(told, decisive);
  }
}
