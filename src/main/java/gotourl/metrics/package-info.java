/**
 * Counters, declared in one table. Imports nothing of ours, so that every room may count. Empty
 * until the operations issue.
 */
@NullMarked
package gotourl.metrics;

import org.jspecify.annotations.NullMarked;
