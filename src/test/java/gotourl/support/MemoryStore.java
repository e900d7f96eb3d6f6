package gotourl.support;

import gotourl.link.Cursor;
import gotourl.link.Domain;
import gotourl.link.Domains;
import gotourl.link.Draft;
import gotourl.link.Generator;
import gotourl.link.Key;
import gotourl.link.KeyGenerator;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.Listing;
import gotourl.link.Listing.Order;
import gotourl.link.Manner;
import gotourl.link.Origin;
import gotourl.link.PendingPage;
import gotourl.link.RetryKey;
import gotourl.link.TagStore;
import gotourl.link.Terms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The port's meaning in its shortest form: a map. Durable for as long as the test runs. */
public final class MemoryStore implements LinkStore {

  private static final Unsaved TOO_MANY_TAGS =
      new Unsaved(Unsaved.Cause.TOO_MANY_TAGS, Duration.ofHours(1));

  private final Domain domain;
  private final MemoryDomains domains;
  private byte[] secret;
  private final InstantSource clock;
  private final Map<Key, Link> byKey = new HashMap<>();
  private final TreeMap<Long, Link> byNumber = new TreeMap<>();
  private final Map<Long, Deque<Link>> histories = new HashMap<>();
  private final Map<Long, Integer> visits = new HashMap<>();
  private final Map<RetryKey, Link> retries = new LinkedHashMap<>();
  private Reuse reuse = Reuse.READY;
  private final long[] claimed = new long[SEQUENCE_MAX + 1];
  private final MemoryTags tags =
      new MemoryTags(byKey::values, () -> this.refusing, this::rewrite, this);

  private long nextNumber;
  private @Nullable Unsaved refusing;

  public MemoryStore(boolean foldsCase, InstantSource clock) {
    this.domain = Domain.ofDefault(foldsCase);
    this.domains = new MemoryDomains(domain, this::hasLinks, () -> Optional.ofNullable(refusing));
    this.clock = clock;
    this.secret = new byte[KeyGenerator.SECRET_BYTES];
    Arrays.fill(secret, (byte) 7);
  }

  public MemoryStore() {
    this(false, InstantSource.system());
  }

  /** From now on every write has this outcome; {@code null} ends that. */
  public synchronized void refuseWith(@Nullable Unsaved unsaved) {
    refusing = unsaved;
  }

  @Override
  public Domain domain() {
    return domain;
  }

  @Override
  public Domains domains() {
    return domains;
  }

  private synchronized boolean hasLinks(int number) {
    return byKey.keySet().stream().anyMatch(key -> key.domain() == number);
  }

  @Override
  public byte[] secret() {
    return secret.clone();
  }

  @Override
  public synchronized Generator generator() {
    List<Long> next = Arrays.stream(claimed).limit(NUMBERS).boxed().toList();
    return new Generator(secret.clone(), next);
  }

  @Override
  public synchronized CompletionStage<Adopted> adopt(Generator generator) {
    if (refusing != null) {
      return CompletableFuture.completedFuture(refusing);
    }
    if (!Arrays.equals(secret, generator.secret())
        && Arrays.stream(claimed).limit(NUMBERS).anyMatch(next -> next > 0)) {
      return CompletableFuture.completedFuture(new HasOwn());
    }
    secret = generator.secret().clone();
    for (int sequence = 0; sequence < NUMBERS; sequence++) {
      claimed[sequence] = Math.max(claimed[sequence], generator.next().get(sequence));
    }
    return CompletableFuture.completedFuture(new GoesOn());
  }

  @Override
  public synchronized Peek peek(Key key) {
    Link link = byKey.get(key);
    return link == null ? Peek.Absent.ABSENT : new Peek.Found(link);
  }

  @Override
  public synchronized CompletionStage<Optional<Link>> find(Key key) {
    return CompletableFuture.completedFuture(Optional.ofNullable(byKey.get(key)));
  }

  @Override
  public CompletionStage<Added> add(Key key, Draft draft) {
    return add(key, draft, Origin.HERE);
  }

  private synchronized CompletionStage<Added> add(Key key, Draft draft, Origin origin) {
    if (refusing != null) {
      return CompletableFuture.completedFuture(refusing);
    }
    if (domains.now().of(key.domain()).isEmpty()) {
      return CompletableFuture.completedFuture(
          new Unsaved(Unsaved.Cause.DOMAIN, Duration.ofSeconds(1)));
    }
    Link holder = byKey.get(key);
    if (holder != null) {
      return CompletableFuture.completedFuture(new Taken(holder));
    }
    return CompletableFuture.completedFuture(
        tags.intern(draft)
            .<Added>map(spelled -> new Saved(put(newLink(key, spelled, origin))))
            .orElse(TOO_MANY_TAGS));
  }

  private Link newLink(Key key, Draft draft, Origin origin) {
    Instant created = origin.created().orElseGet(this::now);
    Instant changed = origin.changed().orElse(created);
    boolean keeps =
        origin.number() >= nextNumber && origin.number() < nextNumber + NUMBERS_AHEAD_MAX;
    long number = keeps ? origin.number() : nextNumber;
    nextNumber = number + 1;
    if (origin.visits() > 0) {
      visits.put(number, origin.visits());
    }
    return new Link(number, origin.version(), key, draft, created, changed);
  }

  @Override
  public synchronized CompletionStage<Added> add(Key key, Draft draft, Manner manner) {
    Optional<Link> equal =
        byKey.values().stream()
            .filter(link -> link.key().domain() == key.domain())
            .filter(link -> link.draft().saysTheSameAs(draft))
            .findFirst();
    if (refusing == null && manner.reuses() && reuse == Reuse.READY && equal.isPresent()) {
      return CompletableFuture.completedFuture(new There(equal.get()));
    }
    return add(key, draft, manner.origin())
        .thenApply(added -> {
          if (added instanceof Saved(Link link)) {
            manner.retry().ifPresent(retry -> retries.put(retry, link));
          }
          return added;
        });
  }

  /** What {@link #reuse} says from now on; ready at first. */
  public synchronized void reuse(Reuse other) {
    reuse = other;
  }

  @Override
  public synchronized Reuse reuse() {
    return reuse;
  }

  @Override
  public synchronized Recalled recall(RetryKey retry) {
    for (Map.Entry<RetryKey, Link> entry : retries.entrySet()) {
      RetryKey key = entry.getKey();
      Link made = entry.getValue();
      if (key.name().equals(retry.name()) && now().isBefore(made.created().plus(RetryKey.KEPT))) {
        Link link = byNumber.get(made.number());
        return key.wish() != retry.wish()
            ? new Recalled.OtherWish()
            : link == null ? new Recalled.Gone() : new Recalled.Made(link);
      }
    }
    return new Recalled.Unknown();
  }

  @Override
  public synchronized CompletionStage<Replaced> replace(Key key, int version, Draft draft) {
    if (refusing != null) {
      return CompletableFuture.completedFuture(refusing);
    }
    Link link = byKey.get(key);
    if (link == null) {
      return CompletableFuture.completedFuture(new Missing());
    }
    if (version != ANY_VERSION && version != link.version()) {
      return CompletableFuture.completedFuture(new Stale(link));
    }
    return CompletableFuture.completedFuture(
        tags.intern(draft)
            .<Replaced>map(spelled -> new Saved(next(link, spelled)))
            .orElse(TOO_MANY_TAGS));
  }

  private Link next(Link link, Draft draft) {
    return put(
        new Link(link.number(), link.version() + 1, link.key(), draft, link.created(), now()));
  }

  @Override
  public synchronized CompletionStage<Removed> remove(Key key, int version) {
    if (refusing != null) {
      return CompletableFuture.completedFuture(refusing);
    }
    Link link = byKey.get(key);
    if (link == null) {
      return CompletableFuture.completedFuture(new Missing());
    }
    if (version != ANY_VERSION && version != link.version()) {
      return CompletableFuture.completedFuture(new Stale(link));
    }
    byKey.remove(key);
    byNumber.remove(link.number());
    visits.remove(link.number());
    return CompletableFuture.completedFuture(new Gone(link));
  }

  @Override
  public CompletionStage<Removed> purge(Key key, int version) {
    return remove(key, version);
  }

  @Override
  public synchronized CompletionStage<Charged> spend(Key key, long number) {
    if (refusing != null) {
      return CompletableFuture.completedFuture(refusing);
    }
    Link link = byKey.get(key);
    if (link == null || link.number() != number) {
      return CompletableFuture.completedFuture(new Missing());
    }
    int max = link.terms().maxVisits();
    if (max == Terms.ANY_NUMBER) {
      return CompletableFuture.completedFuture(new Spent(Integer.MAX_VALUE));
    }
    if (visits(number) >= max) {
      return CompletableFuture.completedFuture(new UsedUp());
    }
    return CompletableFuture.completedFuture(
        new Spent(max - visits.merge(number, 1, Integer::sum)));
  }

  @Override
  public synchronized int visits(long number) {
    return visits.getOrDefault(number, 0);
  }

  @Override
  public synchronized CompletionStage<Claimed> claim(int sequence, long floor, int count) {
    if (refusing != null) {
      return CompletableFuture.completedFuture(refusing);
    }
    long first = Math.max(floor, claimed[sequence]);
    claimed[sequence] = first + count;
    if (sequence == NUMBERS) {
      nextNumber = Math.max(nextNumber, first + count);
    }
    return CompletableFuture.completedFuture(new Range(first, first + count));
  }

  @Override
  public synchronized CompletionStage<Claimed> release(int sequence, long next, long claimedEnd) {
    if (refusing != null) {
      return CompletableFuture.completedFuture(refusing);
    }
    if (claimed[sequence] == claimedEnd) {
      claimed[sequence] = next;
    }
    return CompletableFuture.completedFuture(new Range(claimed[sequence], claimed[sequence]));
  }

  @Override
  public synchronized PendingPage list(Listing listing) {
    long from = listing.from().number();
    NavigableMap<Long, Link> rest =
        switch (listing.from().order()) {
          case NEWEST -> byNumber.headMap(from, false).descendingMap();
          case OLDEST -> byNumber.tailMap(from, true);
        };
    List<Link> passing =
        rest.values().stream()
            .filter(listing.filter()::passes)
            .limit(listing.limit() + 1L)
            .toList();
    if (passing.size() <= listing.limit()) {
      return PendingPage.of(new Page(passing, Optional.empty()));
    }
    List<Link> links = passing.subList(0, listing.limit());
    long last = links.getLast().number();
    Cursor next =
        switch (listing.from().order()) {
          case NEWEST -> new Cursor(Order.NEWEST, last);
          case OLDEST -> new Cursor(Order.OLDEST, last + 1);
        };
    return PendingPage.of(new Page(links, Optional.of(next)));
  }

  @Override
  public synchronized PendingPage history(Key key) {
    Link link = byKey.get(key);
    List<Link> versions = link == null ? List.of() : List.copyOf(histories.get(link.number()));
    return PendingPage.of(new Page(versions, Optional.empty()));
  }

  @Override
  public boolean hasCrawlable(int ofDomain) {
    return crawlable(ofDomain).findAny().isPresent();
  }

  @Override
  public synchronized Stream<Link> crawlable(int ofDomain) {
    return byNumber.descendingMap().values().stream()
        .filter(link -> link.key().domain() == ofDomain && link.terms().crawlable())
        .toList()
        .stream();
  }

  @Override
  public TagStore tags() {
    return tags;
  }

  private void rewrite(UnaryOperator<Link> change) {
    byKey.replaceAll((_, link) -> change.apply(link));
    byNumber.replaceAll((_, link) -> change.apply(link));
    histories.replaceAll((_, versions) ->
        versions.stream().map(change).collect(Collectors.toCollection(ArrayDeque::new)));
  }

  @Override
  public synchronized long size() {
    return byKey.size();
  }

  @Override
  public synchronized long nextNumber() {
    return nextNumber;
  }

  @Override
  public void close() {}

  private Link put(Link link) {
    byKey.put(link.key(), link);
    byNumber.put(link.number(), link);
    histories.computeIfAbsent(link.number(), _ -> new ArrayDeque<>()).addFirst(link);
    return link;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
