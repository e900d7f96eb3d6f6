/**
 * The commands, one file each, and {@code Wiring}, the only place where rooms meet: it builds in
 * order and closes in reverse. picocli lives here and nowhere else.
 *
 * <p>Front door: {@link gotourl.cli.Main}. What a command has to say goes to standard output, one
 * fact a line; mistakes, warnings and the log go to standard error. Whatever came from outside is
 * escaped before it is printed. Exit codes: 0 done, 1 could not be done, 2 not understood.
 */
@NullMarked
package gotourl.cli;

import org.jspecify.annotations.NullMarked;
