package gotourl.config;

import gotourl.access.Secret;
import gotourl.link.BaseUrl;
import java.util.Optional;

/**
 * Whom to ask, and as whom.
 *
 * @param server where it is
 * @param isNamed whether somebody has said so, and not only what short URLs begin with
 * @param secret what is shown to it; empty: nothing
 */
public record Client(BaseUrl server, boolean isNamed, Optional<Secret> secret) {

  static Client of(Values values, BaseUrl host) {
    Optional<BaseUrl> named = values.read(Setting.SERVER, Readings::optionalServer);
    return new Client(
        named.orElse(host), named.isPresent(), values.read(Setting.SECRET, Readings::shownSecret));
  }

  /** Whether the secret would travel so that others on the way can read it. */
  public boolean isExposed() {
    return secret.isPresent() && server.scheme().equals("http") && !Hosts.isLocal(server);
  }
}
