package gotourl.link;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * The port to the domains of a store's links. Any thread; a stage may complete on a thread that
 * must not wait. What is said to be saved is durable in every mode, and in force.
 */
public interface Domains {

  /** Beside the default domain: all of them are held in memory and stand in each checkpoint. */
  int DOMAINS_MAX = 1_000;

  /** As they are now. At once. */
  DomainList now();

  /**
   * Makes one with a number that none had before.
   *
   * @param name as {@link DomainName} has it
   * @param foldsCase whether its codes are folded; for ever
   */
  CompletionStage<Made> make(String name, boolean foldsCase, Fallbacks fallbacks);

  /**
   * @param number of the domain; that of the default domain too
   * @param change makes what it shall have of what it has
   */
  CompletionStage<Changed> change(int number, UnaryOperator<Fallbacks> change);

  /** Ends a domain that has no links, also none in the bin. Not the default domain. */
  CompletionStage<Removed> remove(int number);

  /** Outcome of {@link #make}. */
  sealed interface Made {}

  /** Outcome of {@link #change}. */
  sealed interface Changed {}

  /** Outcome of {@link #remove}. */
  sealed interface Removed {}

  /** The domain as it is now. */
  record Saved(NamedDomain domain) implements Made, Changed {}

  /** There is one of that name, and stays as it is. */
  record Exists(NamedDomain domain) implements Made {}

  /** There are {@link #DOMAINS_MAX}. */
  record Full() implements Made {}

  /** There is none of that number. */
  record Missing() implements Changed, Removed {}

  /** It has links. */
  record InUse() implements Removed {}

  /** It is no more. */
  record Gone(NamedDomain domain) implements Removed {}

  /**
   * Nothing was saved.
   *
   * @param reason for people
   * @param retryAfter when another try may be worth it
   */
  record Unsaved(String reason, Duration retryAfter) implements Made, Changed, Removed {}
}
