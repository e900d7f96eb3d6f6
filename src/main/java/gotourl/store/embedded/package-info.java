/**
 * {@link gotourl.link.LinkStore} on one machine, over the journal.
 *
 * <p>Front door: {@link gotourl.store.embedded.EmbeddedStore}. Every decision about a key is taken
 * on the save loop, in the order: decide, encode, write, sync, publish, acknowledge. {@code peek}
 * and {@code list} may be called on any thread, take no lock and never touch the disk.
 *
 * <p>The fronts never see this room; only {@code cli} names it.
 */
@NullMarked
package gotourl.store.embedded;

import org.jspecify.annotations.NullMarked;
