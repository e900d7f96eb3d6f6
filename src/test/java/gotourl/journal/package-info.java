@NullMarked
package gotourl.journal;

import org.jspecify.annotations.NullMarked;
