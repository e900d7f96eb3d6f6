/**
 * What is counted. {@link gotourl.metrics.Metric} is the one table of it; {@link
 * gotourl.metrics.Metrics} gathers what the rooms count and writes it down for a scraper.
 *
 * <p>Imports nothing of ours, so that every room may count. A room counts for itself, in {@link
 * gotourl.metrics.Tallies} and {@link gotourl.metrics.Histogram} or in fields that it has anyway,
 * and says once where to read them; until somebody scrapes, nobody reads. Labels come from
 * constants of ours only: nothing of a request can make a new one.
 */
@NullMarked
package gotourl.metrics;

import org.jspecify.annotations.NullMarked;
