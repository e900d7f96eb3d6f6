package gotourl.link;

/**
 * What is wrong with rules, and where.
 *
 * @param place as in {@code rules}, {@code rules[0].target}, {@code rules[0].conditions[1].value};
 *     the first is 0
 * @param reason for people
 */
public record RuleFault(String place, String reason) {}
