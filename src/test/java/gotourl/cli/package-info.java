/** Tests of the room of the same name. */
@NullMarked
package gotourl.cli;

import org.jspecify.annotations.NullMarked;
