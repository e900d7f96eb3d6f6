package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the files of a certificate are taken. Nobody sleeps: each look is called for. */
class CertificateTest {

  private static final String TAKEN = "the new certificate is in force";
  private static final String KEPT = "the old certificate stays in force";

  private final CertificateFiles files = TestCertificate.LOCALHOST.files();
  private final TestCertificate next = TestCertificate.of(TestCertificate.usual());
  private final LogLines log = LogLines.of(Certificate.class);
  private final Instant now = Instant.now();
  private Certificate certificate = open(now);

  @BeforeEach
  void look() {
    certificate.look(now);
  }

  @AfterEach
  void close() {
    certificate.close();
    log.close();
  }

  @Test
  void theLogSaysByWhomAndUntilWhen() {
    assertThat(log.lines())
        .containsExactly(
            "TLS by BoringSSL, certificate valid until "
                + TestCertificate.LOCALHOST.bundle().getCertificate().getNotAfter().toInstant());
  }

  @Test
  void unchangedFilesAreNotReadAgain() {
    certificate.look(now);
    certificate.look(now);
    assertThat(said()).isEmpty();
  }

  @Test
  void changedFilesAreTakenWhenTheyChangeNoMore() throws IOException {
    Files.writeString(files.chain(), next.bundle().getCertificatePathPEM());
    certificate.look(now);
    Files.writeString(files.privateKey(), next.bundle().getPrivateKeyPEM());
    certificate.look(now);
    assertThat(said()).isEmpty();
    certificate.look(now);
    assertThat(said()).singleElement().asString().startsWith(TAKEN);
    certificate.look(now);
    assertThat(said()).hasSize(1);
  }

  @Test
  void whyAPairIsOfNoUseIsSaidOnce() throws IOException {
    Files.writeString(files.chain(), next.bundle().getCertificatePathPEM());
    for (int i = 0; i < 5; i++) {
      certificate.look(now);
    }
    assertThat(said()).singleElement().asString().startsWith(KEPT);
    Files.writeString(files.privateKey(), next.bundle().getPrivateKeyPEM());
    certificate.look(now);
    certificate.look(now);
    assertThat(said()).hasSize(2).last().asString().startsWith(TAKEN);
  }

  @Test
  void filesThatVanishAndComeBackAreTaken() throws IOException {
    Files.delete(files.privateKey());
    certificate.look(now);
    certificate.look(now);
    assertThat(said()).singleElement().asString().startsWith(KEPT).contains("does not exist");
    next.write(files);
    certificate.look(now);
    certificate.look(now);
    assertThat(said()).hasSize(2).last().asString().startsWith(TAKEN);
  }

  @Test
  void aReloadTakesThemAtOnceAndTellsEachTime() throws IOException {
    next.write(files);
    certificate.reload(now);
    assertThat(said()).singleElement().asString().startsWith(TAKEN);
    certificate.look(now);
    certificate.look(now);
    assertThat(said()).hasSize(1);
    Files.writeString(files.chain(), "");
    certificate.reload(now);
    certificate.reload(now);
    assertThat(said()).hasSize(3).last().asString().startsWith(KEPT);
  }

  @Test
  void aCertificateOutOfItsTimeIsAWarningAndServed() {
    certificate.close();
    certificate = open(now.plus(Duration.ofDays(2)));
    assertThat(log.lines().getLast()).startsWith("the certificate is not valid now");
    certificate.reload(now.plus(Duration.ofDays(2)));
    assertThat(log.lines().getLast()).startsWith("the certificate is not valid now");
  }

  private List<String> said() {
    return log.lines().stream()
        .filter(line -> line.startsWith(TAKEN) || line.startsWith(KEPT))
        .toList();
  }

  private Certificate open(Instant when) {
    try {
      return Certificate.open(files, Tls.BORINGSSL, when);
    } catch (CertificateMistake mistake) {
      throw new AssertionError(mistake);
    }
  }
}
