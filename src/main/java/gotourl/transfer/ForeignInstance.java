package gotourl.transfer;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * A running server of another kind.
 *
 * @param base where it is
 * @param key that lets us in; in no message and no log
 * @param trusted who may vouch for it; empty: whom this Java machine trusts
 */
public record ForeignInstance(Product product, URI base, String key, Optional<SSLContext> trusted) {

  RemoteSource open(Transfer.Pause pause) throws IOException {
    return switch (product) {
      case SHLINK -> RemoteSource.shlink(base, key, trusted, pause);
      case KUTT -> RemoteSource.kutt(base, key, trusted, pause);
    };
  }

  /** Without the key. */
  @Override
  public String toString() {
    return product.word() + " at " + base;
  }
}
