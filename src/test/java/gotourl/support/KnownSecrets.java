package gotourl.support;

import gotourl.access.Credential;
import gotourl.access.Credentials;
import gotourl.access.Limits;
import gotourl.access.Scope;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Secrets that are known, and who bears them: for tests, where a secret may be read by all. */
public final class KnownSecrets implements Credentials {

  private final Map<String, Credential> bearers = new ConcurrentHashMap<>();

  /** The secret of somebody who may do these. */
  public String of(Scope... scopes) {
    return limited(Limits.NO_QUOTA, scopes);
  }

  /** The secret of somebody who may do these with links that have one of these tags. */
  public String ofTags(Set<String> tags, Scope... scopes) {
    return limited(new Limits(Set.of(), tags, Limits.NO_QUOTA), scopes);
  }

  /** The secret of somebody who may do these, and make so many links in an hour. */
  public String limited(int creationsPerHour, Scope... scopes) {
    return limited(new Limits(Set.of(), Set.of(), creationsPerHour), scopes);
  }

  /** The secret of somebody who may do these to links of these domains. */
  public String ofDomains(Collection<String> domains, Scope... scopes) {
    return limited(new Limits(Set.copyOf(domains), Set.of(), Limits.NO_QUOTA), scopes);
  }

  private String limited(Limits limits, Scope... scopes) {
    int number = bearers.size() + 1;
    String secret = "known-secret-" + number;
    bearers.put(secret, new Credential(number, "bearer " + number, Set.of(scopes), limits));
    return secret;
  }

  public void revoke(String secret) {
    bearers.remove(secret);
  }

  @Override
  public Optional<Credential> authenticate(String secret) {
    return Optional.ofNullable(bearers.get(secret));
  }
}
