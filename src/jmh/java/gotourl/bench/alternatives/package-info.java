/** Designs that were measured and rejected, with their numbers. */
@NullMarked
package gotourl.bench.alternatives;

import org.jspecify.annotations.NullMarked;
