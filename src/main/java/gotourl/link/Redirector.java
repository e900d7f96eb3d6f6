package gotourl.link;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Decides what a request for a link is told. */
public final class Redirector {

  /** What a request is told. */
  public sealed interface Decision {}

  /** Go to {@code target}: safe to be sent in a header as it is. */
  public record Follow(String target) implements Decision {}

  /**
   * Go there, on the link's own terms.
   *
   * @param status of the answer; {@link Terms#SERVERS_STATUS}: the server's
   * @param cacheSeconds how long it may be kept; 0: not at all, whatever the status
   * @param isPersonal whether it is an answer to this visitor, and to no other
   */
  public record FollowOnTerms(String target, int status, int cacheSeconds, boolean isPersonal)
      implements Decision {

    /** The same by another status. */
    public FollowOnTerms withStatus(int other) {
      return new FollowOnTerms(target, other, cacheSeconds, isPersonal);
    }
  }

  /**
   * Whoever knows the password hears what is behind it; to find out takes long.
   *
   * @param link its number
   * @param isCharged whether a visit is charged before, as with {@link Charge}
   */
  public record Locked(long link, PasswordHash password, FollowOnTerms behind, boolean isCharged)
      implements Decision {}

  /**
   * Go there as soon as a visit is charged ({@link LinkStore#spend}), of which there are only so
   * many. Nobody may keep the answer.
   */
  public record Charge(FollowOnTerms then) implements Decision {}

  /** As if there were no such link. */
  public enum Unknown implements Decision {
    UNKNOWN
  }

  /**
   * What would be told, and why.
   *
   * @param obstacle there is one if the link leads nowhere
   */
  public record Explained(Decision decision, Explanation rules, Optional<Obstacle> obstacle) {}

  /** What is told instead of a link that is not there, or not in force. */
  public sealed interface Instead {}

  /** Go to {@code target}, which belongs to no link: safe to be sent in a header as it is. */
  public record Lead(String target) implements Instead {}

  /** Nothing more than that. */
  public enum Nothing implements Instead {
    /** There is no such link. */
    UNKNOWN,
    /** There was such a link, and it has expired, or its visits are used up. */
    GONE
  }

  private final UrlPolicy policy;
  private final InstantSource clock;

  public Redirector(UrlPolicy policy, InstantSource clock) {
    this.policy = policy;
    this.clock = clock;
  }

  /**
   * What is told of a link that has no terms of its own; nothing: {@link #decide} knows more. The
   * target is checked again, for the policy may be stricter now than when the link was made.
   */
  public Optional<Follow> decidePlain(Link link) {
    return isPlain(link) && policy.permits(link.target())
        ? Optional.of(new Follow(link.target()))
        : Optional.empty();
  }

  /** What is told of any link. */
  public Decision decide(Link link, Inquiry inquiry) {
    return isPlain(link) ? plain(link) : decide(link, inquiry, clock.instant());
  }

  private Decision plain(Link link) {
    return decidePlain(link).<Decision>map(follow -> follow).orElse(Unknown.UNKNOWN);
  }

  /**
   * The rules choose, then the query goes along, then the policy is asked about what comes of it.
   */
  private Decision decide(Link link, Inquiry inquiry, Instant now) {
    Terms terms = link.terms();
    if (!terms.isInForce(now)) {
      return Unknown.UNKNOWN;
    }
    String chosen = target(link, inquiry, now);
    String target = terms.forwardsQuery() ? with(inquiry.query(), chosen) : chosen;
    if (!policy.permits(target)) {
      return Unknown.UNKNOWN;
    }
    int cacheSeconds = cacheSeconds(terms, now);
    boolean isPersonal = !terms.rules().isEmpty();
    boolean isCharged = terms.maxVisits() != Terms.ANY_NUMBER;
    if (terms.password().isPresent()) {
      FollowOnTerms behind = new FollowOnTerms(target, terms.redirectStatus(), 0, isPersonal);
      return new Locked(link.number(), terms.password().get(), behind, isCharged);
    }
    FollowOnTerms follow =
        new FollowOnTerms(target, terms.redirectStatus(), cacheSeconds, isPersonal);
    return isCharged ? new Charge(follow) : follow;
  }

  private static String target(Link link, Inquiry inquiry, Instant now) {
    Rules rules = link.terms().rules();
    return rules.isEmpty()
        ? link.target()
        : rules
            .first(new Occasion(inquiry.visitor(), link.number(), now))
            .map(Rule::target)
            .orElse(link.target());
  }

  /** What {@link #decide} would say of any link at that time, and why. */
  public Explained explain(Link link, Inquiry inquiry, Instant at) {
    Decision decision = isPlain(link) ? plain(link) : decide(link, inquiry, at);
    Explanation why =
        link.terms().rules().explain(new Occasion(inquiry.visitor(), link.number(), at));
    return new Explained(
        decision,
        why,
        decision == Unknown.UNKNOWN
            ? Obstacle.of(link.terms(), at).or(() -> Optional.of(Obstacle.REFUSED))
            : Optional.empty());
  }

  /**
   * What a domain tells where {@link #decide} has nothing to follow. The policy is asked in full
   * again: a target may have become one of our own hosts.
   *
   * @param link that is there all the same
   * @param isUsedUp whether none of its visits are left: then it has expired
   */
  public Instead instead(NamedDomain domain, Optional<Link> link, boolean isUsedUp) {
    Fallbacks fallbacks = domain.fallbacks();
    Instant now = clock.instant();
    Optional<Terms> resting =
        link.map(Link::terms)
            .filter(terms -> !terms.binned() && (isUsedUp || !terms.isInForce(now)));
    Optional<String> target =
        resting.flatMap(terms -> fallbacks.expired()).filter(this::isAccepted);
    if (target.isPresent()) {
      return new Lead(target.get());
    }
    if (fallbacks.expiredIsGone()
        && resting.filter(terms -> hasExpired(terms, isUsedUp, now)).isPresent()) {
      return Nothing.GONE;
    }
    return fallbacks
        .unknown()
        .filter(this::isAccepted)
        .<Instead>map(Lead::new)
        .orElse(Nothing.UNKNOWN);
  }

  private static boolean hasExpired(Terms terms, boolean isUsedUp, Instant now) {
    return terms.enabled()
        && (isUsedUp || terms.validUntil().map(until -> !now.isBefore(until)).orElse(false));
  }

  /** Whether robots may hear of it now: it invites them, and leads somewhere. */
  boolean invites(Link link) {
    return link.terms().crawlable()
        && link.terms().isInForce(clock.instant())
        && policy.permits(link.target());
  }

  /** Where a domain leads for its address alone, if anywhere. */
  public Optional<String> base(NamedDomain domain) {
    return domain.fallbacks().base().filter(this::isAccepted);
  }

  private boolean isAccepted(String target) {
    return policy.permits(target) && policy.check(target) instanceof UrlPolicy.Accepted;
  }

  @SuppressWarnings("ReferenceEquality") // as Terms has it; the quick way for nearly all links
  private static boolean isPlain(Link link) {
    return link.terms() == Terms.NONE;
  }

  /** A query that is too long to go along stays behind; the visitor should not. */
  private static String with(String query, String target) {
    return switch (ForwardedQuery.merge(target, query)) {
      case ForwardedQuery.Target(String merged) -> merged;
      case ForwardedQuery.TooLong _ -> target;
    };
  }

  /** Nobody keeps an answer for longer than it is true. */
  private static int cacheSeconds(Terms terms, Instant now) {
    if (terms.cacheSeconds() == 0 || terms.maxVisits() != Terms.ANY_NUMBER) {
      return 0;
    }
    Instant until = terms.rules().nextChange(now);
    if (terms.validUntil().isPresent() && terms.validUntil().get().isBefore(until)) {
      until = terms.validUntil().get();
    }
    return until.equals(Instant.MAX)
        ? terms.cacheSeconds()
        : (int) Math.min(terms.cacheSeconds(), Duration.between(now, until).toSeconds());
  }
}
