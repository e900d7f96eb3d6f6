package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.access.Credentials;
import gotourl.access.Quotas;
import gotourl.access.Scope;
import gotourl.link.Domain;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Who may make links by other ways than the API: bearers of the same secrets, with the same scopes,
 * limits and quotas. Any thread; nothing waits.
 */
public final class Makers {

  /** For {@code WWW-Authenticate}. */
  public static final String CHALLENGE = Bearer.SCHEME;

  private final Credentials credentials;
  private final Quotas quotas;

  Makers(Credentials credentials, Quotas quotas) {
    this.credentials = credentials;
    this.quotas = quotas;
  }

  /** Outcome of {@link #ask}. */
  public sealed interface Asked {}

  /** May make the link, which was taken from what he may make. */
  public record Granted(Credential who) implements Asked {}

  /** Shows no secret. */
  public record Anonymous() implements Asked {}

  /** Shows one that nobody bears. */
  public record Unknown() implements Asked {}

  /** May not make links, or not such a one. */
  public record Forbidden() implements Asked {}

  /** Has made as many as he may; may make the next after this time. */
  public record UsedUp(Credential who, Duration pause) implements Asked {}

  /**
   * Whether a link of the default domain may be made, without anything that distinguishes it.
   *
   * @param authorization the header of that name, which counts if it bears a secret
   * @param field the secret that a form has; empty if it has none
   */
  public Asked ask(String authorization, String field) {
    String secret = Bearer.secret(authorization).orElse(field);
    if (secret.isEmpty()) {
      return new Anonymous();
    }
    Optional<Credential> known = credentials.authenticate(secret);
    if (known.isEmpty()) {
      return new Unknown();
    }
    Credential who = known.get();
    if (!who.allows(Scope.CREATE)
        || !who.limits().reachesDomain(Domain.DEFAULT_NAME)
        || !who.limits().reachesTags(Set.of())) {
      return new Forbidden();
    }
    Duration wait = quotas.take(who);
    return wait.isPositive() ? new UsedUp(who, wait) : new Granted(who);
  }

  /** What was granted came to nothing. */
  public void notMade(Credential who) {
    quotas.giveBack(who);
  }

  /** Whether a parameter of a query is called like a secret. */
  public static boolean isSecretsName(String parameter) {
    return Bearer.isSecretsName(parameter);
  }
}
