/**
 * The facts of one followed link, and the two ports for them: the log that a redirect offers a
 * click to without ever waiting, and the statistics asked of it later. A click names its link by
 * number, so that this room never imports {@code link}. Empty until clicks are counted.
 */
@NullMarked
package gotourl.click;

import org.jspecify.annotations.NullMarked;
