@NullMarked
package gotourl.crash;

import org.jspecify.annotations.NullMarked;
