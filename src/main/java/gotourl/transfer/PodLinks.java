package gotourl.transfer;

import gotourl.link.DomainList;
import gotourl.link.Fallbacks;
import gotourl.link.Link;
import gotourl.link.LinkState;
import gotourl.link.LinkStates;
import gotourl.link.NamedDomain;
import gotourl.link.Terms;
import gotourl.link.UrlPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Judges which links can be followed without their server: those in force that need no decision. It
 * names each that is left out, and each of which less is said than is known.
 */
final class PodLinks {

  private final UrlPolicy policy;
  private final LinkStates states;
  private final int usualStatus;
  private final Consumer<String> unsaid;
  private long count;

  /**
   * @param policy what may be a target: asked again, as before each redirect
   * @param usualStatus of links that have none of their own
   * @param unsaid hears one line for each
   */
  PodLinks(UrlPolicy policy, Instant at, int usualStatus, Consumer<String> unsaid) {
    this.policy = policy;
    // A link of which visits are counted is left out whatever their number.
    this.states = new LinkStates(at, number -> 0);
    this.usualStatus = usualStatus;
    this.unsaid = unsaid;
  }

  /** The link, if it can stand there; otherwise it was named. */
  Optional<PodLink> judge(Link link, NamedDomain domain) {
    Terms terms = link.terms();
    int status =
        terms.redirectStatus() == Terms.SERVERS_STATUS ? usualStatus : terms.redirectStatus();
    PodLink judged =
        new PodLink(
            domain, link.key().code(), link.target(), status, terms.forwardsQuery(), losses(terms));
    Optional<String> obstacle = obstacle(link);
    if (obstacle.isPresent()) {
      leaveOut(judged, obstacle.get());
      return Optional.empty();
    }
    return Optional.of(judged);
  }

  private Optional<String> obstacle(Link link) {
    Terms terms = link.terms();
    LinkState state = states.of(link);
    return switch (state) {
      case BINNED -> Optional.of("it is in the bin");
      case DISABLED -> Optional.of("it is disabled");
      case EXPIRED -> Optional.of("it is not valid any more");
      case SCHEDULED -> Optional.of("it is not valid yet");
      case ACTIVE, USED_UP -> {
        if (terms.password().isPresent()) {
          yield Optional.of("it has a password");
        }
        if (terms.maxVisits() != Terms.ANY_NUMBER) {
          yield Optional.of("its visits are counted, and nobody would count them");
        }
        yield policy.permits(link.target())
            ? Optional.empty()
            : Optional.of("where it leads may be no target, or no longer");
      }
    };
  }

  private static List<String> losses(Terms terms) {
    List<String> losses = new ArrayList<>();
    if (!terms.rules().isEmpty()) {
      losses.add("its rules are not in it, only where it leads otherwise");
    }
    terms.validUntil().ifPresent(until -> losses.add("it does not end at " + until));
    if (terms.cacheSeconds() != 0) {
      losses.add("how long it may be kept by caches is not in it");
    }
    return losses;
  }

  /** It is not there, for this reason. */
  void leaveOut(PodLink link, String reason) {
    unsaid.accept(named(link) + " is left out: " + reason);
  }

  /**
   * It is there.
   *
   * @param more what this form cannot say of it
   */
  void take(PodLink link, List<String> more) {
    count++;
    if (!link.losses().isEmpty() || !more.isEmpty()) {
      List<String> all = new ArrayList<>(link.losses());
      all.addAll(more);
      unsaid.accept(named(link) + ": " + String.join("; ", all));
    }
  }

  /** What no form says of domains: it is about requests for no link. */
  void tellOf(DomainList domains) {
    for (NamedDomain domain : domains.all()) {
      if (!domain.fallbacks().equals(Fallbacks.NONE)) {
        unsaid.accept(
            "domain "
                + domain.name()
                + ": where its address alone, unknown and expired codes lead is left out");
      }
    }
  }

  private static String named(PodLink link) {
    return "code "
        + Quoted.of(link.code())
        + (link.domain().isDefault() ? "" : " of " + link.domain().name());
  }

  /** How many are there. */
  long count() {
    return count;
  }
}
