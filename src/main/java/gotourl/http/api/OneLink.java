package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.access.Scope;
import gotourl.http.api.LinkField.Purpose;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.Links;
import gotourl.link.Passwords;
import gotourl.link.Shortener;
import gotourl.link.Terms;
import gotourl.link.Versions;
import java.util.Set;

/** {@code links/{code}}: a slash inside the code may be encoded or not. */
final class OneLink {

  static final String METHODS = "GET, HEAD, PATCH, DELETE, OPTIONS";

  static final String RESTORE_METHODS = "POST, OPTIONS";

  private final Links links;
  private final Shortener shortener;
  private final Passwords passwords;
  private final Outcomes outcomes;
  private final Reach reach;

  OneLink(Shortener shortener, Links links, Passwords passwords, Outcomes outcomes) {
    this.links = links;
    this.shortener = shortener;
    this.passwords = passwords;
    this.outcomes = outcomes;
    this.reach = new Reach(links);
  }

  Response answer(Call call, Credential who, LinkName name) throws Refused {
    return switch (call.method()) {
      case "GET", "HEAD" -> show(call, who, name);
      case "PATCH" -> edit(call, who, name);
      case "DELETE" -> remove(call, who, name);
      case "OPTIONS" -> Methods.options(METHODS);
      case String _ -> throw Methods.notAllowed(METHODS);
    };
  }

  private Response show(Call call, Credential who, LinkName name) throws Refused {
    if (!who.allows(Scope.READ)) {
      throw Permission.nothingHere();
    }
    Methods.requireNoParameters(call);
    Link link =
        reach.find(who, reach.key(who, name)).orElseThrow(() -> new Refused(Outcomes.noSuchLink()));
    if (!EntityTags.ifMatch(call).contain(link.version())) {
      return Outcomes.outdated(link, true);
    }
    return EntityTags.ifNoneMatchHas(call, link) && saysAllByItself(link)
        ? Outcomes.unchanged(link)
        : outcomes.of(link);
  }

  /** Whether nothing of what is shown of it changes without a version. */
  private static boolean saysAllByItself(Link link) {
    Terms terms = link.terms();
    return terms.validSince().isEmpty()
        && terms.validUntil().isEmpty()
        && terms.maxVisits() == Terms.ANY_NUMBER
        && link.about().tags().isEmpty();
  }

  private Response edit(Call call, Credential who, LinkName name) throws Refused {
    Key key = reach.key(who, name);
    reach.requireWrite(who, key);
    Methods.requireNoParameters(call);
    Versions versions = EntityTags.ifMatch(call);
    Faults faults = new Faults();
    Json.Members body = Bodies.read(call, Bodies.MERGE_PATCH, faults);
    Wish wish = LinkField.read(body, Purpose.EDIT, new FieldRules(shortener, links, passwords, who), faults);
    faults.refuseIfAny();
    Links.Edited edited =
        reach.of(who).edit(key, versions, wish.change(who.number())).toCompletableFuture().join();
    return outcomes.of(edited, who);
  }

  /** Into the bin, unless it shall be gone. */
  private Response remove(Call call, Credential who, LinkName name) throws Refused {
    Key key = reach.key(who, name);
    reach.requireWrite(who, key);
    Set<RemoveParameter> wanted = RemoveParameter.read(call);
    Versions versions = EntityTags.ifMatch(call);
    boolean shows = who.allows(Scope.READ);
    if (wanted.contains(RemoveParameter.PURGE)) {
      return outcomes.of(reach.of(who).purge(key, versions).toCompletableFuture().join(), shows);
    }
    if (wanted.contains(RemoveParameter.RELEASE)) {
      return outcomes.of(reach.of(who).remove(key, versions).toCompletableFuture().join(), shows);
    }
    return outcomes.binned(
        reach.of(who).bin(key, versions, who.number()).toCompletableFuture().join(), who);
  }

  /** {@code links/{code}/restore}: out of the bin. */
  Response restore(Call call, Credential who, LinkName name) throws Refused {
    return switch (call.method()) {
      case "POST" -> takeOut(call, who, name);
      case "OPTIONS" -> Methods.options(RESTORE_METHODS);
      case String _ -> throw Methods.notAllowed(RESTORE_METHODS);
    };
  }

  private Response takeOut(Call call, Credential who, LinkName name) throws Refused {
    Key key = reach.key(who, name);
    reach.requireWrite(who, key);
    Methods.requireNoParameters(call);
    Links.Edited restored =
        reach
            .of(who)
            .takeOut(key, EntityTags.ifMatch(call), who.number())
            .toCompletableFuture()
            .join();
    return outcomes.of(restored, who);
  }
}
