package gotourl.http;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How many wrong passwords may be tried: by one client, and of one link by all clients together.
 * Whoever has a thousand addresses is held up by the link's limit; which holds up others who want
 * to follow it too, but only while that lasts.
 */
final class Attempts {

  /** A person who mistypes does not come near. */
  static final Rate OF_CLIENT = new Rate(10, Duration.ofMinutes(1));

  /** Thousands of years for all passwords of eight small letters. */
  static final Rate OF_LINK = new Rate(100, Duration.ofMinutes(1));

  private final Guesses byClient;
  private final Guesses byLink;

  /**
   * @param clock as {@link System#nanoTime}
   */
  Attempts(LongSupplier clock) {
    this.byClient = new Guesses(Optional.of(OF_CLIENT), clock);
    this.byLink = new Guesses(Optional.of(OF_LINK), clock);
  }

  /** Counts one before its outcome is known. If it may not be, how long until it may; else 0. */
  long spend(Client client, long link) {
    long wait = byClient.spend(client);
    if (wait > 0) {
      return wait;
    }
    wait = byLink.spend(counted(link));
    if (wait > 0) {
      byClient.refund(client);
    }
    return wait;
  }

  /** The password was right, or was not looked at. */
  void refund(Client client, long link) {
    byClient.refund(client);
    byLink.refund(counted(link));
  }

  /** No link has the number that counts for nothing. */
  private static long counted(long link) {
    return link + 1;
  }
}
