/**
 * The commands, one file each, and {@code Wiring}, the only place where rooms meet: it builds in
 * order and closes in reverse. picocli lives here and nowhere else.
 */
@NullMarked
package gotourl.cli;

import org.jspecify.annotations.NullMarked;
