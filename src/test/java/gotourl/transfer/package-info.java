/** What moving in does, and what it survives. */
@NullMarked
package gotourl.transfer;

import org.jspecify.annotations.NullMarked;
