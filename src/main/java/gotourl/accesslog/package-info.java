/**
 * The access log: one line for each request, made and written by a thread of its own.
 *
 * <p>Front door: {@link gotourl.accesslog.AccessLog}. Each event loop has a {@link
 * gotourl.accesslog.Lane}, into which it copies a few bytes a request; a lane that is full drops
 * the line and counts it, so that no request ever waits for a disk, a pipe or a full file system.
 *
 * <p>Knows nothing of a client's address and is never told: no visitor's address reaches a disk.
 * Imports nothing of ours.
 */
@NullMarked
package gotourl.accesslog;

import org.jspecify.annotations.NullMarked;
