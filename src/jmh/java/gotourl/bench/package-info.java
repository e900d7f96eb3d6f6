/** Measurements that are run by the commands under {@code bench/}, never by a test. */
@NullMarked
package gotourl.bench;

import org.jspecify.annotations.NullMarked;
