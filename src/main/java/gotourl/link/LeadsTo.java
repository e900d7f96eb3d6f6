package gotourl.link;

import java.util.List;

/** The condition that a link leads to a host, or to one below it, be it by a rule. */
public final class LeadsTo implements LinkFilter.Condition {

  private final TargetHost host;
  private final HostSet hosts;

  public LeadsTo(TargetHost host) {
    this.host = host;
    this.hosts = HostSet.of(List.of(host));
  }

  /** What stands in every target that leads there, as targets are serialised. */
  public String text() {
    return host.name();
  }

  @Override
  public boolean isMetBy(Link link) {
    return hosts.covers(link.target())
        || link.terms().rules().rules().stream().anyMatch(rule -> hosts.covers(rule.target()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LeadsTo leads && leads.host.equals(host);
  }

  @Override
  public int hashCode() {
    return host.hashCode();
  }

  @Override
  public String toString() {
    return "leads to " + host.name();
  }
}
