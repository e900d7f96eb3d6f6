package gotourl.access;

import java.util.Set;

/**
 * What is known of a secret's bearer.
 *
 * @param number given when the secret was made, never used twice; the history of links goes by it
 * @param name for people, chosen when it was made
 * @param scopes what its bearer may do
 */
public record Credential(int number, String name, Set<Scope> scopes) {

  public Credential {
    scopes = Set.copyOf(scopes);
  }

  /** Whether its bearer may do this. */
  public boolean allows(Scope scope) {
    return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
  }
}
