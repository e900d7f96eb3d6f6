/** Tests of the room of the same name. */
@NullMarked
package gotourl.config;

import org.jspecify.annotations.NullMarked;
