@NullMarked
package gotourl.qr;

import org.jspecify.annotations.NullMarked;
