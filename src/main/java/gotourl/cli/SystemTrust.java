package gotourl.cli;

import gotourl.link.BaseUrl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The authorities that this machine trusts, as curl and browsers go by: an operator adds his own
 * there, and the Java machine of the package would not know it. Where there is no such list, or the
 * Java machine was told of another one, that one's counts.
 */
final class SystemTrust {

  private static final String TOLD = "javax.net.ssl.trustStore";

  /** Debian and others, Fedora and others, SUSE, Alpine and macOS. */
  private static final List<Path> PLACES =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          Path.of("/etc/ssl/ca-bundle.pem"),
          Path.of("/etc/ssl/cert.pem"));

  private SystemTrust() {}

  /** Whom to trust when this server is asked. */
  static SSLContext of(BaseUrl server) throws Failure {
    return server.scheme().equals("https") ? ofSystem() : usual();
  }

  /** Whom this machine trusts. */
  static SSLContext ofSystem() throws Failure {
    if (System.getProperty(TOLD) == null) {
      for (Path place : PLACES) {
        if (Files.isReadable(place)) {
          return of(place);
        }
      }
    }
    return usual();
  }

  private static SSLContext usual() throws Failure {
    try {
      return SSLContext.getDefault();
    } catch (GeneralSecurityException e) {
      throw new Failure("this Java machine has no TLS: " + e.getMessage(), e);
    }
  }

  /**
   * Those in a file and no others.
   *
   * @param pem certificates, one behind the other
   */
  static SSLContext of(Path pem) throws Failure {
    try (InputStream in = Files.newInputStream(pem)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int count = 0;
      for (Certificate authority :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("authority-" + count++, authority);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new Failure(
          "whom this machine trusts cannot be read from " + pem + ": " + e.getMessage(), e);
    }
  }
}
