/** Tests of the counters. */
@NullMarked
package gotourl.metrics;

import org.jspecify.annotations.NullMarked;
