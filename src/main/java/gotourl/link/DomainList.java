package gotourl.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All domains of a store as they are at one moment. Does not change. */
public final class DomainList {

  private final NamedDomain ofDefault;
  private final List<NamedDomain> all;
  private final Map<String, NamedDomain> byName = new HashMap<>();
  private final Map<Integer, NamedDomain> byNumber = new HashMap<>();

  /**
   * @param others beside the default domain, by number
   */
  public DomainList(NamedDomain ofDefault, Collection<NamedDomain> others) {
    this.ofDefault = ofDefault;
    List<NamedDomain> together = new ArrayList<>(List.of(ofDefault));
    together.addAll(others);
    this.all = List.copyOf(together);
    for (NamedDomain each : all) {
      byName.put(each.name(), each);
      byNumber.put(each.number(), each);
    }
  }

  /** Whether every host has the links of the default domain. */
  public boolean isDefaultAlone() {
    return all.size() == 1;
  }

  public NamedDomain ofDefault() {
    return ofDefault;
  }

  /** The default domain, and the others by number. */
  public List<NamedDomain> all() {
    return all;
  }

  /**
   * @param name as {@link DomainName} has it, or {@link Domain#DEFAULT_NAME}
   */
  public Optional<NamedDomain> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public Optional<NamedDomain> of(int number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  /**
   * Whose links are asked for by this host: any that is no domain's means the default domain.
   *
   * @param authority a host and perhaps a port, as they were sent
   */
  public NamedDomain atHost(CharSequence authority) {
    if (isDefaultAlone()) {
      return ofDefault;
    }
    @Nullable NamedDomain found = byName.get(DomainName.ofAuthority(authority));
    return found == null ? ofDefault : found;
  }

  /**
   * Whether this is the host of a domain of its own.
   *
   * @param host as the URL parser serialises it
   */
  boolean hasHost(String host) {
    return !isDefaultAlone() && byName.containsKey(DomainName.withoutDot(host));
  }
}
