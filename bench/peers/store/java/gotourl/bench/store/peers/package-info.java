/** The stores that {@code bench/store} runs beside ours, each as its documentation advises. */
@NullMarked
package gotourl.bench.store.peers;

import org.jspecify.annotations.NullMarked;
