/** The front over real sockets, and its small parts by themselves. */
@NullMarked
package gotourl.http;

import org.jspecify.annotations.NullMarked;
