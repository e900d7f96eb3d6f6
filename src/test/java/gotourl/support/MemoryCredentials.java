package gotourl.support;

import gotourl.access.Credential;
import gotourl.access.CredentialStore;
import gotourl.access.Grant;
import gotourl.access.Kept;
import gotourl.access.SecretHash;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Credentials in a map. Durable for as long as the test runs. */
public final class MemoryCredentials implements CredentialStore {

  private final Map<Integer, Kept> byNumber = new TreeMap<>();
  private int made;
  private @Nullable Unsaved refusing;
  private boolean full;

  /** From now on every write has this outcome; {@code null} ends that. */
  public synchronized void refuseWith(@Nullable Unsaved unsaved) {
    refusing = unsaved;
  }

  /** From now on there is no room; or there is again. */
  public synchronized void fill(boolean now) {
    full = now;
  }

  @Override
  public synchronized Optional<Kept> find(SecretHash hash) {
    return byNumber.values().stream().filter(kept -> kept.hash().equals(hash)).findFirst();
  }

  @Override
  public synchronized List<Kept> all() {
    return List.copyOf(byNumber.values());
  }

  @Override
  public synchronized boolean isNew() {
    return made == 0;
  }

  @Override
  public synchronized CompletionStage<Added> add(Grant grant, SecretHash hash) {
    return CompletableFuture.completedFuture(
        full ? new Full() : refusing != null ? refusing : new New(keep(grant, hash, false)));
  }

  @Override
  public synchronized CompletionStage<Added> replaceOperators(Grant grant, SecretHash hash) {
    byNumber.values().removeIf(Kept::isOperators);
    return CompletableFuture.completedFuture(new New(keep(grant, hash, true)));
  }

  @Override
  public synchronized CompletionStage<Added> adopt(Kept kept) {
    if (full || refusing != null) {
      return CompletableFuture.completedFuture(full ? new Full() : refusing);
    }
    byNumber.values().removeIf(each -> each.hash().equals(kept.hash()));
    made = Math.max(made + 1, kept.credential().number());
    Credential credential =
        new Credential(
            made, kept.credential().name(), kept.credential().scopes(), kept.credential().limits());
    Kept here =
        new Kept(credential, kept.hash(), false, kept.created(), kept.expires(), kept.lastUsed());
    byNumber.put(made, here);
    return CompletableFuture.completedFuture(new New(here));
  }

  @Override
  public synchronized int nextNumber() {
    return made + 1;
  }

  @Override
  public synchronized CompletionStage<Noted> leaveOut(int next) {
    made = Math.max(made, next - 1);
    return CompletableFuture.completedFuture(new Written());
  }

  private Kept keep(Grant grant, SecretHash hash, boolean isOperators) {
    Credential credential = new Credential(++made, grant.name(), grant.scopes(), grant.limits());
    Kept kept = new Kept(credential, hash, isOperators, Instant.EPOCH, grant.expires(), null);
    byNumber.put(made, kept);
    return kept;
  }

  @Override
  public synchronized CompletionStage<Removed> revoke(int number) {
    if (refusing != null) {
      return CompletableFuture.completedFuture(refusing);
    }
    Kept kept = byNumber.remove(number);
    return CompletableFuture.completedFuture(kept == null ? new Missing() : new Gone(kept));
  }

  @Override
  public synchronized CompletionStage<Noted> noteUses(Map<Integer, Instant> uses) {
    uses.forEach(
        (number, time) -> byNumber.computeIfPresent(number, (_, kept) -> kept.usedAt(time)));
    return CompletableFuture.completedFuture(new Written());
  }
}
