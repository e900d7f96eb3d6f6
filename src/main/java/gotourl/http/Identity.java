package gotourl.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate, those that vouch for it, and the private key that fits it.
 *
 * @param chain the server's own certificate first; never empty
 */
record Identity(PrivateKey privateKey, List<X509Certificate> chain) {

  /** More than the longest chain needs; keeps a wrong path from being read whole. */
  private static final int BYTES_MAX = 1024 * 1024;

  static Identity read(CertificateFiles files) throws CertificateMistake {
    List<X509Certificate> chain = chain(files.chain());
    PrivateKey privateKey = privateKey(files.privateKey());
    if (!fits(privateKey, chain.getFirst().getPublicKey())) {
      boolean fitsAnother = chain.stream().anyMatch(c -> fits(privateKey, c.getPublicKey()));
      throw new CertificateMistake(
          "the private key in "
              + files.privateKey()
              + (fitsAnother
                  ? " fits a certificate that is not the first in "
                  : " does not fit the certificate in ")
              + files.chain());
    }
    return new Identity(privateKey, chain);
  }

  X509Certificate certificate() {
    return chain.getFirst();
  }

  Instant validUntil() {
    return certificate().getNotAfter().toInstant();
  }

  boolean isValidAt(Instant time) {
    return !time.isAfter(validUntil()) && !time.isBefore(certificate().getNotBefore().toInstant());
  }

  private static List<X509Certificate> chain(Path file) throws CertificateMistake {
    List<X509Certificate> chain = new ArrayList<>();
    for (Pem.Block block : Pem.blocks(text(file))) {
      if (block.label().equals("CERTIFICATE")) {
        try {
          CertificateFactory factory = CertificateFactory.getInstance("X.509");
          chain.add(
              (X509Certificate)
                  factory.generateCertificate(new ByteArrayInputStream(block.bytes())));
        } catch (CertificateException | IllegalArgumentException e) {
          throw new CertificateMistake(
              "certificate " + (chain.size() + 1) + " in " + file + " is damaged", e);
        }
      }
    }
    if (chain.isEmpty()) {
      throw new CertificateMistake(file + " holds no certificate in PEM");
    }
    return List.copyOf(chain);
  }

  private static PrivateKey privateKey(Path file) throws CertificateMistake {
    for (Pem.Block block : Pem.blocks(text(file))) {
      if (PrivateKeys.isPrivateKey(block)) {
        if (PrivateKeys.isEncrypted(block)) {
          throw new CertificateMistake(
              "the private key in " + file + " is encrypted; nobody is there to type its password");
        }
        try {
          return PrivateKeys.parse(block);
        } catch (GeneralSecurityException e) {
          throw new CertificateMistake(
              "the private key in " + file + " is damaged, or neither RSA nor EC", e);
        }
      }
    }
    throw new CertificateMistake(file + " holds no private key in PEM");
  }

  private static String text(Path file) throws CertificateMistake {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw new CertificateMistake(file + " is larger than any certificate");
      }
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (CertificateMistake mistake) {
      throw mistake;
    } catch (NoSuchFileException e) {
      throw new CertificateMistake(file + " does not exist", e);
    } catch (AccessDeniedException e) {
      throw new CertificateMistake(file + " cannot be read: permission denied", e);
    } catch (IOException e) {
      throw new CertificateMistake(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Whether what the one signs the other accepts. */
  private static boolean fits(PrivateKey privateKey, PublicKey publicKey) {
    String algorithm = privateKey.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    byte[] words = "anything".getBytes(StandardCharsets.US_ASCII);
    try {
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(privateKey);
      signing.update(words);
      Signature checking = Signature.getInstance(algorithm);
      checking.initVerify(publicKey);
      checking.update(words);
      return checking.verify(signing.sign());
    } catch (GeneralSecurityException otherKind) {
      return false;
    }
  }
}
