package gotourl.store.embedded;

import gotourl.link.Draft;
import gotourl.link.Link;
import gotourl.link.SipHash;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * From the hash of a target to the numbers of links that lead there, so that an equal link is
 * found: a second {@link KeyIndex}, with numbers for positions, 10 to 12.5 bytes a link. It only
 * says where to look: the link decides, and an entry of one that leads elsewhere by now does no
 * harm.
 *
 * <p>Filled from the journal while the store is open already; until then it finds nothing. Written
 * by the save loop and by whoever fills it, in turn; the save loop alone asks.
 */
final class ReuseIndex {

  /**
   * Links with one target that are looked at: whoever has more of them has given them terms or
   * words of their own, and a search through thousands would keep other saves waiting.
   */
  static final int LOOKED_AT_MAX = 16;

  private final KeyIndex index = new KeyIndex();
  private final SipHash hash;
  private final LongFunction<@Nullable Link> links;
  private final ReentrantLock writing = new ReentrantLock();
  private volatile boolean whole;

  /** Of the batch in work, by domain and what they say. The save loop's own. */
  private final Map<Said, Link> unsaved = new HashMap<>();

  private record Said(int domain, Draft draft) {}

  /**
   * @param seed of the hash: that of the keys, which nobody outside knows
   * @param links finds a link by its number
   */
  ReuseIndex(byte[] seed, LongFunction<@Nullable Link> links) {
    this.hash = new SipHash(seed);
    this.links = links;
  }

  /** Whether all links are in it. Any thread. */
  boolean isWhole() {
    return whole;
  }

  /** All links that were there are in it. */
  void filled() {
    whole = true;
  }

  /** Memory outside the heap. Any thread. */
  long bytes() {
    return index.bytes();
  }

  /** A link leads there. */
  void add(String target, long number) {
    writing.lock();
    try {
      long hashed = hash(target);
      int[] seen = {0};
      long known =
          index.find(
              hashed, position -> position == position(number) || ++seen[0] == LOOKED_AT_MAX);
      if (known == KeyIndex.NONE) {
        index.add(hashed, position(number));
      }
    } finally {
      writing.unlock();
    }
  }

  /** It does no more. */
  void remove(String target, long number) {
    writing.lock();
    try {
      boolean _ = index.remove(hash(target), position(number));
    } finally {
      writing.unlock();
    }
  }

  /** Decided, and not saved yet. Save loop only. */
  void decided(Draft asked, Link link) {
    unsaved.putIfAbsent(said(link.key().domain(), asked), link);
  }

  /** The batch is published or refused. Save loop only. */
  void forget() {
    unsaved.clear();
  }

  private static Said said(int domain, Draft draft) {
    return new Said(domain, draft.byNobody());
  }

  /**
   * A link of this domain that says this, whoever said it; {@code null} if none is found. Save loop
   * only.
   */
  @Nullable Link find(int domain, Draft draft) {
    Link decided = unsaved.get(said(domain, draft));
    if (decided != null) {
      return decided;
    }
    Link[] found = {null};
    long position =
        index.find(
            hash(draft.target()),
            candidate -> {
              Link link = links.apply(number(candidate));
              boolean fits =
                  link != null
                      && link.key().domain() == domain
                      && link.draft().saysTheSameAs(draft);
              if (fits) {
                found[0] = link;
              }
              return fits;
            });
    return position == KeyIndex.NONE ? null : found[0];
  }

  private long hash(String target) {
    return hash.hash(target.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** There is a number 0, and no position 0. */
  private static long position(long number) {
    return number + KeyIndex.POSITION_MIN;
  }

  private static long number(long position) {
    return position - KeyIndex.POSITION_MIN;
  }
}
