package gotourl.transfer;

import gotourl.transfer.Attempt.Done;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The domains of a Kutt but for the default one, of which its API says nothing. A domain has a
 * homepage, which both its address alone and unknown codes lead to.
 *
 * <p>Kutt keeps the hosts that no link may lead to in the same table, as banned domains: they are
 * not asked for.
 */
final class KuttDomains {

  private static final int SIZE = 50;

  /** More than a store can hold, and a bound for what is held here. */
  private static final int COUNT_MAX = 10_000;

  /** The list is short: it changes seldom while it is read. */
  private static final int TRIES_MAX = 3;

  private KuttDomains() {}

  /**
   * @param homepage a bare host, or nothing: none
   */
  static ForeignDomain of(String name, String homepage) {
    String target = homepage.contains("://") ? homepage : "";
    return new ForeignDomain(name, false, target, target, "", false);
  }

  static List<ForeignDomain> read(ForeignApi api) throws IOException {
    try {
      for (int i = 0; i < TRIES_MAX; i++) {
        List<ForeignDomain> domains = new ArrayList<>();
        if (readAll(api, domains)) {
          return domains;
        }
      }
    } catch (RowFault fault) {
      throw api.unclear(fault);
    }
    throw new IOException(
        api.server() + ": the list of its domains changes all the time; import again later");
  }

  /**
   * @return whether it was the same list all the while
   */
  private static boolean readAll(ForeignApi api, List<ForeignDomain> domains)
      throws IOException, RowFault {
    Done first = api.ask(path(0));
    if (!(first instanceof Done.Told(JsonMembers page))) {
      JsonMembers user = api.get(KuttSource.API + "/users");
      add(domains, user.objects("domains"));
      return true;
    }
    long total = page.count("total");
    if (total > COUNT_MAX) {
      throw new RowFault(total + " domains");
    }
    JsonMembers next = page;
    while (true) {
      List<JsonMembers> some = next.objects("data");
      add(domains, some);
      if (next.count("total") != total || domains.size() > total) {
        return false;
      }
      if (domains.size() == total) {
        return domains.stream().map(ForeignDomain::name).distinct().count() == total;
      }
      if (some.isEmpty()) {
        return false;
      }
      next = api.get(path(domains.size()));
    }
  }

  private static String path(int skip) {
    return KuttSource.API + "/domains/admin?banned=false&limit=" + SIZE + "&skip=" + skip;
  }

  private static void add(List<ForeignDomain> domains, List<JsonMembers> some) throws RowFault {
    for (JsonMembers domain : some) {
      domains.add(of(domain.text("address"), domain.text("homepage")));
    }
  }
}
