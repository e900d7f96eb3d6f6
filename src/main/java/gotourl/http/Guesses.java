package gotourl.http;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;

/**
 * How many unknown keys each client has asked for: a bucket of tokens for each, which decision 0015
 * explains. Called by all event loops, without a lock.
 *
 * <p>Of a bucket only the time is kept at which it will be full again. A client who is not in the
 * table has a full one, and so has one whose time is past. Where a client's row is full of others,
 * he takes the place of whoever owes least: to be forgotten with a debt, an attacker needs as large
 * a debt on every other place of the row, of more addresses than that saves; and nobody's debt ever
 * falls on another.
 */
final class Guesses {

  /** Clients that may owe something at once: 2 MiB when all do. */
  static final int CLIENTS_MAX = 1 << 16;

  /** Places that a client can have: of a row, whoever owes least is forgotten first. */
  static final int ROW = 8;

  private static final long NOBODY = 0;

  /** No client has it: ::/64 is this machine's. */
  private static final long NOT_COUNTED = 0;

  private final AtomicReferenceArray<Debt> debts;
  private final long costNanos;
  private final long bucketNanos;
  private final long salt = new SecureRandom().nextLong();
  private final LongSupplier clock;
  private final long startNanos;

  /** When the last of those who are out of tokens has one again; {@link #NOBODY} if none is out. */
  private final AtomicLong outUntil = new AtomicLong(NOBODY);

  /**
   * @param client see {@link #number}
   * @param fullAtNanos since our start
   */
  private record Debt(long client, long fullAtNanos) {}

  /**
   * @param rate tokens come as fast, and so many fit in a bucket; without it, guesses are free
   * @param clock as {@link System#nanoTime}
   */
  Guesses(Optional<Rate> rate, LongSupplier clock) {
    this.debts = new AtomicReferenceArray<>(rate.isPresent() ? CLIENTS_MAX : ROW);
    this.bucketNanos = rate.map(limit -> limit.time().toNanos()).orElse(0L);
    this.costNanos = rate.map(limit -> Math.max(1, bucketNanos / limit.count())).orElse(0L);
    this.clock = clock;
    this.startNanos = clock.getAsLong();
  }

  /**
   * Whether a request of this peer has to be looked at closer before it is answered. One read of a
   * field while nobody is out of tokens.
   */
  boolean mayRefuse(Peer peer) {
    return outUntil.get() != NOBODY && mayBeOut(peer);
  }

  private boolean mayBeOut(Peer peer) {
    long until = outUntil.get();
    if (now() > until) {
      outUntil.compareAndSet(until, NOBODY);
      return false;
    }
    // For whom a trusted one asks stands in a header.
    return peer.trusted() || waitNanos(peer.client(Guesses::noHeader)) > 0;
  }

  private static String noHeader(CharSequence name) {
    throw new AssertionError("a peer that is not trusted is asked for " + name);
  }

  /** How long until this client has a token; 0 if it has one. */
  long waitNanos(Client client) {
    long number = number(client);
    if (number == NOT_COUNTED) {
      return 0;
    }
    long now = now();
    for (int place = row(number), end = place + ROW; place < end; place++) {
      Debt debt = debts.get(place);
      if (debt != null && debt.client == number) {
        return waitNanos(debt.fullAtNanos, now);
      }
    }
    return 0;
  }

  /** Takes a token for a guess. If there was none, how long until there is one; else 0. */
  long spend(Client client) {
    return spend(number(client));
  }

  /**
   * The same for whatever has this number.
   *
   * @param number {@link #NOT_COUNTED}: always has one
   */
  long spend(long number) {
    if (number == NOT_COUNTED || costNanos == 0) {
      return 0;
    }
    while (true) {
      long now = now();
      int place = place(number);
      Debt before = debts.get(place);
      boolean owes = before != null && before.client == number && before.fullAtNanos > now;
      long fullAt = owes ? before.fullAtNanos : now;
      long wait = waitNanos(fullAt, now);
      if (wait > 0) {
        return wait;
      }
      Debt after = new Debt(number, fullAt + costNanos);
      if (debts.compareAndSet(place, before, after)) {
        long out = waitNanos(after.fullAtNanos, now);
        if (out > 0) {
          outUntil.accumulateAndGet(now + out, Math::max);
        }
        return 0;
      }
    }
  }

  /** Gives a token back: it was no guess. */
  void refund(Client client) {
    refund(number(client));
  }

  void refund(long number) {
    if (number == NOT_COUNTED) {
      return;
    }
    while (true) {
      int place = place(number);
      Debt before = debts.get(place);
      if (before == null
          || before.client != number
          || debts.compareAndSet(place, before, new Debt(number, before.fullAtNanos - costNanos))) {
        return;
      }
    }
  }

  /** A token is there as soon as the bucket lacks no more than all the others. */
  private long waitNanos(long fullAtNanos, long now) {
    return Math.max(0, fullAtNanos - now + costNanos - bucketNanos);
  }

  private long now() {
    return clock.getAsLong() - startNanos + 1;
  }

  /** The place that a client has, or may take. */
  private int place(long number) {
    int row = row(number);
    int least = row;
    long leastFullAt = Long.MAX_VALUE;
    for (int place = row; place < row + ROW; place++) {
      Debt debt = debts.get(place);
      if (debt != null && debt.client == number) {
        return place;
      }
      long fullAt = debt == null ? Long.MIN_VALUE : debt.fullAtNanos;
      if (fullAt < leastFullAt) {
        least = place;
        leastFullAt = fullAt;
      }
    }
    return least;
  }

  /** The salt keeps secret who shares a row. */
  private int row(long number) {
    long mixed = (number ^ salt) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
    mixed ^= mixed >>> 32;
    return (int) (mixed & (debts.length() - 1)) & -ROW;
  }

  /**
   * The first half of an IPv6 address: the smallest network that a household or a machine gets. An
   * IPv4 address has a number that is no network's: 0:ffff::/32 is not given to anybody.
   */
  private long number(Client client) {
    InetAddress address = client.address();
    if (address == null || !client.distinct() || costNanos == 0) {
      return NOT_COUNTED;
    }
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return bytes.remaining() == 4
        ? 0xffff_0000_0000L | (bytes.getInt() & 0xffff_ffffL)
        : bytes.getLong();
  }
}
