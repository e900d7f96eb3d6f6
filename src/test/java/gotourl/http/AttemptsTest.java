package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AttemptsTest {

  private final AtomicLong nanos = new AtomicLong();
  private final Attempts attempts = new Attempts(nanos::get);

  @Test
  void aLinkIsTriedOnlySoOftenHoweverManyClientsTry() throws UnknownHostException {
    int done = 0;
    for (int client = 0; attempts.spend(client(client), 7) == 0; client++) {
      done++;
    }
    assertThat(done).isEqualTo(Attempts.OF_LINK.count());
    assertThat(attempts.spend(client(250), 8)).isZero();
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(attempts.spend(client(250), 7)).isZero();
  }

  /** The first link has the number 0. */
  @Test
  void theFirstLinkCountsAsWell() throws UnknownHostException {
    for (int client = 0; client < Attempts.OF_LINK.count(); client++) {
      assertThat(attempts.spend(client(client), 0)).isZero();
    }
    assertThat(attempts.spend(client(250), 0)).isPositive();
  }

  @Test
  void whoIsHeldUpByTheLinkDoesNotPayForIt() throws UnknownHostException {
    for (int client = 0; client < Attempts.OF_LINK.count(); client++) {
      attempts.spend(client(client), 7);
    }
    for (int i = 0; i < 2 * Attempts.OF_CLIENT.count(); i++) {
      assertThat(attempts.spend(client(250), 7)).isPositive();
    }
    assertThat(attempts.spend(client(250), 8)).isZero();
  }

  @Test
  void whatIsGivenBackCanBeSpentAgain() throws UnknownHostException {
    Client client = client(1);
    for (int i = 0; i < 2 * Attempts.OF_LINK.count(); i++) {
      assertThat(attempts.spend(client, 7)).isZero();
      attempts.refund(client, 7);
    }
  }

  private static Client client(int last) throws UnknownHostException {
    return new Client(
        InetAddress.getByAddress(new byte[] {(byte) 203, 0, 113, (byte) last}), false, true);
  }
}
