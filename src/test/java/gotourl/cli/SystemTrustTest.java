package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gotourl.config.Configuration;
import gotourl.config.Setting;
import gotourl.link.BaseUrl;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who vouches for a server. */
class SystemTrustTest {

  @TempDir Path dir;

  @Test
  void aServerIsTrustedForWhoeverStandsInTheFileAndNobodyElse() throws Exception {
    X509Bundle own = certificate();
    Path mine = dir.resolve("mine.pem");
    Path others = dir.resolve("others.pem");
    Files.writeString(mine, certificate().getCertificatePEM() + own.getCertificatePEM());
    Files.writeString(others, certificate().getCertificatePEM());
    Files.writeString(dir.resolve("cert.pem"), own.getCertificatePathPEM());
    Files.writeString(dir.resolve("key.pem"), own.getPrivateKeyPEM());
    try (Wiring wiring = Wiring.start(configuration(), terminal())) {
      InetSocketAddress address = (InetSocketAddress) wiring.listeners().getFirst().address();
      BaseUrl here = BaseUrl.parse("https://127.0.0.1:" + address.getPort());
      try (RunningServer server = new RunningServer(here, SystemTrust.of(mine))) {
        assertThat(server.ask(server.request("/-/health/live").build()).status()).isEqualTo(200);
      }
      for (RunningServer server :
          new RunningServer[] {
            new RunningServer(here, SystemTrust.of(others)), new RunningServer(here)
          }) {
        try (server) {
          assertThatExceptionOfType(Failure.class)
              .isThrownBy(() -> server.ask(server.request("/-/health/live").build()))
              .withMessageStartingWith("no TLS that this machine trusts at https://127.0.0.1:")
              .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(Main.FAILED));
        }
      }
    }
  }

  @Test
  void aFileOfSomethingElseIsNamed() throws Exception {
    Path none = Files.writeString(dir.resolve("none.pem"), "-----BEGIN CERTIFICATE-----\nx\n");
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> SystemTrust.of(none))
        .withMessageContaining(none.toString());
  }

  private static X509Bundle certificate() throws Exception {
    return new CertificateBuilder()
        .subject("CN=localhost")
        .addSanIpAddress("127.0.0.1")
        .setIsCertificateAuthority(true)
        .ecp256()
        .buildSelfSigned();
  }

  private Configuration configuration() {
    Map<Setting, String> flags =
        Map.of(
            Setting.HTTPS,
            "127.0.0.1:0",
            Setting.TLS_CERT,
            dir.resolve("cert.pem").toString(),
            Setting.TLS_KEY,
            dir.resolve("key.pem").toString(),
            Setting.HOST,
            "https://localhost",
            Setting.FILE,
            dir.resolve("data").toString());
    return ((Configuration.Valid) Configuration.load(flags, Map.of())).configuration();
  }

  private static Terminal terminal() {
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
    return new Terminal(nowhere, nowhere);
  }
}
