package gotourl.http;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever lies between client and server: order, refusals, slow clients and the orderly stop are
 * what they are over plain TCP.
 */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OverEverythingTest {

  @Nested
  class OverBoringSsl extends Suites {
    @BeforeAll
    static void begin() {
      Over.BORINGSSL.begin();
    }
  }

  @Nested
  class OverTheJdksTls extends Suites {
    @BeforeAll
    static void begin() {
      Over.JDK_TLS.begin();
    }
  }

  @Nested
  class OverASocketFile extends Suites {
    @BeforeAll
    static void begin() {
      Over.SOCKET_FILE.begin();
    }
  }

  @Nested
  class OverJavasOwnSockets extends Suites {
    @BeforeAll
    static void begin() {
      Over.NIO.begin();
    }
  }

  @Nested
  class OverJavasOwnSocketFile extends Suites {
    @BeforeAll
    static void begin() {
      Over.NIO_SOCKET_FILE.begin();
    }
  }

  abstract static class Suites {

    @AfterAll
    static void end() {
      Over.end();
    }

    @Nested
    class Order extends OrderTest {

      /** Netty closes Java's own sockets with a path as soon as the client has said all. */
      @Override
      @Test
      void aClientThatHasSaidAllStillGetsItsAnswers() throws Exception {
        if (Over.now() != Over.NIO_SOCKET_FILE) {
          answersWhoHasSaidAll();
        }
      }
    }

    @Nested
    class Refusals extends RequestCheckTest {}

    @Nested
    class Adding extends AddTest {}

    @Nested
    class TheStop extends DrainTest {}

    @Nested
    class SlowClients extends SlowClientTest {

      /** A client of TLS would wait for its handshake before the test goes on. */
      @Override
      void beyondTheMostConnectionsTheNextWaitsForAPlace() {}
    }
  }
}
