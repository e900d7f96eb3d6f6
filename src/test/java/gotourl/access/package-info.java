/** Tests of the room of credentials. */
@NullMarked
package gotourl.access;

import org.jspecify.annotations.NullMarked;
