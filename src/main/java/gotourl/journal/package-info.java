/**
 * An append-only, durable sequence of byte frames in segment files. Bytes without meaning: this
 * room does not know what a link is.
 *
 * <p>Front door: {@link gotourl.journal.Journal}. All file I/O goes through {@link
 * gotourl.journal.Disk}, so that a test can put a disk under the journal that forgets, tears and
 * refuses.
 *
 * <p>One thread, the save loop, appends; recovery runs on the thread that opens. The room never
 * interrupts a thread that does file I/O, never writes or syncs a file again after one of its
 * writes or syncs failed, and never reports bytes as saved before the promise of the {@link
 * gotourl.journal.SyncPolicy} holds.
 */
@NullMarked
package gotourl.journal;

import org.jspecify.annotations.NullMarked;
