package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.access.Quotas;
import gotourl.http.api.LinkField.Purpose;
import gotourl.link.Domain;
import gotourl.link.Draft;
import gotourl.link.Links;
import gotourl.link.Passwords;
import gotourl.link.Shortener;
import gotourl.link.Shortener.Shortened;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** A link that is to be made, from what was sent of it to its stage: alone or as one of many. */
final class Creation {

  private final Quotas quotas;
  private final Shortener shortener;
  private final Links links;
  private final Passwords passwords;

  /**
   * @param quotas of all ways to make links
   */
  Creation(Shortener shortener, Links links, Passwords passwords, Quotas quotas) {
    this.quotas = quotas;
    this.shortener = shortener;
    this.links = links;
    this.passwords = passwords;
  }

  /**
   * @param faults those that reading has met so far
   */
  CompletionStage<Shortened> begin(Json.Members body, Faults faults, Credential who)
      throws Refused {
    FieldRules rules = new FieldRules(shortener, links, passwords, who);
    Wish wish = LinkField.read(body, Purpose.MAKE, rules, faults);
    if (wish.domain == null && !who.limits().reachesDomain(Domain.DEFAULT_NAME)) {
      faults.add(Fault.value(LinkField.DOMAIN.label(), "must be one that this secret reaches"));
    }
    Reach.requireOwnTag(who, wish.tags(), faults);
    faults.refuseIfAny();
    Duration wait = quotas.take(who);
    if (wait.isPositive()) {
      throw new Refused(Outcomes.quotaUsedUp(who, wait));
    }
    return make(wish, who);
  }

  private CompletionStage<Shortened> make(Wish wish, Credential who) {
    Draft draft = wish.draft(who.number());
    Domain domain = wish.domain == null ? links.domain() : wish.domain;
    return wish.code == null
        ? shortener.shorten(domain, draft, wish.shape())
        : shortener.shorten(domain, draft, wish.code);
  }

  /** What came of it: only what is made counts. */
  void settle(Shortened shortened, Credential who) {
    if (!(shortened instanceof Shortener.Made)) {
      quotas.giveBack(who);
    }
  }
}
