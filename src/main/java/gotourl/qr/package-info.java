/**
 * QR codes: a text becomes a square of dark and light modules, and that becomes SVG, PNG or lines
 * for a terminal.
 *
 * <p>Front door: {@link gotourl.qr.QrCode#of}, then {@link gotourl.qr.SvgImage}, {@link
 * gotourl.qr.PngImage} or {@link gotourl.qr.TerminalText}. {@link gotourl.qr.ImageStyle#parse}
 * reads what a client wishes.
 *
 * <p>Everything here may be called on any thread and never blocks; the largest code takes some
 * milliseconds, so not on an event loop. This room knows nothing of links.
 */
@NullMarked
package gotourl.qr;

import org.jspecify.annotations.NullMarked;
