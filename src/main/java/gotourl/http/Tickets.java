package gotourl.http;

import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;

/**
 * What the tickets are sealed with by which a client takes up an earlier session. They live in
 * memory alone and are replaced in turn, so that whoever gets hold of one opens little; a new
 * certificate keeps them. Only BoringSSL needs this: the JDK does the same by itself.
 */
final class Tickets {

  /** How long tickets are sealed with the same secret; they are taken for twice that. */
  static final Duration TURN = Duration.ofHours(8);

  private static final int SECRET_BYTES =
      OpenSslSessionTicketKey.NAME_SIZE
          + OpenSslSessionTicketKey.HMAC_KEY_SIZE
          + OpenSslSessionTicketKey.AES_KEY_SIZE;

  private final SecureRandom random = new SecureRandom();
  private byte[] current = fresh();
  private byte[] previous = fresh();

  /** The next tickets are sealed with another secret. */
  void turn() {
    previous = current;
    current = fresh();
  }

  void giveTo(SslContext context) {
    if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
      sessions.setTicketKeys(ticketKey(current), ticketKey(previous));
    }
  }

  private byte[] fresh() {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return secret;
  }

  private static OpenSslSessionTicketKey ticketKey(byte[] secret) {
    int hmac = OpenSslSessionTicketKey.NAME_SIZE;
    int aes = hmac + OpenSslSessionTicketKey.HMAC_KEY_SIZE;
    return new OpenSslSessionTicketKey(
        Arrays.copyOf(secret, hmac),
        Arrays.copyOfRange(secret, hmac, aes),
        Arrays.copyOfRange(secret, aes, SECRET_BYTES));
  }
}
