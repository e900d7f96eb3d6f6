package gotourl.link;

/**
 * A domain as it is at one moment.
 *
 * @param name the host by which its links are asked for, as {@link DomainName} has it; of the
 *     default domain {@link Domain#DEFAULT_NAME}
 */
public record NamedDomain(Domain domain, String name, Fallbacks fallbacks) {

  /** The default domain, as long as nothing else is said of it. */
  public static NamedDomain ofDefault(Domain domain) {
    return new NamedDomain(domain, Domain.DEFAULT_NAME, Fallbacks.NONE);
  }

  public int number() {
    return domain.number();
  }

  public boolean isDefault() {
    return domain.number() == Domain.DEFAULT_NUMBER;
  }

  public NamedDomain withFallbacks(Fallbacks other) {
    return new NamedDomain(domain, name, other);
  }
}
