/**
 * The front: HTTP in, the domain behind. Netty lives here and nowhere else.
 *
 * <p>Front door: {@link gotourl.http.HttpServer}. Redirects are answered on the event loop and
 * never wait. The one table from outcome to status is {@code Replies}; the one error boundary is
 * {@code Router}. Both versions of HTTP end there: {@code Connection} speaks 1.1, {@code
 * H2Connection} speaks 2, and a {@code Loop} ticks either. Knows the domain, never an engine.
 */
@NullMarked
package gotourl.http;

import org.jspecify.annotations.NullMarked;
