/**
 * What {@code bench/store} runs: our store and its peers behind one {@link
 * gotourl.bench.store.Engine}, each measurement a program of its own that prints one line.
 *
 * <p>The peers' adapters are under {@code bench/peers/store} and found by {@link
 * java.util.ServiceLoader}, so that nothing here needs their libraries.
 */
@NullMarked
package gotourl.bench.store;

import org.jspecify.annotations.NullMarked;
