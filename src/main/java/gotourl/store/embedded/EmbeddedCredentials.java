package gotourl.store.embedded;

import gotourl.access.Credential;
import gotourl.access.CredentialStore;
import gotourl.access.Grant;
import gotourl.access.Kept;
import gotourl.access.SecretHash;
import gotourl.journal.Batch;
import gotourl.journal.SaveLoop;
import gotourl.link.LinkStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Credentials in the journal of the links: saved with them, and found in memory. */
final class EmbeddedCredentials implements CredentialStore {

  /** A revocation stands twice. */
  private static final int REVOCATION_BYTES_MAX = 2 * EmbeddedStore.FRAME_BYTES_BEYOND;

  private final LinkTable table;
  private final CredentialDecisions decisions;
  private final SaveLoop saveLoop;

  EmbeddedCredentials(LinkTable table, CredentialDecisions decisions, SaveLoop saveLoop) {
    this.table = table;
    this.decisions = decisions;
    this.saveLoop = saveLoop;
  }

  @Override
  public Optional<Kept> find(SecretHash hash) {
    return table.asides().credentials().find(hash);
  }

  @Override
  public List<Kept> all() {
    return table.asides().credentials().all();
  }

  @Override
  public boolean isNew() {
    return nextNumber() == CredentialTable.NUMBER_MIN;
  }

  @Override
  public CompletionStage<Added> add(Grant grant, SecretHash hash) {
    return keep(grant, batch -> decisions.issue(batch, grant, hash));
  }

  @Override
  public CompletionStage<Added> replaceOperators(Grant grant, SecretHash hash) {
    return keep(grant, batch -> decisions.replaceOperators(batch, grant, hash));
  }

  @Override
  public CompletionStage<Added> adopt(Kept kept) {
    Credential credential = kept.credential();
    Grant grant =
        new Grant(credential.name(), credential.scopes(), credential.limits(), kept.expires());
    return keep(grant, batch -> decisions.adopt(batch, kept));
  }

  @Override
  public int nextNumber() {
    return table.asides().credentials().nextNumber();
  }

  @Override
  public CompletionStage<Noted> leaveOut(int next) {
    return submit(
        new CredentialSave<Noted>(EmbeddedStore.FRAME_BYTES_BEYOND) {
          @Override
          Noted outcome(Batch batch) {
            decisions.leaveOut(batch, next);
            return new Written();
          }

          @Override
          Noted refused(Unsaved unsaved) {
            return unsaved;
          }
        });
  }

  private CompletionStage<Added> keep(Grant grant, Function<Batch, Optional<Kept>> decision) {
    return submit(
        new CredentialSave<Added>(bytesMax(grant)) {
          @Override
          Added outcome(Batch batch) {
            return added(decision.apply(batch));
          }

          @Override
          Added refused(Unsaved unsaved) {
            return unsaved;
          }
        });
  }

  private static Added added(Optional<Kept> kept) {
    return kept.<Added>map(New::new).orElseGet(Full::new);
  }

  /**
   * With its last use, and the revocations of who had the secret, and of who makes room or had the
   * place.
   */
  private static int bytesMax(Grant grant) {
    return CredentialCodec.bytesMax(grant)
        + 2 * EmbeddedStore.FRAME_BYTES_BEYOND
        + 2 * REVOCATION_BYTES_MAX;
  }

  @Override
  public CompletionStage<Removed> revoke(int number) {
    return submit(
        new CredentialSave<Removed>(REVOCATION_BYTES_MAX) {
          @Override
          Removed outcome(Batch batch) {
            return decisions.revoke(batch, number).<Removed>map(Gone::new).orElseGet(Missing::new);
          }

          @Override
          Removed refused(Unsaved unsaved) {
            return unsaved;
          }
        });
  }

  @Override
  public CompletionStage<Noted> noteUses(Map<Integer, Instant> uses) {
    return submit(
        new CredentialSave<Noted>(uses.size() * EmbeddedStore.FRAME_BYTES_BEYOND) {
          @Override
          Noted outcome(Batch batch) {
            decisions.noteUses(batch, uses);
            return new Written();
          }

          @Override
          Noted refused(Unsaved unsaved) {
            return unsaved;
          }
        });
  }

  private <O> CompletionStage<O> submit(CredentialSave<O> save) {
    saveLoop.submit(save);
    return save.stage();
  }

  /** A save that changes credentials. */
  private abstract class CredentialSave<O> extends SideSave<O> {

    CredentialSave(int bytesMax) {
      super(table, bytesMax, decisions.frames());
    }

    abstract O refused(Unsaved unsaved);

    @Override
    final O unsaved(LinkStore.Unsaved unsaved) {
      return refused(new Unsaved(unsaved.cause().words(), unsaved.retryAfter()));
    }
  }
}
