package gotourl.http;

import gotourl.link.Domain;
import gotourl.link.DomainList;
import io.netty.util.AsciiString;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The domain that one connection has asked for last: clients name us alike in all their requests.
 * Belongs to one event loop.
 */
final class HostMemory {

  private static final byte[] NOTHING = {};

  /** What the rest was found in; another one begins anew. */
  private @Nullable DomainList domains;

  private byte[] host = NOTHING;
  private Domain domain = Domain.ofDefault(false);

  /** Whose links are asked for by the authority that stands in these bytes. */
  Domain of(DomainList now, byte[] bytes, int from, int to) {
    if (now != domains || !Arrays.equals(bytes, from, to, host, 0, host.length)) {
      look(now, Arrays.copyOfRange(bytes, from, to));
    }
    return domain;
  }

  /** The same of a text of ASCII. */
  Domain of(DomainList now, CharSequence authority) {
    AsciiString ascii = AsciiString.of(authority);
    int from = ascii.arrayOffset();
    return of(now, ascii.array(), from, from + ascii.length());
  }

  private void look(DomainList now, byte[] asked) {
    domains = now;
    host = asked;
    domain = now.atHost(new AsciiString(asked, false)).domain();
  }
}
