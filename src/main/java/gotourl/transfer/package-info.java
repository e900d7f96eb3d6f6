/**
 * Moving in and out: one {@link gotourl.transfer.Source} per foreign format, and the import that
 * brings its rows into a store and names every row it refuses; one {@link gotourl.transfer.Form}
 * for each way out, and the export that names what a form cannot say.
 *
 * <p>Front door: {@link gotourl.transfer.Transfer}. Knows the domain, never an engine. May block;
 * call it from a thread that may. Memory is bounded whatever a file holds: every length read from
 * one is checked before it is believed.
 */
@NullMarked
package gotourl.transfer;

import org.jspecify.annotations.NullMarked;
