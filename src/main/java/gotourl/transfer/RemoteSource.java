package gotourl.transfer;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The links of a server of another kind that runs, and lets us in by a key. */
final class RemoteSource implements Source, AutoCloseable {

  private final ForeignApi api;
  private final Source source;

  private RemoteSource(ForeignApi api, Function<ForeignApi, Source> product) {
    this.api = api;
    this.source = product.apply(api);
  }

  /**
   * A Shlink.
   *
   * @param base where its {@code /rest} is
   * @param key that sees all links
   * @param trusted who may vouch for it; empty: whom this Java machine trusts
   * @throws IOException if no server can be asked there, or nothing can be such a key
   */
  static RemoteSource shlink(
      URI base, String key, Optional<SSLContext> trusted, Transfer.Pause pause) throws IOException {
    ForeignServer server =
        ForeignServer.of(ShlinkSource.PRODUCT, base, ShlinkSource.KEY_HEADER, key);
    return new RemoteSource(new ForeignApi(server, trusted, pause), ShlinkSource::new);
  }

  /**
   * A Kutt.
   *
   * @param base where its {@code /api} is
   * @param key of an administrator, or else of the user whose links are meant
   * @param trusted who may vouch for it; empty: whom this Java machine trusts
   * @throws IOException if no server can be asked there, or nothing can be such a key
   */
  static RemoteSource kutt(URI base, String key, Optional<SSLContext> trusted, Transfer.Pause pause)
      throws IOException {
    ForeignServer server = ForeignServer.of(KuttSource.PRODUCT, base, KuttSource.KEY_HEADER, key);
    return new RemoteSource(new ForeignApi(server, trusted, pause), KuttSource::new);
  }

  /**
   * @throws IOException if it does not answer, or not as it should; the message says what to do
   */
  @Override
  public @Nullable Row next() throws IOException {
    return source.next();
  }

  @Override
  public void close() {
    api.close();
  }
}
