package gotourl.config;

import gotourl.link.BaseUrl;
import java.util.Locale;

/** What host names say. */
final class Hosts {

  private Hosts() {}

  /** Whether the host means this machine alone: localhost, 127.x.x.x or [::1]. */
  static boolean isLocal(BaseUrl base) {
    String host = base.authority().replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
    return host.equals("localhost")
        || host.equals("[::1]")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }
}
