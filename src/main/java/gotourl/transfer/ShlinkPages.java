package gotourl.transfer;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The links of a Shlink, oldest first, a page at a time.
 *
 * <p>Pages that are counted from the beginning shift when a link before them is removed, and links
 * of one second may stand in another order each time. So pages are not counted: each begins at a
 * time, inclusive, and of a full one the links of its last second are left to the next, which
 * begins at that second. Whoever is there all the while comes once, whatever is removed or made
 * meanwhile.
 *
 * <p>A second with more links than a page has is read by itself, in the order of codes, and there
 * pages are counted: {@link ShlinkCrowd}.
 */
final class ShlinkPages {

  /** Some 100 KB, and not much work for the other side. */
  static final int SIZE = 200;

  private final ForeignApi api;
  private final Queue<JsonMembers> ready = new ArrayDeque<>();

  /** Where the next page begins; empty: at the oldest link. */
  private Optional<OffsetDateTime> from = Optional.empty();

  /** Reads the second that it has come to, if that has more links than a page. */
  private @Nullable ShlinkCrowd crowd;

  private boolean ended;

  ShlinkPages(ForeignApi api) {
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
    if (crowd == null) {
      take(ShlinkPage.of(api.get(path())));
      return;
    }
    List<JsonMembers> some = crowd.next();
    ready.addAll(some);
    if (some.isEmpty()) {
      from = Optional.of(crowd.second().plusSeconds(1));
      crowd = null;
    }
  }

  private String path() {
    return ShlinkPage.path("dateCreated-ASC", 1)
        + from.map(time -> "&startDate=" + ShlinkPage.encoded(time)).orElse("");
  }

  private void take(ShlinkPage page) throws RowFault {
    checkOrder(page.links());
    if (page.isLast()) {
      ready.addAll(page.links());
      ended = true;
      return;
    }
    OffsetDateTime last = ShlinkPage.second(page.links().getLast());
    for (JsonMembers link : page.links()) {
      if (ShlinkPage.second(link).isEqual(last)) {
        break;
      }
      ready.add(link);
    }
    from = Optional.of(last);
    if (ready.isEmpty()) {
      crowd = new ShlinkCrowd(api, last);
    }
  }

  /** Without it a link could be passed over, or the same page come for ever. */
  private void checkOrder(List<JsonMembers> links) throws RowFault {
    Optional<OffsetDateTime> before = from;
    for (JsonMembers link : links) {
      OffsetDateTime second = ShlinkPage.second(link);
      if (before.isPresent() && second.isBefore(before.get())) {
        throw new RowFault("its links are not in the order of their dates");
      }
      before = Optional.of(second);
    }
  }
}
