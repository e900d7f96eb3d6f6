package gotourl.access;

import java.util.Set;

/**
 * What of the store a secret's bearer reaches, and how much he may add to it.
 *
 * @param domains names of the domains whose links he reaches; none named: all
 * @param tags he reaches links that have one of these; none named: all links
 * @param creationsPerHour how many links he may make in an hour; {@link #NO_QUOTA}: any number
 */
public record Limits(Set<String> domains, Set<String> tags, int creationsPerHour) {

  /** For {@link #creationsPerHour}: there is no such limit. */
  public static final int NO_QUOTA = 0;

  /** Everything, as often as wanted. */
  public static final Limits NONE = new Limits(Set.of(), Set.of(), NO_QUOTA);

  public Limits {
    domains = Set.copyOf(domains);
    tags = Set.copyOf(tags);
  }

  /** Whether links of this domain are within reach. */
  public boolean reachesDomain(String name) {
    return domains.isEmpty() || domains.contains(name);
  }

  /** Whether links with these tags are within reach. */
  public boolean reachesTags(Set<String> ofLink) {
    return tags.isEmpty() || ofLink.stream().anyMatch(tags::contains);
  }
}
