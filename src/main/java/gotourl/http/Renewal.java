package gotourl.http;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Has a certificate look at its files every few seconds, until it is closed. */
final class Renewal implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Renewal.class.getName());

  /** Two looks and the new certificate is in force; one look is two questions to the system. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Certificate certificate;
  private final InstantSource clock = InstantSource.system();
  private final CountDownLatch closed = new CountDownLatch(1);

  private Renewal(Certificate certificate) {
    this.certificate = certificate;
  }

  static Renewal of(Certificate certificate) {
    Renewal renewal = new Renewal(certificate);
    Thread.ofVirtual().name("goto-certificate").start(renewal::run);
    return renewal;
  }

  private void run() {
    try {
      while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      // Nobody interrupts it; if somebody does, he wants it to end.
      Thread.currentThread().interrupt();
    }
  }

  /** A defect must not be the end of all looking. */
  private void look() {
    try {
      certificate.look(clock.instant());
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "looking at the certificate failed", e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
