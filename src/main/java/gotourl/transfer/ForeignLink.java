package gotourl.transfer;

import gotourl.link.Draft;
import gotourl.link.Origin;
import gotourl.link.RuleText;
import gotourl.link.Terms;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A link as its source has it. Texts are as they stand there and may be anything: {@link Arrivals}
 * judges them. What has a type of its own could be read as such.
 *
 * @param code empty: the source has none
 * @param target empty: the source has none
 * @param domain the host that it is asked for at; empty: the source's default
 * @param terms but for its rules
 * @param rules in their order
 * @param visits how often it was followed there
 * @param author the number of the credential by which it was said; {@link Draft#NOBODY}
 */
record ForeignLink(
    String code,
    String target,
    String domain,
    String title,
    String note,
    List<String> tags,
    Terms terms,
    List<RuleText> rules,
    long visits,
    Origin origin,
    int author) {

  ForeignLink {
    tags = List.copyOf(tags);
    rules = List.copyOf(rules);
  }

  /** A code and where it leads, and nothing else. */
  static ForeignLink of(String code, String target) {
    return new ForeignLink(
        code, target, "", "", "", List.of(), Terms.NONE, List.of(), 0, Origin.HERE, Draft.NOBODY);
  }

  /** Whether it lacks what every link has. */
  boolean isPartial() {
    return code.isEmpty() || target.isEmpty();
  }

  ForeignLink withDomain(String other) {
    return new ForeignLink(
        code, target, other, title, note, tags, terms, rules, visits, origin, author);
  }

  ForeignLink withTitle(String other) {
    return new ForeignLink(
        code, target, domain, other, note, tags, terms, rules, visits, origin, author);
  }

  ForeignLink withNote(String other) {
    return new ForeignLink(
        code, target, domain, title, other, tags, terms, rules, visits, origin, author);
  }

  ForeignLink withTags(List<String> others) {
    return new ForeignLink(
        code, target, domain, title, note, others, terms, rules, visits, origin, author);
  }

  ForeignLink withTerms(UnaryOperator<Terms> change) {
    return new ForeignLink(
        code,
        target,
        domain,
        title,
        note,
        tags,
        change.apply(terms),
        rules,
        visits,
        origin,
        author);
  }

  ForeignLink withRules(List<RuleText> others) {
    return new ForeignLink(
        code, target, domain, title, note, tags, terms, others, visits, origin, author);
  }

  ForeignLink withVisits(long count) {
    return new ForeignLink(
        code, target, domain, title, note, tags, terms, rules, count, origin, author);
  }

  ForeignLink withOrigin(UnaryOperator<Origin> change) {
    return new ForeignLink(
        code,
        target,
        domain,
        title,
        note,
        tags,
        terms,
        rules,
        visits,
        change.apply(origin),
        author);
  }
}
