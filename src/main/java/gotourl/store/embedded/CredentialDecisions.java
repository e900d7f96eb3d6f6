package gotourl.store.embedded;

import gotourl.access.Credential;
import gotourl.access.CredentialStore;
import gotourl.access.Grant;
import gotourl.access.Kept;
import gotourl.access.SecretHash;
import gotourl.journal.Batch;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every decision about a credential, and the records that follow from it. Save loop only.
 *
 * <p>What the batch in work has decided stands in {@link #unsaved}, which is forgotten with it.
 */
final class CredentialDecisions {

  private final CredentialTable saved;
  private final Supplier<Instant> now;
  private final SideFrames frames = new SideFrames();

  /** The table as the batch in work will leave it; {@code null}: as it is. */
  private @Nullable CredentialTable unsaved;

  CredentialDecisions(CredentialTable saved, Supplier<Instant> now) {
    this.saved = saved;
    this.now = now;
  }

  /** The batch is published or refused. */
  void forget() {
    unsaved = null;
  }

  /** Of the decision in work. */
  SideFrames frames() {
    return frames;
  }

  /** Empty: there is no room for it. */
  Optional<Kept> issue(Batch batch, Grant grant, SecretHash hash) {
    revokeWhoHas(batch, hash);
    return makeRoom(batch) ? Optional.of(append(batch, grant, hash, false)) : Optional.empty();
  }

  /** Empty: there is no room for it. */
  Optional<Kept> adopt(Batch batch, Kept elsewhere) {
    revokeWhoHas(batch, elsewhere.hash());
    if (!makeRoom(batch)) {
      return Optional.empty();
    }
    // A secret that opens this store, and what it may do, outlives a power cut in any mode.
    batch.mustSync();
    Credential credential = elsewhere.credential();
    int number = Math.max(credential.number(), table().nextNumber());
    Kept kept =
        new Kept(
            new Credential(number, credential.name(), credential.scopes(), credential.limits()),
            elsewhere.hash(),
            false,
            elsewhere.created(),
            elsewhere.expires(),
            null);
    append(batch, new LinkRecord.Issued(kept));
    Instant used = elsewhere.lastUsed();
    if (used == null) {
      return Optional.of(kept);
    }
    append(batch, new LinkRecord.Used(number, used));
    return Optional.of(kept.usedAt(used));
  }

  /** None that is to come has a number lower than this. */
  void leaveOut(Batch batch, int next) {
    if (next > table().nextNumber()) {
      batch.mustSync();
      append(batch, new LinkRecord.Revoked(next - 1, now.get()));
    }
  }

  Optional<Kept> replaceOperators(Batch batch, Grant grant, SecretHash hash) {
    revokeWhoHas(batch, hash);
    for (Kept kept : table().all()) {
      if (kept.isOperators()) {
        revoke(batch, kept.credential().number());
      }
    }
    return table().nextNumber() <= CredentialTable.NUMBER_MAX
        ? Optional.of(append(batch, grant, hash, true))
        : Optional.empty();
  }

  /** A secret stands for one credential. */
  private void revokeWhoHas(Batch batch, SecretHash hash) {
    table().find(hash).ifPresent(kept -> revoke(batch, kept.credential().number()));
  }

  private boolean makeRoom(Batch batch) {
    if (table().nextNumber() > CredentialTable.NUMBER_MAX) {
      return false;
    }
    List<Kept> others = table().all().stream().filter(kept -> !kept.isOperators()).toList();
    if (others.size() < CredentialStore.CREDENTIALS_MAX) {
      return true;
    }
    Optional<Kept> expired =
        others.stream()
            .filter(kept -> !kept.isInForceAt(now.get()))
            .min(
                Comparator.comparing(
                    kept -> kept.expires() == null ? Instant.MAX : kept.expires()));
    expired.ifPresent(kept -> revoke(batch, kept.credential().number()));
    return expired.isPresent();
  }

  private Kept append(Batch batch, Grant grant, SecretHash hash, boolean isOperators) {
    // A secret that was shown, and what it may do, outlives a power cut in any mode.
    batch.mustSync();
    Credential credential =
        new Credential(table().nextNumber(), grant.name(), grant.scopes(), grant.limits());
    Instant expires = grant.expires() == null ? null : truncated(grant.expires());
    Kept kept = new Kept(credential, hash, isOperators, now.get(), expires, null);
    append(batch, new LinkRecord.Issued(kept));
    return kept;
  }

  /** To what the journal keeps of a time; never later. */
  private static Instant truncated(Instant time) {
    return Instant.ofEpochMilli(time.toEpochMilli());
  }

  /**
   * That it is revoked stands twice: if one of the two is damaged, the other keeps the secret from
   * being worth something again.
   *
   * @return what it was; empty if there is none
   */
  Optional<Kept> revoke(Batch batch, int number) {
    Kept kept = table().get(number);
    if (kept == null) {
      return Optional.empty();
    }
    batch.mustSync();
    LinkRecord.Revoked revoked = new LinkRecord.Revoked(number, now.get());
    append(batch, revoked);
    append(batch, revoked);
    return Optional.of(kept);
  }

  /** Those that are still there; need not outlive a power cut where links need not. */
  void noteUses(Batch batch, Map<Integer, Instant> uses) {
    uses.forEach((number, time) -> {
      if (table().get(number) != null) {
        append(batch, new LinkRecord.Used(number, truncated(time)));
      }
    });
  }

  /** All numbers before the next one are used, whatever the journal lacks. */
  void useUpNumbers(Batch batch) {
    int last = table().nextNumber() - 1;
    if (last >= CredentialTable.NUMBER_MIN && table().get(last) == null) {
      append(batch, new LinkRecord.Revoked(last, now.get()));
    }
  }

  private CredentialTable table() {
    return unsaved == null ? saved : unsaved;
  }

  private void append(Batch batch, LinkRecord.OfCredential record) {
    if (unsaved == null) {
      unsaved = saved.copy();
    }
    frames.append(batch, record);
    unsaved.apply(record);
  }
}
