package gotourl.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/**
 * The use cases: secrets are made, shown once, listed, revoked, and told from others. Any thread.
 */
public final class Secrets implements Credentials, AutoCloseable {

  /** What the operator's own is called. */
  private static final String OPERATORS_NAME = "admin";

  private final CredentialStore store;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final LastUses uses;

  /**
   * @param random fit for secrets, and for many threads
   */
  public Secrets(CredentialStore store, InstantSource clock, RandomGenerator random) {
    this.store = store;
    this.clock = clock;
    this.random = random;
    this.uses = new LastUses(store);
  }

  /** Outcome of {@link #make}. */
  public sealed interface Made {}

  /** The only time that the value of the secret is shown. */
  public record Shown(Kept kept, Secret secret) implements Made {}

  /** For this no secret is made. */
  public record Refused(List<Grant.Fault> faults) implements Made {}

  /** The grant is right, and nothing was kept: {@code outcome} says why. */
  public record NotKept(CredentialStore.NotAdded outcome) implements Made {}

  @Override
  public Optional<Credential> authenticate(String secret) {
    Instant now = clock.instant();
    Optional<Kept> kept =
        Secret.parse(secret)
            .flatMap(parsed -> store.find(parsed.hash()))
            .filter(found -> found.isInForceAt(now));
    kept.ifPresent(found -> uses.note(found.credential().number(), now));
    return kept.map(Kept::credential);
  }

  /** Makes a secret for this. */
  public CompletionStage<Made> make(Grant grant) {
    List<Grant.Fault> faults = grant.faults(clock.instant());
    if (!faults.isEmpty()) {
      return CompletableFuture.completedFuture(new Refused(faults));
    }
    Secret secret = Secret.random(random);
    return store
        .add(grant, secret.hash())
        .thenApply(outcome ->
            switch (outcome) {
              case CredentialStore.New(Kept kept) -> new Shown(kept, secret);
              case CredentialStore.NotAdded nothing -> new NotKept(nothing);
            });
  }

  /** All that are kept, by number; those that have expired too. */
  public List<Kept> list() {
    return store.all().stream().map(uses::with).toList();
  }

  /** From now on its bearer is let in no more. */
  public CompletionStage<CredentialStore.Removed> revoke(int number) {
    return store.revoke(number);
  }

  /** Whether no secret was ever made: nobody can be let in yet. */
  public boolean isNew() {
    return store.isNew();
  }

  /** Whether this secret lets its bearer do everything. */
  public boolean isAdmins(Secret secret) {
    return store
        .find(secret.hash())
        .filter(kept -> kept.isInForceAt(clock.instant()))
        .map(kept -> kept.credential().allows(Scope.ADMIN))
        .orElse(false);
  }

  /** Makes this the operator's secret, in the place of the one before. */
  public CompletionStage<CredentialStore.Added> replaceOperators(Secret secret) {
    Grant grant = new Grant(OPERATORS_NAME, Set.of(Scope.ADMIN), Limits.NONE, null);
    return store.replaceOperators(grant, secret.hash());
  }

  /** Writes down what is known of last uses; the store must still be open. */
  @Override
  public void close() {
    uses.write();
  }
}
