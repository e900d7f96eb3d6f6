package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.access.Scope;
import gotourl.link.Key;
import gotourl.link.LinkStore.Listed;
import gotourl.link.Links;
import gotourl.link.PendingPage;
import java.util.OptionalInt;

/** {@code links/{code}/history}: what a link was, and the way back to it. */
final class LinkVersions {

  static final String METHODS = "GET, HEAD, OPTIONS";

  static final String RESTORE_METHODS = "POST, OPTIONS";

  private final Links links;
  private final Outcomes outcomes;
  private final Reach reach;

  LinkVersions(Links links, Outcomes outcomes) {
    this.links = links;
    this.outcomes = outcomes;
    this.reach = new Reach(links);
  }

  Response answer(Call call, Credential who, LinkName name) throws Refused {
    return switch (call.method()) {
      case "GET", "HEAD" -> show(call, who, name);
      case "OPTIONS" -> Methods.options(METHODS);
      case String _ -> throw Methods.notAllowed(METHODS);
    };
  }

  private Response show(Call call, Credential who, LinkName name) throws Refused {
    if (!who.allows(Scope.READ)) {
      throw Permission.nothingHere();
    }
    Methods.requireNoParameters(call);
    PendingPage pending = links.history(reach.key(who, name));
    call.whenGivenUp(() -> {
      boolean _ = pending.cancel(true);
    });
    Listed listed = pending.join();
    return outcomes.history(listed, reach.of(who)::reach);
  }

  /**
   * @param version as the path has it
   */
  Response restore(Call call, Credential who, LinkName name, String version) throws Refused {
    return switch (call.method()) {
      case "POST" -> takeBack(call, who, name, version);
      case "OPTIONS" -> Methods.options(RESTORE_METHODS);
      case String _ -> throw Methods.notAllowed(RESTORE_METHODS);
    };
  }

  private Response takeBack(Call call, Credential who, LinkName name, String version)
      throws Refused {
    Key key = reach.key(who, name);
    reach.requireWrite(who, key);
    Methods.requireNoParameters(call);
    OptionalInt number = EntityTags.version(version);
    if (number.isEmpty()) {
      throw Permission.nothingHere();
    }
    Links.Edited restored =
        reach
            .of(who)
            .restore(key, EntityTags.ifMatch(call), number.getAsInt(), who.number())
            .toCompletableFuture()
            .join();
    return outcomes.of(restored, who);
  }
}
