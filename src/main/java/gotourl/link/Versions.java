package gotourl.link;

import java.util.Set;

/**
 * Which versions of a link a caller is willing to change: those he has seen, or whatever there is.
 *
 * @param any whether every version will do
 * @param seen if not: these
 */
public record Versions(boolean any, Set<Integer> seen) {

  /** Whatever there is. */
  public static final Versions ANY = new Versions(true, Set.of());

  public Versions {
    seen = Set.copyOf(seen);
  }

  /** These and no others. */
  public static Versions of(Set<Integer> seen) {
    return new Versions(false, seen);
  }

  public boolean contain(int version) {
    return any || seen.contains(version);
  }
}
