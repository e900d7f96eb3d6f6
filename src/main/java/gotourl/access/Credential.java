package gotourl.access;

import java.util.Set;

/**
 * What is known of a secret's bearer.
 *
 * @param number given when the secret was made, never used twice; the history of links goes by it
 * @param name for people, chosen when it was made
 * @param scopes what its bearer may do
 * @param limits to what, and how often
 */
public record Credential(int number, String name, Set<Scope> scopes, Limits limits) {

  public Credential {
    scopes = Set.copyOf(scopes);
  }

  /** Without limits. */
  public Credential(int number, String name, Set<Scope> scopes) {
    this(number, name, scopes, Limits.NONE);
  }

  /** Whether its bearer may do this. */
  public boolean allows(Scope scope) {
    return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
  }
}
