package gotourl.http;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;

/** A certificate for this machine, and a client's trust in it. */
record TestCertificate(X509Bundle bundle) {

  /** For all tests that do not care. */
  static final TestCertificate LOCALHOST = of(usual());

  static CertificateBuilder usual() {
    Instant now = Instant.now();
    return new CertificateBuilder()
        .subject("CN=localhost")
        .addSanDnsName("localhost")
        .addSanIpAddress("127.0.0.1")
        .notBefore(now.minus(Duration.ofDays(1)))
        .notAfter(now.plus(Duration.ofDays(1)))
        .setIsCertificateAuthority(true)
        .ecp256();
  }

  static TestCertificate of(CertificateBuilder builder) {
    try {
      return new TestCertificate(builder.buildSelfSigned());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Files that go with the tests. */
  CertificateFiles files() {
    try {
      Path chain = Files.createTempFile("goto", ".crt");
      Path privateKey = Files.createTempFile("goto", ".key");
      chain.toFile().deleteOnExit();
      privateKey.toFile().deleteOnExit();
      CertificateFiles files = new CertificateFiles(chain, privateKey);
      write(files);
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(CertificateFiles files) throws IOException {
    Files.writeString(files.chain(), bundle.getCertificatePathPEM());
    Files.writeString(files.privateKey(), bundle.getPrivateKeyPEM());
  }

  /** A client that trusts this certificate alone. */
  SSLContext client() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, bundle.toTrustManagerFactory().getTrustManagers(), null);
      return context;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
