/**
 * Moving in and out. In: a {@link gotourl.transfer.Source} for each product reads rows and judges
 * nothing, and an import judges them all by the same rules, brings them into a store and says what
 * became of each. Out: a {@link gotourl.transfer.Form} for each way of writing links down, which
 * names what it cannot say.
 *
 * <p>Front doors: {@link gotourl.transfer.Transfer}, and {@link gotourl.transfer.Jobs} for what
 * runs beside a server. Knows the domain, never an engine. May block; call it from a thread that
 * may. Memory is bounded whatever a source holds: every length read from one is checked before it
 * is believed. Importing again is always safe, and nothing else is kept of an import.
 */
@NullMarked
package gotourl.transfer;

import org.jspecify.annotations.NullMarked;
