/**
 * What a short link is, and every rule about it that needs neither disk nor network.
 *
 * <p>Front doors: {@link gotourl.link.Shortener} (make a link) and {@link gotourl.link.Redirector}
 * (what a request for a link is told). {@link gotourl.link.LinkStore} is the port that the engines
 * implement; it lives here because the caller owns the interface.
 *
 * <p>Everything here may be called on any thread and never blocks. This room does no I/O, knows no
 * engine and imports nothing of ours but level 0.
 */
@NullMarked
package gotourl.link;

import org.jspecify.annotations.NullMarked;
