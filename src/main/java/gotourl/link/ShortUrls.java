package gotourl.link;

/**
 * The short URLs of all domains: those of the default domain begin with the configured base, those
 * of another with its name, and scheme and port of the base. No header of a request takes part.
 */
public record ShortUrls(BaseUrl base, Domains domains) {

  /** Percent-encoded where a URL needs it. */
  public String shortUrl(Key key) {
    return isOfDefault(key) ? base.shortUrl(key) : base.at(domainName(key)).shortUrl(key);
  }

  public boolean isOfDefault(Key key) {
    return key.domain() == Domain.DEFAULT_NUMBER;
  }

  /** Whether the default domain is what this host of a domain's name would be, too. */
  public boolean isDefaultsHost(String name) {
    return DomainName.withoutDot(base.host()).equals(name);
  }

  /**
   * What the domain of a key is called. Of one that damage has hidden only the number is known: its
   * name is one that never leads anywhere (RFC 6761).
   */
  public String domainName(Key key) {
    return domains
        .now()
        .of(key.domain())
        .map(NamedDomain::name)
        .orElseGet(() -> "domain-" + key.domain() + ".invalid");
  }
}
