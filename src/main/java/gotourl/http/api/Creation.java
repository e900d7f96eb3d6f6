package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.access.Quotas;
import gotourl.http.api.LinkField.Purpose;
import gotourl.link.Draft;
import gotourl.link.Shortener;
import gotourl.link.Shortener.Shortened;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** A link that is to be made, from what was sent of it to its stage: alone or as one of many. */
final class Creation {

  private final Quotas quotas;
  private final Shortener shortener;
  private final FieldRules rules;

  /**
   * @param quotas of all ways to make links
   */
  Creation(FieldRules rules, Quotas quotas) {
    this.quotas = quotas;
    this.shortener = rules.shortener();
    this.rules = rules;
  }

  /**
   * @param faults those that reading has met so far
   */
  CompletionStage<Shortened> begin(Json.Members body, Faults faults, Credential who)
      throws Refused {
    Wish wish = LinkField.read(body, Purpose.MAKE, rules, faults);
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
    return wish.code == null
        ? shortener.shorten(draft, wish.shape())
        : shortener.shorten(draft, wish.code);
  }

  /** What came of it: only what is made counts. */
  void settle(Shortened shortened, Credential who) {
    if (!(shortened instanceof Shortener.Made)) {
      quotas.giveBack(who);
    }
  }
}
