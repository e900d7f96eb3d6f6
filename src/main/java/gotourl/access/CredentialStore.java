package gotourl.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The port to where credentials are kept: by the hashes of their secrets, never by the values. Any
 * thread. What is said to be saved is durable, in every mode; a stage may complete on a thread that
 * must not wait.
 */
public interface CredentialStore {

  /**
   * Beside the operator's own. All of them are held in memory and stand in each checkpoint; people
   * and programs that are let in one by one are fewer.
   */
  int CREDENTIALS_MAX = 1_000;

  /** The one whose secret has this hash, expired or not. At once, from memory. */
  Optional<Kept> find(SecretHash hash);

  /** All, by number. */
  List<Kept> all();

  /** Whether none was ever made here. */
  boolean isNew();

  /**
   * Keeps a new one. If there is no room for it, the one that has been expired for longest makes
   * way.
   */
  CompletionStage<Added> add(Grant grant, SecretHash hash);

  /**
   * Keeps a new one as the operator's, in the place of the one before. There always is room for it.
   */
  CompletionStage<Added> replaceOperators(Grant grant, SecretHash hash);

  /**
   * Keeps one that another store keeps: with its number, unless that is lower than {@link
   * #nextNumber}. It never is the operator's here.
   */
  CompletionStage<Added> adopt(Kept kept);

  /** Higher than the number of any that was ever made here. */
  int nextNumber();

  /** None that is to come has a number lower than this. */
  CompletionStage<Noted> leaveOut(int next);

  /** Lets the bearer of this one in no more. */
  CompletionStage<Removed> revoke(int number);

  /** Writes down when these were used last, by number. */
  CompletionStage<Noted> noteUses(Map<Integer, Instant> uses);

  /** Outcome of {@link #add}, {@link #replaceOperators} and {@link #adopt}. */
  sealed interface Added {}

  /** Nothing was added. */
  sealed interface NotAdded extends Added {}

  /** Outcome of {@link #revoke}. */
  sealed interface Removed {}

  /** Outcome of {@link #noteUses} and {@link #leaveOut}. */
  sealed interface Noted {}

  /** It is kept. */
  record New(Kept kept) implements Added {}

  /** There are {@link #CREDENTIALS_MAX} that have not expired: one has to be revoked first. */
  record Full() implements NotAdded {}

  /** It was kept, and is no more. */
  record Gone(Kept kept) implements Removed {}

  /** There is none of that number. */
  record Missing() implements Removed {}

  /** All that there was to be written. */
  record Written() implements Noted {}

  /**
   * Nothing was saved.
   *
   * @param reason for people
   * @param retryAfter when another try may be worth it
   */
  record Unsaved(String reason, Duration retryAfter) implements NotAdded, Removed, Noted {}
}
