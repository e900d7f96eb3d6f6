package gotourl.link;

import gotourl.visitor.Visitor;
import java.time.Instant;

/**
 * What rules are decided about.
 *
 * @param visitor who asks
 * @param link for which link, by its number
 * @param at when
 */
public record Occasion(Visitor visitor, long link, Instant at) {}
