package gotourl.link;

import gotourl.support.MemoryStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * A store in memory whose claims can be held back, whose index can be elsewhere, and which writes
 * down what was claimed and released.
 */
final class HeldStore implements LinkStore {

  private final MemoryStore memory = new MemoryStore();
  private final Queue<Runnable> held = new ArrayDeque<>();
  private final Queue<Runnable> heldAdds = new ArrayDeque<>();
  private boolean holding;
  private boolean holdingAdds;
  private boolean elsewhere;
  private boolean broken;
  final List<Range> claims = new ArrayList<>();
  final List<Range> releases = new ArrayList<>();

  MemoryStore memory() {
    return memory;
  }

  /** From now on claims are answered by {@link #letGo} only. */
  synchronized void hold() {
    holding = true;
  }

  void letGo() {
    List<Runnable> now;
    synchronized (this) {
      holding = false;
      now = List.copyOf(held);
      held.clear();
    }
    now.forEach(Runnable::run);
  }

  /** From now on adds are answered by {@link #letAddsGo} only. */
  synchronized void holdAdds() {
    holdingAdds = true;
  }

  void letAddsGo() {
    List<Runnable> now;
    synchronized (this) {
      holdingAdds = false;
      now = List.copyOf(heldAdds);
      heldAdds.clear();
    }
    now.forEach(Runnable::run);
  }

  synchronized int heldClaims() {
    return held.size();
  }

  synchronized void hideIndex() {
    elsewhere = true;
  }

  synchronized void breakClaims() {
    broken = true;
  }

  @Override
  public CompletionStage<Claimed> claim(int sequence, long floor, int count) {
    CompletableFuture<Claimed> stage = new CompletableFuture<>();
    Runnable answer =
        () -> {
          Claimed claimed = memory.claim(sequence, floor, count).toCompletableFuture().resultNow();
          if (claimed instanceof Range range) {
            claims.add(range);
          }
          stage.complete(claimed);
        };
    synchronized (this) {
      if (broken) {
        return CompletableFuture.failedFuture(new IllegalStateException("broken on purpose"));
      }
      if (holding) {
        held.add(answer);
        return stage;
      }
    }
    answer.run();
    return stage;
  }

  @Override
  public CompletionStage<Claimed> release(int sequence, long next, long claimedEnd) {
    releases.add(new Range(next, claimedEnd));
    return memory.release(sequence, next, claimedEnd);
  }

  @Override
  public Domain domain() {
    return memory.domain();
  }

  @Override
  public Domains domains() {
    return memory.domains();
  }

  @Override
  public Generator generator() {
    return memory.generator();
  }

  @Override
  public CompletionStage<Adopted> adopt(Generator generator) {
    return memory.adopt(generator);
  }

  @Override
  public byte[] secret() {
    return memory.secret();
  }

  @Override
  public synchronized Peek peek(Key key) {
    return elsewhere ? Peek.Elsewhere.ELSEWHERE : memory.peek(key);
  }

  @Override
  public CompletionStage<Optional<Link>> find(Key key) {
    return memory.find(key);
  }

  @Override
  public CompletionStage<Added> add(Key key, Draft draft) {
    CompletableFuture<Added> stage = new CompletableFuture<>();
    synchronized (this) {
      if (holdingAdds) {
        heldAdds.add(() -> stage.complete(memory.add(key, draft).toCompletableFuture().join()));
        return stage;
      }
    }
    return memory.add(key, draft);
  }

  @Override
  public CompletionStage<Added> add(Key key, Draft draft, Manner manner) {
    return memory.add(key, draft, manner);
  }

  @Override
  public Reuse reuse() {
    return memory.reuse();
  }

  @Override
  public Recalled recall(RetryKey retry) {
    return memory.recall(retry);
  }

  @Override
  public CompletionStage<Replaced> replace(Key key, int version, Draft draft) {
    return memory.replace(key, version, draft);
  }

  @Override
  public CompletionStage<Removed> remove(Key key, int version) {
    return memory.remove(key, version);
  }

  @Override
  public CompletionStage<Charged> spend(Key key, long number) {
    return memory.spend(key, number);
  }

  @Override
  public int visits(long number) {
    return memory.visits(number);
  }

  @Override
  public CompletionStage<Removed> purge(Key key, int version) {
    return memory.purge(key, version);
  }

  @Override
  public PendingPage list(Listing listing) {
    return memory.list(listing);
  }

  @Override
  public PendingPage history(Key key) {
    return memory.history(key);
  }

  @Override
  public boolean hasCrawlable(int ofDomain) {
    return memory.hasCrawlable(ofDomain);
  }

  @Override
  public Stream<Link> crawlable(int ofDomain) {
    return memory.crawlable(ofDomain);
  }

  @Override
  public TagStore tags() {
    return memory.tags();
  }

  @Override
  public long size() {
    return memory.size();
  }

  @Override
  public long nextNumber() {
    return memory.nextNumber();
  }

  @Override
  public void close() {
    memory.close();
  }
}
