package gotourl.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a secret that was made and not revoked.
 *
 * @param isOperators whether it is the one that the server's operator has from its data directory
 *     or its settings; there is at most one
 * @param expires from then on it is worth nothing; {@code null}: never
 * @param lastUsed to a minute; {@code null}: not yet
 */
public record Kept(
    Credential credential,
    SecretHash hash,
    boolean isOperators,
    Instant created,
    @Nullable Instant expires,
    @Nullable Instant lastUsed) {

  /** Whether whoever shows it is let in at this moment. */
  public boolean isInForceAt(Instant now) {
    return expires == null || now.isBefore(expires);
  }

  /** The same, used then. */
  public Kept usedAt(Instant time) {
    return new Kept(credential, hash, isOperators, created, expires, time);
  }
}
