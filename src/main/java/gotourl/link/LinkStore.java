package gotourl.link;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * The port to wherever links are kept. Every engine passes {@code LinkStoreContract}.
 *
 * <p>Reads never wait for a write. Writes are stages that complete when their promise holds (by
 * default: when the bytes are synced), with an outcome for everything that can be expected; a stage
 * that completes exceptionally is a defect. Any method may be called on any thread; stages complete
 * on the engine's threads, so what follows them must not block.
 */
public interface LinkStore extends AutoCloseable {

  /** The default domain, with the folding that the store was created with. */
  Domain domain();

  /** All domains of its links. */
  Domains domains();

  /** The secret of the key generator, {@link KeyGenerator#SECRET_BYTES} long; a fresh copy. */
  byte[] secret();

  /** Where the giving out of codes has come to. */
  Generator generator();

  /**
   * Goes on from where another store had come to, so that no code is given out again that was given
   * out there. Only where none was given out here, or from the same secret; nothing ever goes back.
   */
  CompletionStage<Adopted> adopt(Generator generator);

  /** Answers at once, from memory. */
  Peek peek(Key key);

  /** Looks where {@link #peek} said {@link Peek.Elsewhere}. */
  CompletionStage<Optional<Link>> find(Key key);

  /** Makes a link with the next number and version 1, if its key is free. */
  CompletionStage<Added> add(Key key, Draft draft);

  /**
   * The same in a manner of its own. Under which {@link RetryKey} it was made is remembered for
   * {@link RetryKey#KEPT}, across restarts; while as many are remembered as can be, no link is made
   * under another. Where an equal link will do, and {@link #reuse} is ready, the first one that is
   * found of those that lead there is the outcome.
   */
  CompletionStage<Added> add(Key key, Draft draft, Manner manner);

  /** Whether equal links are found. */
  Reuse reuse();

  /** What was made under this key; answered at once. */
  Recalled recall(RetryKey retry);

  /** Makes a plain link. */
  default CompletionStage<Added> add(Key key, String target) {
    return add(key, Draft.to(target));
  }

  /**
   * Gives the link its next version, which says this.
   *
   * @param version the version that the caller saw, or {@link #ANY_VERSION}
   */
  CompletionStage<Replaced> replace(Key key, int version, Draft draft);

  /** Makes it a plain link to there. */
  default CompletionStage<Replaced> replace(Key key, int version, String target) {
    return replace(key, version, Draft.to(target));
  }

  /**
   * Removes the link; its number is not used again, its key may be.
   *
   * @param version the version that the caller saw, or {@link #ANY_VERSION}
   */
  CompletionStage<Removed> remove(Key key, int version);

  /**
   * Removes the link and everything that is kept of it: no version of it can be had back. Its bytes
   * leave the disk soon after.
   *
   * @param version the version that the caller saw, or {@link #ANY_VERSION}
   */
  CompletionStage<Removed> purge(Key key, int version);

  /** The same, whatever version there is. */
  default CompletionStage<Removed> purge(Key key) {
    return purge(key, ANY_VERSION);
  }

  /**
   * Charges one visit to a link that may be followed only so often: never more than its {@link
   * Terms#maxVisits} as it is by then, over all its versions, whatever fails or ends in between.
   * Durable in any mode. A link without a limit is charged nothing.
   *
   * @param number of the link that the caller saw under this key
   */
  CompletionStage<Charged> spend(Key key, long number);

  /**
   * How many visits of the link of this number were charged; {@link #VISITS_UNKNOWN}: nobody knows
   * any more, and there may be none left. Answers at once, from memory.
   */
  int visits(long number);

  /**
   * Takes {@code count} numbers in a row from a sequence, which nobody else will ever get.
   *
   * @param sequence which sequence, 0 to {@link #SEQUENCE_MAX}; the key generator has one per
   *     length
   * @param floor the lowest number wanted
   * @param count 1 to {@link #CLAIM_MAX}
   */
  CompletionStage<Claimed> claim(int sequence, long floor, int count);

  /**
   * Gives back the end of the range claimed last from this sequence, so that an orderly stop leaves
   * no gap: the next claim may start at {@code next}. Ignored if the sequence has moved on since.
   */
  CompletionStage<Claimed> release(int sequence, long next, long claimedEnd);

  /**
   * One page of links, by number. A page whose filter {@linkplain LinkFilter#rulesOutFew rules out
   * few} is answered at once as a rule; another is searched for, one page at a time, and waits for
   * its turn within bounds.
   *
   * <p>A page may be short, even empty, and yet not be the last: a search that takes long is ended
   * with what was found and the place it has come to. Only a page without a {@link Page#next} is
   * the last. All pages together have each link once that is there, and passes, all the while.
   */
  PendingPage list(Listing listing);

  /**
   * The versions of a link that are kept, newest first, on one page without a next; none if the key
   * has no link. Searched for like a filtered page; one that takes long is ended with what was
   * found.
   */
  PendingPage history(Key key);

  /** Whether any link of this domain is {@link Terms#crawlable}. Answers at once, from memory. */
  boolean hasCrawlable(int ofDomain);

  /**
   * The links of this domain that are {@link Terms#crawlable}, newest first. Each is looked for
   * when it is asked for, which may take as long as a read of the disk. One that changes meanwhile
   * may be among them as it was, as it is, or not at all. For one thread, which may wait.
   */
  Stream<Link> crawlable(int ofDomain);

  /** The tags that links have. */
  TagStore tags();

  /** How many links there are now. */
  long size();

  /** Higher than the number of any link that was ever made here. */
  long nextNumber();

  /** Saves what is waiting and gives everything back. */
  @Override
  void close();

  /** For {@link #replace}, {@link #remove} and {@link #purge}: whatever version there is. */
  int ANY_VERSION = 0;

  /** For {@link #visits}: as many as any limit. */
  int VISITS_UNKNOWN = Integer.MAX_VALUE;

  /**
   * Sequence 0 is the original's; 1 to 10 belong to the generated lengths; {@link #NUMBERS} is the
   * last; the rest is reserve.
   */
  int SEQUENCE_MAX = 15;

  /** The sequence of the numbers of links: whoever claims from it leaves numbers out. */
  int NUMBERS = SEQUENCE_MAX;

  /**
   * A link keeps the number of its {@link Origin} if that is at most so far ahead of {@link
   * #nextNumber}; numbers in between are left out for good. To go further, claim {@link #NUMBERS}
   * first.
   */
  int NUMBERS_AHEAD_MAX = 1 << 17;

  /** The most numbers that one claim may take: a crash loses at most this many codes. */
  int CLAIM_MAX = 65_536;

  /** What memory knows of a key. */
  sealed interface Peek {
    record Found(Link link) implements Peek {}

    /** There is no such link. */
    enum Absent implements Peek {
      ABSENT
    }

    /** Ask {@link #find}; the embedded store never says this. */
    enum Elsewhere implements Peek {
      ELSEWHERE
    }
  }

  /** What {@link #reuse} says. */
  enum Reuse {
    /** Never: nobody looks which links lead where. */
    OFF,
    /** Not yet: it is still being found out. */
    FILLING,
    READY
  }

  /** Outcome of {@link #recall}. */
  sealed interface Recalled {
    /** Nothing, as far back as is remembered. */
    record Unknown() implements Recalled {}

    /** Something else was wished for under this name. */
    record OtherWish() implements Recalled {}

    /** This link, as it stands now. */
    record Made(Link link) implements Recalled {}

    /** A link that is there no more. */
    record Gone() implements Recalled {}
  }

  /** Outcome of {@link #add}. */
  sealed interface Added {}

  /** Outcome of {@link #replace}. */
  sealed interface Replaced {}

  /** Outcome of {@link #remove} and {@link #purge}. */
  sealed interface Removed {}

  /** Outcome of {@link #spend}. */
  sealed interface Charged {}

  /** Outcome of {@link #adopt}. */
  sealed interface Adopted {}

  /** Outcome of {@link #claim} and {@link #release}. */
  sealed interface Claimed {}

  /** Outcome of {@link #list}. */
  sealed interface Listed {}

  /**
   * Links in the order asked for.
   *
   * @param next where the next page begins; empty behind the last link. It does not promise that
   *     there is one more
   */
  record Page(List<Link> links, Optional<Cursor> next) implements Listed {}

  /**
   * There is no page.
   *
   * @param retryAfter when trying again makes sense
   */
  record Unlisted(Reason reason, Duration retryAfter) implements Listed {

    public enum Reason {
      /** As many searches are waiting as may, or this one has waited as long as it may. */
      BUSY("too many searches are waiting"),
      /** The caller gave it up. */
      CANCELLED("the search was given up"),
      /** The store is being closed. */
      CLOSED("the server is stopping");

      private final String words;

      Reason(String words) {
        this.words = words;
      }

      /** For people. */
      public String words() {
        return words;
      }
    }
  }

  /** The link is there, as it stands now. */
  record Saved(Link link) implements Added, Replaced {}

  /** An equal link is there, and will do; nothing was made. */
  record There(Link link) implements Added {}

  /** The key belongs to another link, which stays as it is. */
  record Taken(Link holder) implements Added {}

  /** The link that was removed, as it stood. */
  record Gone(Link link) implements Removed {}

  /** Somebody else was quicker: the link has another version now. */
  record Stale(Link now) implements Replaced, Removed {}

  /** There is no such link. */
  record Missing() implements Replaced, Removed, Charged {}

  /**
   * A visit is charged.
   *
   * @param left how many there are still
   */
  record Spent(int left) implements Charged {}

  /** All visits were charged before. */
  record UsedUp() implements Charged {}

  /** Codes go on from there. */
  record GoesOn() implements Adopted {}

  /** Codes were given out here from another secret; everything stays as it is. */
  record HasOwn() implements Adopted {}

  /** Numbers {@code first} to {@code end - 1} belong to the caller. */
  record Range(long first, long end) implements Claimed {}

  /**
   * Nothing was saved, and nothing was changed.
   *
   * @param retryAfter when trying again makes sense
   */
  record Unsaved(Cause cause, Duration retryAfter)
      implements Added, Replaced, Removed, Charged, Claimed, Adopted {

    public enum Cause {
      /** More is waiting to be saved than the queue may hold. */
      QUEUE_FULL("too many saves are waiting"),
      /** The disk refused, is full, or failed a sync. */
      DISK("the disk does not take writes at the moment"),
      /** What stands under this key cannot be read any more. */
      DAMAGE("what is stored under this code is damaged on the server's disk"),
      /** As many retry keys are remembered as can be. */
      RETRY_KEYS_FULL("as many idempotency keys are remembered as can be"),
      /** There is no such domain any more, or somebody is removing it. */
      DOMAIN("its domain is being removed"),
      /** It would take more tags than {@link TagStore#TAGS_MAX}. */
      TOO_MANY_TAGS("there are as many tags as there may be; delete one that nobody needs"),
      /** The store is being closed. */
      CLOSED("the server is stopping");

      private final String words;

      Cause(String words) {
        this.words = words;
      }

      /** For people. */
      public String words() {
        return words;
      }
    }
  }
}
