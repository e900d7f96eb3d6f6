/**
 * {@link gotourl.link.LinkStore} on one machine, over the journal.
 *
 * <p>Front door: {@link gotourl.store.embedded.EmbeddedStore}. Every decision about a key is taken
 * on the save loop, in the order: decide, encode, write, sync, publish, acknowledge. {@code peek}
 * may be called on any thread, takes no lock and never touches the disk. {@code list} may be called
 * on any thread and does not wait: a filtered page is looked for on the scan loop's thread.
 *
 * <p>The fronts never see this room; only {@code cli} names it.
 */
@NullMarked
package gotourl.store.embedded;

import org.jspecify.annotations.NullMarked;
