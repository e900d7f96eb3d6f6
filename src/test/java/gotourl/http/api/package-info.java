/** The front over real sockets, and its small parts by themselves. */
@NullMarked
package gotourl.http.api;

import org.jspecify.annotations.NullMarked;
