package gotourl.http;

import static gotourl.http.TrustedProxiesTest.ip;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GuessesTest {

  private static final int COUNT = 60;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - SECOND);
  private final Guesses guesses =
      new Guesses(Optional.of(new Rate(COUNT, Duration.ofMinutes(1))), nanos::get);

  @Test
  void aClientHasAsManyAtOnceAsTheRateCounts() {
    assertThat(spendAll(client("203.0.113.7"))).isEqualTo(COUNT);
    assertThat(spendAll(client("203.0.113.8"))).isEqualTo(COUNT);
  }

  @Test
  void whoIsOutHearsHowLongAndHasOneMoreThen() {
    Client client = client("203.0.113.7");
    assertThat(guesses.waitNanos(client)).isZero();
    spendAll(client);
    assertThat(guesses.waitNanos(client)).isEqualTo(SECOND);
    nanos.addAndGet(SECOND - 1);
    assertThat(guesses.waitNanos(client)).isEqualTo(1);
    assertThat(guesses.spend(client)).isEqualTo(1);
    nanos.addAndGet(1);
    assertThat(guesses.waitNanos(client)).isZero();
    assertThat(spendAll(client)).isEqualTo(1);
  }

  @Test
  void aBucketFillsUpAndNoFurther() {
    Client client = client("203.0.113.7");
    spendAll(client);
    nanos.addAndGet(10 * SECOND);
    assertThat(spendAll(client)).isEqualTo(10);
    nanos.addAndGet(Duration.ofDays(300).toNanos());
    assertThat(spendAll(client)).isEqualTo(COUNT);
  }

  @Test
  void whatIsGivenBackCanBeSpentAgain() {
    Client client = client("203.0.113.7");
    spendAll(client);
    guesses.refund(client);
    assertThat(spendAll(client)).isEqualTo(1);
    guesses.refund(client("203.0.113.8"));
  }

  @Test
  void aNetworkOfIpv6IsOneClient() {
    spendAll(client("2001:db8:1:2::1"));
    assertThat(guesses.waitNanos(client("2001:db8:1:2:ffff::9"))).isPositive();
    assertThat(guesses.waitNanos(client("2001:db8:1:3::1"))).isZero();
    // As a number, an IPv4 address is nobody's network.
    spendAll(client("1.2.3.4"));
    assertThat(guesses.waitNanos(client("::102:304"))).isZero();
    assertThat(guesses.waitNanos(client("0:ffff:102:305::1"))).isZero();
  }

  @Test
  void whoIsNoOnesOwnIsNotCounted() {
    for (Client many :
        new Client[] {
          new Client(null, false, false), new Client(ip("203.0.113.7"), false, false)
        }) {
      for (int i = 0; i < 10 * COUNT; i++) {
        assertThat(guesses.spend(many)).isZero();
      }
      assertThat(guesses.waitNanos(many)).isZero();
      guesses.refund(many);
    }
  }

  @Test
  void withoutARateNobodyIsCounted() {
    Guesses free = new Guesses(Optional.empty(), nanos::get);
    for (int i = 0; i < 1_000; i++) {
      assertThat(free.spend(client("203.0.113.7"))).isZero();
    }
    assertThat(free.waitNanos(client("203.0.113.7"))).isZero();
    assertThat(free.mayRefuse(peer("203.0.113.7", ""))).isFalse();
  }

  @Test
  void onlyWhoIsOutIsLookedAtWhileSomebodyIs() {
    Peer out = peer("203.0.113.7", "");
    Peer other = peer("203.0.113.8", "");
    Peer proxy = peer("192.0.2.1", "192.0.2.1");
    assertThat(guesses.mayRefuse(out)).isFalse();
    assertThat(guesses.mayRefuse(proxy)).isFalse();
    spendAll(client("203.0.113.7"));
    assertThat(guesses.mayRefuse(out)).isTrue();
    assertThat(guesses.mayRefuse(other)).isFalse();
    assertThat(guesses.mayRefuse(proxy)).isTrue();
    nanos.addAndGet(SECOND + 1);
    assertThat(guesses.mayRefuse(proxy)).isFalse();
    assertThat(guesses.mayRefuse(out)).isFalse();
  }

  @Test
  void aCrowdMakesNobodyForgetADebtAsLargeAsItsOwn() {
    Client attacker = client("203.0.113.7");
    spendAll(attacker);
    // Ten times as many addresses as there are places, each with one guess: less than he owes.
    for (int i = 0; i < 10 * Guesses.CLIENTS_MAX; i++) {
      guesses.spend(new Client(address(i), false, true));
    }
    assertThat(guesses.waitNanos(attacker)).isPositive();
  }

  @Test
  void aFullTableLocksNobodyOut() {
    for (int i = 0; i < 2 * Guesses.CLIENTS_MAX; i++) {
      Client client = new Client(address(i), false, true);
      for (int guess = 0; guess < 3; guess++) {
        guesses.spend(client);
      }
    }
    assertThat(spendAll(client("198.51.100.1"))).isEqualTo(COUNT);
  }

  @Test
  void whoeverHasPaidIsForgottenFirst() {
    for (int i = 0; i < 2 * Guesses.CLIENTS_MAX; i++) {
      spendAll(new Client(address(i), false, true));
    }
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    Client late = client("198.51.100.1");
    spendAll(late);
    for (int i = 0; i < Guesses.ROW - 1; i++) {
      guesses.spend(new Client(address(i), false, true));
    }
    assertThat(guesses.waitNanos(late)).isPositive();
  }

  @Test
  void manyLoopsSpendNoMoreThanThereIs() throws InterruptedException {
    Client client = client("203.0.113.7");
    guesses.spend(client);
    AtomicInteger spent = new AtomicInteger(1);
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = Thread.ofPlatform().start(() -> spent.addAndGet(spendAll(client)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(spent).hasValue(COUNT);
  }

  private int spendAll(Client client) {
    int spent = 0;
    while (guesses.spend(client) == 0) {
      spent++;
      assertThat(spent).isLessThanOrEqualTo(COUNT);
    }
    return spent;
  }

  private static Client client(String address) {
    return new Client(ip(address), false, true);
  }

  private static Peer peer(String address, String trusted) {
    return Peer.of(new InetSocketAddress(ip(address), 4711), false, TrustedProxies.parse(trusted));
  }

  /** 16.0.0.0 and on. */
  private static InetAddress address(int i) {
    int bits = 0x1000_0000 + i;
    return IpAddress.of(
        new byte[] {(byte) (bits >> 24), (byte) (bits >> 16), (byte) (bits >> 8), (byte) bits});
  }
}
