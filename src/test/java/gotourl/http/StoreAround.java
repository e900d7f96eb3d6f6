package gotourl.http;

import gotourl.link.Domain;
import gotourl.link.Domains;
import gotourl.link.Draft;
import gotourl.link.Generator;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.Listing;
import gotourl.link.Manner;
import gotourl.link.PendingPage;
import gotourl.link.RetryKey;
import gotourl.link.TagStore;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** A store that passes everything on, for a test to change one thing. */
class StoreAround implements LinkStore {

  private final LinkStore store;

  StoreAround(LinkStore store) {
    this.store = store;
  }

  /** Knows nothing at once, and everything a little later, on another thread. */
  static LinkStore elsewhere(LinkStore store) {
    return new StoreAround(store) {
      @Override
      public Peek peek(Key key) {
        return Peek.Elsewhere.ELSEWHERE;
      }

      @Override
      public CompletionStage<Optional<Link>> find(Key key) {
        return CompletableFuture.supplyAsync(() -> store.find(key).toCompletableFuture().join());
      }
    };
  }

  @Override
  public Domain domain() {
    return store.domain();
  }

  @Override
  public Domains domains() {
    return store.domains();
  }

  @Override
  public Generator generator() {
    return store.generator();
  }

  @Override
  public CompletionStage<Adopted> adopt(Generator generator) {
    return store.adopt(generator);
  }

  @Override
  public byte[] secret() {
    return store.secret();
  }

  @Override
  public Peek peek(Key key) {
    return store.peek(key);
  }

  @Override
  public CompletionStage<Optional<Link>> find(Key key) {
    return store.find(key);
  }

  @Override
  public CompletionStage<Added> add(Key key, Draft draft) {
    return store.add(key, draft);
  }

  @Override
  public CompletionStage<Added> add(Key key, Draft draft, Manner manner) {
    return store.add(key, draft, manner);
  }

  @Override
  public Reuse reuse() {
    return store.reuse();
  }

  @Override
  public Recalled recall(RetryKey retry) {
    return store.recall(retry);
  }

  @Override
  public CompletionStage<Replaced> replace(Key key, int version, Draft draft) {
    return store.replace(key, version, draft);
  }

  @Override
  public CompletionStage<Removed> remove(Key key, int version) {
    return store.remove(key, version);
  }

  @Override
  public CompletionStage<Charged> spend(Key key, long number) {
    return store.spend(key, number);
  }

  @Override
  public int visits(long number) {
    return store.visits(number);
  }

  @Override
  public CompletionStage<Removed> purge(Key key, int version) {
    return store.purge(key, version);
  }

  @Override
  public CompletionStage<Claimed> claim(int sequence, long floor, int count) {
    return store.claim(sequence, floor, count);
  }

  @Override
  public CompletionStage<Claimed> release(int sequence, long next, long claimedEnd) {
    return store.release(sequence, next, claimedEnd);
  }

  @Override
  public PendingPage list(Listing listing) {
    return store.list(listing);
  }

  @Override
  public PendingPage history(Key key) {
    return store.history(key);
  }

  @Override
  public boolean hasCrawlable(int ofDomain) {
    return store.hasCrawlable(ofDomain);
  }

  @Override
  public Stream<Link> crawlable(int ofDomain) {
    return store.crawlable(ofDomain);
  }

  @Override
  public TagStore tags() {
    return store.tags();
  }

  @Override
  public long size() {
    return store.size();
  }

  @Override
  public long nextNumber() {
    return store.nextNumber();
  }

  @Override
  public void close() {
    store.close();
  }
}
