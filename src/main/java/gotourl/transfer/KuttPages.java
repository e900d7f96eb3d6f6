package gotourl.transfer;

import gotourl.transfer.Attempt.Done;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The links of a Kutt, oldest first, though Kutt lists them newest first.
 *
 * <p>So they are read from the end, by how many there are. What is made meanwhile moves all others
 * further from the beginning, and what is removed, nearer to it. Therefore pages overlap: of each,
 * those links are new that stand behind the last one that is known there. Where none is known, the
 * page is asked for anew further towards the end, until one is. A page that is not full has the
 * oldest link of all. Whoever is there all the while comes once.
 */
final class KuttPages {

  /** Kutt gives no more. */
  static final int SIZE = 50;

  /** Between two pages: so much may change from one answer to the next without a further one. */
  static final int OVERLAP = 5;

  /** How often one page is looked for further towards the end. */
  private static final int LOOKS_MAX = 20;

  /** Kutt 3 has all links here, for administrators only. */
  private static final String ALL = KuttSource.API + "/links/admin?limit=" + SIZE + "&skip=";

  /** Kutt 2 has them here, for others their own; Kutt 3 has their own. */
  private static final String OWN = KuttSource.API + "/links?all=true&limit=" + SIZE + "&skip=";

  private final ForeignApi api;
  private final Queue<JsonMembers> ready = new ArrayDeque<>();

  /** {@code null}: nothing was asked yet. */
  private @Nullable String path;

  /** The links of the last page that had new ones, and of those since then, by their identity. */
  private Set<String> known = Set.of();

  /** How many links there were, when that was last told. */
  private long total;

  /** How many of them have come, as far as can be told: those that were removed do not count. */
  private long come;

  private boolean ended;

  KuttPages(ForeignApi api) {
    this.api = api;
  }

  /** The next link; {@code null} at the end. */
  @Nullable JsonMembers next() throws IOException {
    while (ready.isEmpty() && !ended) {
      try {
        read();
      } catch (RowFault fault) {
        throw api.unclear(fault);
      }
    }
    return ready.poll();
  }

  private void read() throws IOException, RowFault {
    if (path == null) {
      path = chosen();
    }
    long skip = Math.max(0, total - come - (SIZE - OVERLAP));
    for (int looks = 0; looks < LOOKS_MAX; looks++) {
      Page page = page(skip);
      total = page.total;
      int from = page.firstNew(known);
      if (from >= 0) {
        take(page, from);
        return;
      }
      // What was made since then is between; and some of what has come may be gone.
      skip += SIZE - OVERLAP;
    }
    throw new IOException(
        api.server()
            + ": its links come and go faster than they can be read; import again, and what is"
            + " there already stays");
  }

  /** Who is no administrator has no such list. */
  private String chosen() throws IOException, RowFault {
    Done answer = api.ask(ALL + 0);
    if (answer instanceof Done.Told(JsonMembers members)) {
      total = Page.of(members, 0).total;
      return ALL;
    }
    total = Page.of(api.get(OWN + 0), 0).total;
    return OWN;
  }

  private Page page(long skip) throws IOException, RowFault {
    return Page.of(api.get(path + skip), skip);
  }

  private void take(Page page, int from) throws RowFault {
    ready.addAll(page.oldestFirst.subList(from, page.oldestFirst.size()));
    if (page.skip == 0) {
      ended = true;
      return;
    }
    Set<String> those = page.identities();
    if (from == page.oldestFirst.size()) {
      // It ends before the last one that has come, which is the one to be known by.
      those.addAll(known);
    }
    known = those;
    come = page.total - page.skip;
  }

  /** One answer. */
  private record Page(List<JsonMembers> oldestFirst, long skip, long total) {

    static Page of(JsonMembers answer, long skip) throws RowFault {
      if (!answer.has("data") || !answer.has("total")) {
        throw new RowFault("no list of links");
      }
      List<JsonMembers> links = answer.objects("data").reversed();
      long total = answer.count("total");
      if (links.size() > SIZE) {
        throw new RowFault("more links on a page than were asked for");
      }
      if (links.size() < Math.min(SIZE, total - skip) - OVERLAP) {
        throw new RowFault("fewer links on a page than there are");
      }
      return new Page(links, skip, total);
    }

    /** The place of the first link that did not come before; -1: one may be missing before them. */
    int firstNew(Set<String> known) throws RowFault {
      for (int i = oldestFirst.size() - 1; i >= 0; i--) {
        if (known.contains(identity(oldestFirst.get(i)))) {
          return i + 1;
        }
      }
      return known.isEmpty() && oldestFirst.size() < SIZE ? 0 : -1;
    }

    Set<String> identities() throws RowFault {
      Set<String> identities = new HashSet<>();
      for (JsonMembers link : oldestFirst) {
        identities.add(identity(link));
      }
      return identities;
    }

    private static String identity(JsonMembers link) throws RowFault {
      String id = link.text("id");
      if (id.isEmpty()) {
        throw new RowFault("a link without an id");
      }
      return id;
    }
  }
}
