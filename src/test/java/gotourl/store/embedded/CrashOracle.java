package gotourl.store.embedded;

import static gotourl.support.Keys.key;

import gotourl.access.Credential;
import gotourl.access.CredentialStore;
import gotourl.access.Grant;
import gotourl.access.Kept;
import gotourl.access.Limits;
import gotourl.access.Scope;
import gotourl.access.Secret;
import gotourl.access.SecretHash;
import gotourl.link.About;
import gotourl.link.Domain;
import gotourl.link.Domains;
import gotourl.link.Draft;
import gotourl.link.Fallbacks;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.Manner;
import gotourl.link.NamedDomain;
import gotourl.link.Origin;
import gotourl.link.TagName;
import gotourl.link.TagStore;
import gotourl.link.Tags;
import gotourl.link.Terms;
import gotourl.support.Drafts;
import gotourl.support.TagCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Drives a store with random operations, batch by batch, and knows what may be there after a crash:
 * everything acknowledged, then some of the last batch, in order.
 */
final class CrashOracle {

  private static final int KEYS = 12;
  private static final int SEQUENCE = 7;

  /** One operation in so many is about a credential. */
  private static final int CREDENTIAL_PARTS = 6;

  /** One in so many about a tag itself. */
  private static final int TAG_PARTS = 15;

  /** One new link in so many was made elsewhere before. */
  private static final int ORIGIN_PARTS = 4;

  /** One in so many is about a domain. */
  private static final int DOMAIN_PARTS = 9;

  /** Names of domains to choose from. */
  private static final int DOMAINS = 3;

  /** What a link says and its version, by domain and code; of what is said beside the links. */
  private record State(Draft draft, int version, int visits) {

    State(Draft draft, int version) {
      this(draft, version, 0);
    }

    State replaced(Draft next) {
      return new State(next, version + 1, visits);
    }

    /** One more, if there is one left. */
    State visited() {
      return visits < draft.terms().maxVisits() ? new State(draft, version, visits + 1) : this;
    }
  }

  private interface Operation {
    void apply(Map<String, State> model);
  }

  private final Random random;
  private Map<String, State> acknowledged = new HashMap<>();

  /** Codes whose link is another one since the batch in work began, if there is one. */
  private final Set<String> changedHands = new HashSet<>();

  /** The batch in work, in order. */
  private List<Operation> inFlight = new ArrayList<>();

  /**
   * Batches that were refused since the last one that was saved: some of one of them may be on
   * disk.
   */
  private final List<List<Operation>> refused = new ArrayList<>();

  /** Every number that a client was ever told, and the code it belongs to. */
  private final Map<Long, String> numbers = new HashMap<>();

  /** The numbers that were claimed last; below them all are used, or given up. */
  private long claimedFirst;

  private long claimedEnd;
  private int targets;

  /** What stands before the names of secrets in the model: no code has it. */
  private static final String SECRET = "#";

  /** The same for tags. */
  private static final String TAG = "!";

  /** The same before the names of domains. */
  private static final String DOMAIN = "@";

  /** Every secret that was ever asked for, by the name of its credential. */
  private final Map<String, SecretHash> secrets = new HashMap<>();

  /** The names that go with the numbers that somebody was told. */
  private final Map<Integer, String> credentials = new HashMap<>();

  CrashOracle(Random random) {
    this.random = random;
  }

  /** Most links are made here; some come from elsewhere, and leave numbers out. */
  private Origin origin(EmbeddedStore store, Draft draft) {
    if (random.nextInt(ORIGIN_PARTS) != 0) {
      return Origin.HERE;
    }
    boolean isLimited = draft.terms().maxVisits() != Terms.ANY_NUMBER;
    return new Origin(
        Math.max(Origin.NO_NUMBER, store.nextNumber() + random.nextInt(9) - 2),
        1 + random.nextInt(3),
        Optional.of(Instant.ofEpochMilli(random.nextLong(1L << 40))),
        Optional.empty(),
        isLimited ? random.nextInt(draft.terms().maxVisits() + 1) : 0);
  }

  /** Submits some operations and saves them as one batch; false if they were refused. */
  boolean batch(EmbeddedStore store) {
    List<CompletableFuture<?>> answers = new ArrayList<>();
    inFlight = new ArrayList<>();
    changedHands.clear();
    List<NamedDomain> domains = store.domains().now().all();
    if (domains.size() > 1 && random.nextInt(DOMAIN_PARTS) == 0) {
      // A change may be as long as a whole batch of these tests: it would part the others.
      answers.add(change(store, domains.get(1 + random.nextInt(domains.size() - 1))));
    } else {
      int count = 1 + random.nextInt(6);
      for (int i = 0; i < count; i++) {
        answers.add(submit(store));
      }
    }
    while (store.saveOnce()) {
      // The batch, and what a bound of the batch left over.
    }
    boolean saved = true;
    for (CompletableFuture<?> answer : answers) {
      switch (answer.join()) {
        case LinkStore.Unsaved unsaved -> saved = false;
        case CredentialStore.Unsaved unsaved -> saved = false;
        case TagStore.NotSaved unsaved -> saved = false;
        case Domains.Unsaved unsaved -> saved = false;
        case LinkStore.Saved(Link link) -> note(link);
        case CredentialStore.New(Kept kept) -> note(kept.credential());
        case LinkStore.Range(long first, long end) when first < end -> {
          if (first < claimedEnd) {
            throw new AssertionError("number " + first + " was claimed before");
          }
          claimedFirst = first;
          claimedEnd = end;
        }
        default -> {}
      }
    }
    if (saved) {
      inFlight.forEach(operation -> operation.apply(acknowledged));
      refused.clear();
    } else {
      refused.add(inFlight);
    }
    return saved;
  }

  /** Some turns of maintenance, each with what it asks of the save loop. */
  void maintain(EmbeddedStore store, int turns) {
    for (int turn = 0; turn < turns; turn++) {
      store.maintainOnce();
      store.saveOnce();
    }
  }

  private void note(Link link) {
    String owner = numbers.putIfAbsent(link.number(), name(link.key()));
    if (owner != null && !owner.equals(name(link.key()))) {
      throw new AssertionError("number " + link.number() + " was used twice");
    }
  }

  private void note(Credential credential) {
    String owner = credentials.putIfAbsent(credential.number(), credential.name());
    if (owner != null) {
      throw new AssertionError("number " + credential.number() + " of credentials was used twice");
    }
  }

  private CompletableFuture<?> submit(EmbeddedStore store) {
    if (random.nextInt(CREDENTIAL_PARTS) == 0) {
      return submitAboutCredential(store);
    }
    if (random.nextInt(TAG_PARTS) == 0) {
      return submitAboutTag(store);
    }
    if (random.nextInt(DOMAIN_PARTS) == 0) {
      return makeDomain(store);
    }
    Key key = key(anyDomain(store), "k" + random.nextInt(KEYS));
    String code = name(key);
    String target = "http://t/" + targets++ + "x".repeat(random.nextInt(300));
    Draft untagged = draft(target);
    Draft draft =
        untagged.withAbout(
            untagged.about().withTags(random.nextBoolean() ? Tags.NONE : TagCounts.random(random)));
    return switch (random.nextInt(16)) {
      case 12, 13, 14, 15 -> spend(store, key);
      case 11 -> release(store);
      case 10 -> {
        changedHands.add(code);
        inFlight.add(model -> model.remove(code));
        yield store.purge(key).toCompletableFuture();
      }
      case 0 -> store.claim(SEQUENCE, 0, 1 + random.nextInt(9)).toCompletableFuture();
      case 1, 2 -> {
        changedHands.add(code);
        inFlight.add(model -> model.remove(code));
        yield store.remove(key, LinkStore.ANY_VERSION).toCompletableFuture();
      }
      case 3, 4, 5 -> {
        know(draft, model -> model.containsKey(code));
        inFlight.add(model -> model.computeIfPresent(code, (k, state) -> state.replaced(draft)));
        yield store.replace(key, LinkStore.ANY_VERSION, draft).toCompletableFuture();
      }
      default -> {
        changedHands.add(code);
        know(draft, model -> !model.containsKey(code));
        Origin origin = origin(store, draft);
        inFlight.add(
            model -> model.putIfAbsent(code, new State(draft, origin.version(), origin.visits())));
        yield store.add(key, draft, Manner.from(origin)).toCompletableFuture();
      }
    };
  }

  /** Of a link that others speak of in the same batch it is not known who it will be. */
  private CompletableFuture<?> spend(EmbeddedStore store, Key key) {
    if (changedHands.contains(name(key))
        || !(store.peek(key) instanceof LinkStore.Peek.Found(Link link))) {
      return store.claim(SEQUENCE, 0, 1).toCompletableFuture();
    }
    inFlight.add(model -> model.computeIfPresent(name(key), (k, state) -> state.visited()));
    return store.spend(key, link.number()).toCompletableFuture();
  }

  private Draft draft(String target) {
    if (random.nextInt(3) > 0) {
      return Draft.to(target);
    }
    Draft any = Drafts.of(random, target);
    return random.nextBoolean()
        ? any
        : new Draft(
            target, any.terms().withMaxVisits(1 + random.nextInt(3)), any.about(), any.author());
  }

  /** Each name that is new is said before the link that has it, if there will be one. */
  private void know(Draft draft, Predicate<Map<String, State>> comesToPass) {
    for (TagName name : draft.about().tags().names()) {
      inFlight.add(model -> {
        if (comesToPass.test(model)) {
          model.putIfAbsent(TAG + name, new State(Draft.to(name.text()), 1));
        }
      });
    }
  }

  private CompletableFuture<?> submitAboutTag(EmbeddedStore store) {
    TagName from = TagCounts.name("t" + random.nextInt(5));
    if (random.nextInt(3) == 0) {
      inFlight.add(model -> {
        if (model.remove(TAG + from) != null) {
          retag(model, from, List.of());
        }
      });
      return store.tags().delete(from).toCompletableFuture();
    }
    TagName to = TagCounts.name("t" + random.nextInt(5));
    inFlight.add(model -> {
      if (model.containsKey(TAG + from) && !model.containsKey(TAG + to)) {
        model.remove(TAG + from);
        model.put(TAG + to, new State(Draft.to(to.text()), 1));
        retag(model, from, List.of(to));
      }
    });
    return store.tags().rename(from, to).toCompletableFuture();
  }

  private static void retag(Map<String, State> model, TagName from, List<TagName> to) {
    model.replaceAll((code, state) -> {
      List<TagName> names = new ArrayList<>(state.draft().about().tags().names());
      if (names.remove(from)) {
        names.addAll(to);
      }
      About about = state.draft().about().withTags(Tags.of(names));
      return new State(state.draft().withAbout(about), state.version(), state.visits());
    });
  }

  /** One that is saved: links of others are refused. */
  private Domain anyDomain(EmbeddedStore store) {
    List<NamedDomain> domains = store.domains().now().all();
    return domains.get(random.nextInt(domains.size())).domain();
  }

  private static String name(Key key) {
    return key.domain() + "/" + key.code();
  }

  private CompletableFuture<?> makeDomain(EmbeddedStore store) {
    String host = "d" + random.nextInt(DOMAINS);
    String target = "http://t/" + targets++;
    inFlight.add(model -> model.putIfAbsent(DOMAIN + host, new State(Draft.to(target), 1)));
    Fallbacks fallbacks = Fallbacks.NONE.withUnknown(Optional.of(target));
    return store.domains().make(host, random.nextBoolean(), fallbacks).toCompletableFuture();
  }

  private CompletableFuture<?> change(EmbeddedStore store, NamedDomain domain) {
    String target = "http://t/" + targets++;
    inFlight.add(model -> model.put(DOMAIN + domain.name(), new State(Draft.to(target), 1)));
    return store
        .domains()
        .change(domain.number(), old -> old.withUnknown(Optional.of(target)))
        .toCompletableFuture();
  }

  private CompletableFuture<?> submitAboutCredential(EmbeddedStore store) {
    if (credentials.isEmpty() || random.nextInt(3) == 0) {
      String name = SECRET + secrets.size();
      Secret secret = Secret.random(random);
      secrets.put(name, secret.hash());
      inFlight.add(model -> model.put(name, new State(Draft.to(name), 1)));
      Grant grant = new Grant(name, Set.of(Scope.READ), Limits.NONE, null);
      return store.credentials().add(grant, secret.hash()).toCompletableFuture();
    }
    List<Integer> numbers = List.copyOf(credentials.keySet());
    int number = numbers.get(random.nextInt(numbers.size()));
    if (random.nextBoolean()) {
      Map<Integer, Instant> uses = Map.of(number, Instant.ofEpochMilli(random.nextInt()));
      return store.credentials().noteUses(uses).toCompletableFuture();
    }
    String name = credentials.get(number);
    inFlight.add(model -> model.remove(name));
    return store.credentials().revoke(number).toCompletableFuture();
  }

  /**
   * Gives back some of the numbers that were claimed last: from now on anybody may get them, also
   * if no answer comes. That is an empty range.
   */
  private CompletableFuture<?> release(EmbeddedStore store) {
    long end = claimedEnd;
    claimedEnd = claimedFirst + random.nextLong(1 + end - claimedFirst);
    return store.release(SEQUENCE, claimedEnd, end).toCompletableFuture();
  }

  /**
   * Throws unless the store holds a state that the crash may have left; that one is then the truth.
   */
  void check(EmbeddedStore store) {
    Map<String, State> found = new HashMap<>();
    Set<Long> seen = new HashSet<>();
    for (Link link : SimStore.links(store)) {
      found.put(
          name(link.key()), new State(link.draft(), link.version(), store.visits(link.number())));
      if (store.domains().now().of(link.key().domain()).isEmpty()) {
        throw new AssertionError(link + " is of a domain that is lost");
      }
      if (!seen.add(link.number())) {
        throw new AssertionError("number " + link.number() + " is there twice");
      }
      if (!store.peek(link.key()).equals(new LinkStore.Peek.Found(link))) {
        throw new AssertionError(link + " is listed but not found");
      }
    }
    for (TagStore.Tag tag : store.tags().all()) {
      found.put(TAG + tag.name(), new State(Draft.to(tag.name().text()), 1));
    }
    TagCounts.assertExact(store, SimStore.links(store));
    CrawlableTruth.assertExact(store, SimStore.links(store));
    for (Kept kept : store.credentials().all()) {
      String name = kept.credential().name();
      found.put(name, new State(Draft.to(name), 1));
    }
    for (NamedDomain domain : store.domains().now().all()) {
      domain
          .fallbacks()
          .unknown()
          .ifPresent(target -> found.put(DOMAIN + domain.name(), new State(Draft.to(target), 1)));
    }
    secrets.forEach((name, hash) -> {
      if (store.credentials().find(hash).isPresent() != found.containsKey(name)) {
        throw new AssertionError(name + " is kept and not found, or found and not kept");
      }
    });
    for (long number : numbers.keySet()) {
      if (number >= store.nextNumber()) {
        throw new AssertionError("number " + number + " would be used again");
      }
    }
    acknowledged = possible(found);
    refused.clear();
  }

  private Map<String, State> possible(Map<String, State> found) {
    if (acknowledged.equals(found)) {
      return found;
    }
    for (List<Operation> batch : refused) {
      Map<String, State> model = new HashMap<>(acknowledged);
      for (Operation operation : batch) {
        operation.apply(model);
        if (model.equals(found)) {
          return found;
        }
      }
    }
    throw new AssertionError("found " + found + ", acknowledged " + acknowledged);
  }
}
