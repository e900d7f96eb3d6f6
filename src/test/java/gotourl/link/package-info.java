/** The rules of links, as a specification. */
@NullMarked
package gotourl.link;

import org.jspecify.annotations.NullMarked;
