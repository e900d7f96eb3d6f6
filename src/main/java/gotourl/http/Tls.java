package gotourl.http;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;

/** What TLS is here, and by whom. */
enum Tls {
  BORINGSSL("BoringSSL", SslProvider.OPENSSL_REFCNT),
  JDK("the JDK", SslProvider.JDK);

  private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

  /** With forward secrecy and authenticated encryption, the cheap first; HTTP/2 forbids none. */
  private static final List<String> SUITES =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  /**
   * Sessions of clients that know no tickets; nearly all do. A thousand of them are about a
   * mebibyte.
   */
  private static final int SESSIONS_MAX = 1_024;

  /** The platform would let a client of TLS 1.2 ask for one handshake after the other. */
  private static final String REJECT_RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";

  private final String spoken;
  private final SslProvider provider;

  Tls(String spoken, SslProvider provider) {
    this.spoken = spoken;
    this.provider = provider;
  }

  /** The fastest that can be loaded. */
  static Tls best() {
    return OpenSsl.isAvailable() ? BORINGSSL : JDK;
  }

  /** For the log: {@code BoringSSL}. */
  String spoken() {
    return spoken;
  }

  /** To be released when no new connection wants it; those that there are keep it alive. */
  SslContext context(Identity identity) throws SSLException {
    if (this == JDK && System.getProperty(REJECT_RENEGOTIATION) == null) {
      System.setProperty(REJECT_RENEGOTIATION, "true");
    }
    X509Certificate[] chain = identity.chain().toArray(X509Certificate[]::new);
    SslContextBuilder builder =
        SslContextBuilder.forServer(identity.privateKey(), chain)
            .sslProvider(provider)
            .protocols(VERSIONS)
            .ciphers(SUITES, SupportedCipherSuiteFilter.INSTANCE)
            .sessionCacheSize(SESSIONS_MAX)
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    ApplicationProtocolConfig.Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    Protocol.names()));
    if (this == BORINGSSL) {
      // Nothing of ours would run elsewhere: a handshake takes a loop as long as it takes anybody.
      builder.option(OpenSslContextOption.USE_TASKS, false);
    }
    return builder.build();
  }
}
