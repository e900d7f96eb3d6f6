package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.access.Scope;
import gotourl.http.api.LinkField.Purpose;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.Links;
import gotourl.link.Versions;

/** {@code links/{code}}: a slash inside the code may be encoded or not. */
final class OneLink {

  static final String METHODS = "GET, HEAD, PATCH, DELETE, OPTIONS";

  private final Links links;
  private final FieldRules rules;
  private final Outcomes outcomes;
  private final Reach reach;

  OneLink(FieldRules rules, Outcomes outcomes) {
    this.links = rules.links();
    this.rules = rules;
    this.outcomes = outcomes;
    this.reach = new Reach(links);
  }

  Response answer(Call call, Credential who, String code) throws Refused {
    return switch (call.method()) {
      case "GET", "HEAD" -> show(call, who, code);
      case "PATCH" -> edit(call, who, code);
      case "DELETE" -> remove(call, who, code);
      case "OPTIONS" -> Methods.options(METHODS);
      case String _ -> throw Methods.notAllowed(METHODS);
    };
  }

  private Response show(Call call, Credential who, String code) throws Refused {
    if (!who.allows(Scope.READ)) {
      throw Permission.nothingHere();
    }
    Methods.requireNoParameters(call);
    Link link = reach.find(reach.key(code)).orElseThrow(() -> new Refused(Outcomes.noSuchLink()));
    if (!EntityTags.ifMatch(call).contain(link.version())) {
      return Outcomes.outdated(link, true);
    }
    return EntityTags.ifNoneMatchHas(call, link) ? Outcomes.unchanged(link) : outcomes.of(link);
  }

  private Response edit(Call call, Credential who, String code) throws Refused {
    Key key = reach.key(code);
    reach.requireWrite(who, key);
    Methods.requireNoParameters(call);
    Versions versions = EntityTags.ifMatch(call);
    Faults faults = new Faults();
    Json.Members body = Bodies.read(call, Bodies.MERGE_PATCH, faults);
    Wish wish = LinkField.read(body, Purpose.EDIT, rules, faults);
    faults.refuseIfAny();
    Links.Edited edited =
        links.edit(key, versions, wish.change(who.number())).toCompletableFuture().join();
    return outcomes.of(edited, who.allows(Scope.READ));
  }

  private Response remove(Call call, Credential who, String code) throws Refused {
    Key key = reach.key(code);
    reach.requireWrite(who, key);
    Methods.requireNoParameters(call);
    Links.Removed removed =
        links.remove(key, EntityTags.ifMatch(call)).toCompletableFuture().join();
    return outcomes.of(removed, who.allows(Scope.READ));
  }
}
