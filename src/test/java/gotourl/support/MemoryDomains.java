package gotourl.support;

import gotourl.link.Domain;
import gotourl.link.DomainList;
import gotourl.link.Domains;
import gotourl.link.Fallbacks;
import gotourl.link.LinkStore;
import gotourl.link.NamedDomain;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The port's meaning in its shortest form: a map. */
public final class MemoryDomains implements Domains {

  private final TreeMap<Integer, NamedDomain> byNumber = new TreeMap<>();
  private final IntPredicate hasLinks;
  private final Supplier<Optional<LinkStore.Unsaved>> refusing;
  private int nextNumber = 1;
  private volatile DomainList now;

  /**
   * @param hasLinks whether the domain of a number has links
   * @param refusing what every change comes to, if it is refused
   */
  MemoryDomains(
      Domain ofDefault, IntPredicate hasLinks, Supplier<Optional<LinkStore.Unsaved>> refusing) {
    this.hasLinks = hasLinks;
    this.refusing = refusing;
    byNumber.put(ofDefault.number(), NamedDomain.ofDefault(ofDefault));
    now = list();
  }

  private DomainList list() {
    return new DomainList(byNumber.firstEntry().getValue(), byNumber.tailMap(0, false).values());
  }

  @Override
  public DomainList now() {
    return now;
  }

  @Override
  public synchronized CompletionStage<Made> make(
      String name, boolean foldsCase, Fallbacks fallbacks) {
    if (refusing.get().isPresent()) {
      return CompletableFuture.completedFuture(refused());
    }
    Optional<NamedDomain> holder = now.named(name);
    if (holder.isPresent()) {
      return CompletableFuture.completedFuture(new Exists(holder.get()));
    }
    if (byNumber.size() > DOMAINS_MAX) {
      return CompletableFuture.completedFuture(new Full());
    }
    return CompletableFuture.completedFuture(
        put(new NamedDomain(new Domain(nextNumber++, foldsCase), name, fallbacks)));
  }

  @Override
  public synchronized CompletionStage<Changed> change(int number, UnaryOperator<Fallbacks> change) {
    if (refusing.get().isPresent()) {
      return CompletableFuture.completedFuture(refused());
    }
    NamedDomain before = byNumber.get(number);
    return CompletableFuture.completedFuture(
        before == null
            ? new Missing()
            : put(before.withFallbacks(change.apply(before.fallbacks()))));
  }

  @Override
  public synchronized CompletionStage<Removed> remove(int number) {
    if (refusing.get().isPresent()) {
      return CompletableFuture.completedFuture(refused());
    }
    if (number == 0 || !byNumber.containsKey(number)) {
      return CompletableFuture.completedFuture(new Missing());
    }
    if (hasLinks.test(number)) {
      return CompletableFuture.completedFuture(new InUse());
    }
    NamedDomain gone = byNumber.remove(number);
    now = list();
    return CompletableFuture.completedFuture(new Gone(gone));
  }

  private Unsaved refused() {
    LinkStore.Unsaved unsaved = refusing.get().orElseThrow();
    return new Unsaved(unsaved.cause().words(), unsaved.retryAfter());
  }

  private Saved put(NamedDomain domain) {
    byNumber.put(domain.number(), domain);
    now = list();
    return new Saved(domain);
  }
}
