package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken for a certificate and its key, and what is said of everything else. */
class IdentityTest {

  private static final TestCertificate RSA = TestCertificate.of(TestCertificate.usual().rsa2048());
  private static final TestCertificate EC = TestCertificate.LOCALHOST;

  @TempDir Path dir;
  private CertificateFiles files = new CertificateFiles(Path.of("c"), Path.of("k"));

  @BeforeEach
  void files() {
    files = new CertificateFiles(dir.resolve("c.pem"), dir.resolve("k.pem"));
  }

  @Test
  void keysInPkcs8AreRead() throws IOException {
    for (TestCertificate certificate : new TestCertificate[] {RSA, EC}) {
      certificate.write(files);
      assertThat(Identity.read(files).privateKey())
          .isEqualTo(certificate.bundle().getKeyPair().getPrivate());
    }
  }

  @Test
  void keysInTheFormsOfOldTimesAreReadAsWell() throws IOException {
    RSA.write(files);
    Files.writeString(files.privateKey(), old(RSA.bundle().getKeyPair().getPrivate()));
    assertThat(Files.readString(files.privateKey())).contains("BEGIN RSA PRIVATE KEY");
    assertThat(Identity.read(files).privateKey()).isEqualTo(RSA.bundle().getKeyPair().getPrivate());
  }

  @ParameterizedTest
  @CsvSource({"ecp256, 256, 1.2.840.10045.3.1.7", "ecp384, 384, 1.3.132.0.34"})
  void keysOfEllipticCurvesNameTheirCurve(
      CertificateBuilder.Algorithm algorithm, int bits, String curve) throws IOException {
    TestCertificate certificate = TestCertificate.of(TestCertificate.usual().algorithm(algorithm));
    certificate.write(files);
    PrivateKey privateKey = certificate.bundle().getKeyPair().getPrivate();
    byte[] sec1 =
        new org.bouncycastle.asn1.sec.ECPrivateKey(
                bits, ((ECPrivateKey) privateKey).getS(), new ASN1ObjectIdentifier(curve))
            .getEncoded();
    // As OpenSSL writes it: the curve comes once more in front.
    Files.writeString(
        files.privateKey(),
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
            + "-----BEGIN EC PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(sec1)
            + "\n-----END EC PRIVATE KEY-----\n");
    assertThat(Identity.read(files).privateKey())
        .isInstanceOfSatisfying(
            ECPrivateKey.class,
            read -> assertThat(read.getS()).isEqualTo(((ECPrivateKey) privateKey).getS()));
  }

  @Test
  void aChainMayHaveCommentary() throws IOException {
    EC.write(files);
    String chain = EC.bundle().getCertificatePathPEM();
    String issuer = RSA.bundle().getCertificatePathPEM();
    Files.writeString(files.chain(), "subject=me\n" + chain + "\nissuer:\r\n" + issuer);
    assertThat(Identity.read(files).chain())
        .containsExactly(EC.bundle().getCertificate(), RSA.bundle().getCertificate());
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    refused(files.chain() + " does not exist");
    Files.writeString(files.chain(), EC.bundle().getCertificatePathPEM());
    refused(files.privateKey() + " does not exist");
    Files.createDirectory(files.privateKey());
    refused(files.privateKey() + " cannot be read: ");
  }

  @Test
  void whatIsNoPemIsNamed() throws IOException {
    EC.write(files);
    Files.write(files.chain(), EC.bundle().getKeyPair().getPublic().getEncoded());
    refused(files.chain() + " holds no certificate in PEM");
    EC.write(files);
    Files.writeString(files.privateKey(), EC.bundle().getCertificatePathPEM());
    refused(files.privateKey() + " holds no private key in PEM");
    Files.write(files.privateKey(), new byte[2_000_000]);
    refused(files.privateKey() + " is larger");
  }

  @Test
  void whatIsDamagedIsNamed() throws IOException {
    EC.write(files);
    String chain = EC.bundle().getCertificatePathPEM();
    Files.writeString(files.chain(), chain + chain.replace("MII", "MIJ"));
    refused("certificate 2 in " + files.chain() + " is damaged");
    Files.writeString(files.chain(), chain.replaceFirst("M", "*"));
    refused("certificate 1 in " + files.chain() + " is damaged");
    EC.write(files);
    for (String label : new String[] {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"}) {
      for (String base64 : new String[] {"MAAA", "*", "", "MIIB", "MIT/////"}) {
        Files.writeString(
            files.privateKey(),
            "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
        refused("the private key in " + files.privateKey() + " is damaged");
      }
    }
  }

  @Test
  void anEncryptedKeyIsToldFromADamagedOne() throws IOException {
    EC.write(files);
    Files.writeString(
        files.privateKey(),
        """
        -----BEGIN EC PRIVATE KEY-----
        Proc-Type: 4,ENCRYPTED
        DEK-Info: AES-256-CBC,00

        MAAA
        -----END EC PRIVATE KEY-----
        """);
    refused("the private key in " + files.privateKey() + " is encrypted");
    Files.writeString(
        files.privateKey(),
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
    refused("the private key in " + files.privateKey() + " is encrypted");
  }

  @Test
  void aKeyOfAnotherCertificateIsToldSo() throws IOException {
    EC.write(files);
    Files.writeString(files.privateKey(), RSA.bundle().getPrivateKeyPEM());
    refused("does not fit the certificate in " + files.chain());
    TestCertificate other = TestCertificate.of(TestCertificate.usual());
    Files.writeString(files.privateKey(), other.bundle().getPrivateKeyPEM());
    refused("does not fit the certificate in " + files.chain());
    Files.writeString(
        files.chain(),
        EC.bundle().getCertificatePathPEM() + other.bundle().getCertificatePathPEM());
    refused("fits a certificate that is not the first in " + files.chain());
  }

  @Test
  void whenACertificateIsValidIsKnown() throws IOException {
    Instant now = Instant.now();
    EC.write(files);
    assertThat(Identity.read(files).isValidAt(now)).isTrue();
    assertThat(Identity.read(files).isValidAt(now.plus(Duration.ofDays(2)))).isFalse();
    assertThat(Identity.read(files).isValidAt(now.minus(Duration.ofDays(2)))).isFalse();
  }

  private void refused(String words) {
    assertThatThrownBy(() -> Identity.read(files))
        .isInstanceOf(CertificateMistake.class)
        .hasMessageContaining(words);
  }

  private static String old(PrivateKey privateKey) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(privateKey);
    }
    return text.toString();
  }
}
