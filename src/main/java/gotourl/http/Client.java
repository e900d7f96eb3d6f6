package gotourl.http;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request, as far as we know.
 *
 * @param address {@code null} if there is none, as on a Unix-domain socket
 * @param secure whether the client's own connection is encrypted
 * @param distinct whether the address is one client's; not so that of our own machine, of a proxy,
 *     or of something in between that nobody told us about: whoever comes that way would be blamed
 *     for what everybody does
 */
record Client(@Nullable InetAddress address, boolean secure, boolean distinct) {}
