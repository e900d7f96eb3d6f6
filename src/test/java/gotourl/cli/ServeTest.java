package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.GotoProcess;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged server: how it starts, what stops it from starting, how it ends. */
@Tag("process")
class ServeTest {

  /** One life of the original, written by Go: the code 0 leads to http://example.com/. */
  private static final byte[] GOB =
      HexFormat.of()
          .parseHex(
              "24ff81030101067265636f726401ff8200010201034b6579010c00010355524c010c0000001bff820101300113687474703a2f2f6578616d706c652e636f6d2f00");

  private static final String JSON = "{\"Key\":\"0\",\"URL\":\"http://example.com/\"}\n";

  /** Permissions bind also root, who otherwise writes where he likes. */
  private static final List<String> AS_ANYBODY =
      System.getProperty("user.name").equals("root")
          ? List.of(
              "setpriv",
              "--bounding-set=-dac_override,-dac_read_search",
              "--inh-caps=-dac_override,-dac_read_search")
          : List.of();

  @TempDir Path dir;

  @Test
  void itSaysWhereItListensOnceItAccepts() throws Exception {
    try (GotoProcess server = GotoProcess.serve(dir, "-host", "https://go.localhost")) {
      assertThat(server.out().all()).containsExactly("Server listening at https://go.localhost");
      String port = server.address().substring(server.address().lastIndexOf(':') + 1);
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port))) {
        assertThat(socket.isConnected()).isTrue();
      }
    }
  }

  @Test
  void aMissingDataDirectoryIsMadeAndLoggedOnce() throws Exception {
    try (GotoProcess server = GotoProcess.serve(dir)) {
      server.err().await(line -> line.contains("created the data directory"));
      assertThat(dir.resolve("goto-data")).isDirectory();
      assertThat(server.terminate().exitCode()).isZero();
    }
    try (GotoProcess server = GotoProcess.serve(dir)) {
      assertThat(server.terminate().exitCode()).isZero();
      assertThat(server.err().all()).noneMatch(line -> line.contains("created the data"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP"})
  void aSignalEndsItWithZeroAndTheLogSaysSo(String signal) throws Exception {
    try (GotoProcess server = GotoProcess.serve(dir)) {
      assertThat(server.signal(signal).exitCode()).isZero();
      assertThat(server.err().all()).anyMatch(line -> line.endsWith("cli: stopping"));
      assertThat(server.err().all().getLast()).endsWith("cli: stopped");
    }
  }

  @Test
  void aLinkOutlivesAnOrderlyStop() throws Exception {
    String code = restart("TERM");
    try (GotoProcess server = GotoProcess.serve(dir)) {
      assertThat(get(server, code)).isEqualTo("http://example.com/a?b=c");
    }
  }

  @Test
  void aLinkOutlivesAKill() throws Exception {
    String code = restart("KILL");
    try (GotoProcess server = GotoProcess.serve(dir)) {
      assertThat(get(server, code)).isEqualTo("http://example.com/a?b=c");
    }
  }

  @Test
  void whatIsRefusedIsOneLineFromTheServer() throws Exception {
    try (GotoProcess server = GotoProcess.serve(dir)) {
      for (List<String> words :
          List.of(List.of("add", "javascript:alert(1)"), List.of("get", "none"))) {
        try (GotoProcess client =
            GotoProcess.start(dir, words.get(0), words.get(1), "-host", server.address())) {
          assertThat(client.exitCode()).isEqualTo(Main.FAILED);
          assertThat(client.out().all()).isEmpty();
          assertThat(client.err().all()).singleElement().asString().startsWith("goto: ");
        }
      }
    }
  }

  @Test
  void aSecondServerOnTheSameDataIsToldWhoHasIt() throws Exception {
    try (GotoProcess first = GotoProcess.serve(dir)) {
      try (GotoProcess second = GotoProcess.start(dir, "-http", "127.0.0.1:0")) {
        assertThat(refusal(second)).contains(Long.toString(first.pid()));
      }
      try (GotoProcess importing = importing(JSON)) {
        assertThat(refusal(importing)).contains(Long.toString(first.pid()));
      }
      assertThat(first.hasEnded()).isFalse();
    }
  }

  @Test
  void aTakenPortIsOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        GotoProcess server = GotoProcess.start(dir, "-http", "127.0.0.1:" + taken.getLocalPort())) {
      assertThat(refusal(server))
          .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort())
          .containsIgnoringCase("in use");
    }
  }

  @Test
  void severalListenersAreSaidOneByOneAndServeTheSameLinks() throws Exception {
    X509Bundle certificate = certificate();
    write(certificate);
    try (GotoProcess server = GotoProcess.serve(dir, tls("-https-redirect", "127.0.0.1:0"))) {
      String code = linkOn(server);
      String tls = server.err().await(line -> line.contains("listening for TLS on "));
      String to = server.err().await(line -> line.contains("leading to https on "));
      assertThat(tlsStatus(address(tls), certificate, code)).isEqualTo(302);
      assertThat(status(address(to), code)).isEqualTo(301);
    }
  }

  @Test
  void aHangupHasItTakeTheNewCertificateAndGoOn() throws Exception {
    write(certificate());
    try (GotoProcess server = GotoProcess.serve(dir, tls("-hsts", "60"))) {
      String tls = server.err().await(line -> line.contains("listening for TLS on "));
      X509Bundle next = certificate();
      write(next);
      server.signal("HUP").err().await(line -> line.contains("the new certificate is in force"));
      assertThat(tlsStatus(address(tls), next, "none")).isEqualTo(404);
      assertThat(server.terminate().exitCode()).isZero();
    }
  }

  @Test
  void aCertificateThatIsOfNoUseIsOneLine() throws Exception {
    write(certificate());
    Files.writeString(dir.resolve("key.pem"), certificate().getPrivateKeyPEM());
    try (GotoProcess server = GotoProcess.start(dir, tls("-http", "127.0.0.1:0"))) {
      assertThat(refusal(server))
          .isEqualTo("goto: the private key in key.pem does not fit the certificate in cert.pem");
    }
    Files.delete(dir.resolve("cert.pem"));
    try (GotoProcess server = GotoProcess.start(dir, tls())) {
      assertThat(refusal(server)).isEqualTo("goto: cert.pem does not exist");
    }
  }

  @Test
  void aBlockedHostIsNotLinkedToOnceItsFileSaysSo() throws Exception {
    Files.writeString(dir.resolve("blocked"), "# nobody yet\n");
    try (GotoProcess server = GotoProcess.serve(dir, "-blocklist", "blocked")) {
      String code = linkOn(server);
      assertThat(status(server, code)).isEqualTo(302);
      Files.writeString(dir.resolve("blocked"), "Example.COM\n");
      server.err().await(line -> line.contains("links to 1 hosts are blocked"));
      assertThat(status(server, code)).isEqualTo(404);
      try (GotoProcess client =
          GotoProcess.start(dir, "add", "http://www.example.com/", "-host", server.address())) {
        assertThat(refusal(client)).contains("a host that this server does not link to");
      }
      Files.writeString(dir.resolve("blocked"), "");
      server
          .signal("HUP")
          .err()
          .await(line -> line.contains("the new list is in force: links to 0"));
      assertThat(status(server, code)).isEqualTo(302);
      assertThat(server.terminate().exitCode()).isZero();
    }
  }

  @Test
  void linksToBlockedHostsAreNotBroughtInEither() throws Exception {
    Files.writeString(dir.resolve("blocked"), "example.com\n");
    Files.writeString(dir.resolve("links.json"), JSON);
    try (GotoProcess program =
        GotoProcess.start(dir, "import", "links.json", "-blocklist", "blocked")) {
      assertThat(program.exitCode()).isZero();
      assertThat(program.out().all())
          .containsExactly("links.json: 0 links added, 0 already there, 1 refused");
    }
  }

  @Test
  void aListOfBlockedHostsThatIsOfNoUseIsOneLine() throws Exception {
    Files.writeString(dir.resolve("blocked"), "http://example.com/\n");
    try (GotoProcess server =
        GotoProcess.start(dir, "-http", "127.0.0.1:0", "-blocklist", "blocked")) {
      assertThat(refusal(server)).contains("blocked, line 1: ");
    }
  }

  @Test
  void aSocketOfAKilledServerIsTakenOver() throws Exception {
    String[] words = {"-http", "unix:goto.sock"};
    try (GotoProcess server = GotoProcess.serve(dir, words)) {
      server.err().await(line -> line.endsWith("cli: listening on unix:goto.sock"));
      assertThat(server.signal("KILL").exitCode()).isNotZero();
    }
    assertThat(dir.resolve("goto.sock")).exists();
    try (GotoProcess server = GotoProcess.serve(dir, words)) {
      assertThat(server.terminate().exitCode()).isZero();
    }
    assertThat(dir.resolve("goto.sock")).doesNotExist();
  }

  @Test
  void aDirectoryThatCannotBeMadeIsOneLine() throws Exception {
    Files.writeString(dir.resolve("file"), "");
    try (GotoProcess server =
        GotoProcess.start(dir, "-http", "127.0.0.1:0", "-file", "file/data")) {
      assertThat(refusal(server)).contains("file/data");
    }
  }

  @Test
  void aDirectoryOfOtherFilesIsOneLine() throws Exception {
    Files.createDirectory(dir.resolve("letters"));
    Files.writeString(dir.resolve("letters/letter.txt"), "dear");
    try (GotoProcess server = GotoProcess.start(dir, "-http", "127.0.0.1:0", "-file", "letters")) {
      assertThat(refusal(server)).contains("letters holds other files");
    }
  }

  @Test
  void aDirectoryThatMayOnlyBeReadIsOneLineAndLeftAlone() throws Exception {
    String code = restart("TERM");
    Path data = dir.resolve("goto-data");
    List<String> before = names(data);
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("r-x------"));
    try (GotoProcess server = GotoProcess.start(AS_ANYBODY, dir, "-http", "127.0.0.1:0")) {
      assertThat(refusal(server)).contains("goto-data", "permission denied");
    } finally {
      Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    }
    assertThat(names(data)).isEqualTo(before);
    try (GotoProcess server = GotoProcess.serve(dir)) {
      assertThat(status(server, code)).isEqualTo(302);
    }
  }

  @Test
  void aLossIsRefusedByNameUntilItIsAcceptedAndThenNoMore() throws Exception {
    String first = restart("TERM");
    String lost = restart("TERM");
    String last = restart("TERM");
    Files.delete(dir.resolve("goto-data/0000000000000002.seg"));
    try (GotoProcess server = GotoProcess.start(dir, "-http", "127.0.0.1:0")) {
      assertThat(refusal(server)).contains("0000000000000002.seg is missing", "-accept-loss");
    }
    for (String[] words : new String[][] {{"-accept-loss"}, {}}) {
      try (GotoProcess server = GotoProcess.serve(dir, words)) {
        assertThat(status(server, first)).isEqualTo(302);
        assertThat(status(server, lost)).isEqualTo(404);
        assertThat(status(server, last)).isEqualTo(302);
        assertThat(server.terminate().exitCode()).isZero();
      }
    }
  }

  @Test
  void otherCaseFoldingThanTheStoreWasCreatedWithIsOneLine() throws Exception {
    try (GotoProcess server = GotoProcess.serve(dir)) {
      assertThat(server.terminate().exitCode()).isZero();
    }
    try (GotoProcess server = GotoProcess.start(dir, "-http", "127.0.0.1:0", "-case-insensitive")) {
      assertThat(refusal(server)).contains("case");
    }
  }

  @Test
  void aFileOfTheOriginalInsteadOfADirectoryIsAnsweredWithTheCommand() throws Exception {
    Files.write(dir.resolve("store.gob"), GOB);
    Files.writeString(dir.resolve("my links.json"), JSON);
    try (GotoProcess server = GotoProcess.start(dir, "-file", "store.gob")) {
      assertThat(refusal(server)).endsWith("goto import store.gob -file goto-data");
    }
    try (GotoProcess server = GotoProcess.start(dir, "-file", "my links.json")) {
      assertThat(refusal(server)).endsWith("goto import 'my links.json' -file goto-data");
    }
  }

  @Test
  void aFileOfTheOriginalThatLiesAboutIsHintedAtWhileTheDataIsNew() throws Exception {
    Files.write(dir.resolve("store.gob"), GOB);
    try (GotoProcess server = GotoProcess.serve(dir, "-file", "data")) {
      server.err().await(line -> line.endsWith("goto import store.gob -file data"));
      assertThat(server.terminate().exitCode()).isZero();
    }
    try (GotoProcess server = GotoProcess.serve(dir, "-file", "data")) {
      assertThat(server.terminate().exitCode()).isZero();
      assertThat(server.err().all()).noneMatch(line -> line.contains("goto import"));
    }
  }

  @Test
  void theCommandThatTheHintNamesBringsTheLinksIn() throws Exception {
    Files.write(dir.resolve("store.gob"), GOB);
    for (String counts : List.of("1 links added, 0 already", "0 links added, 1 already")) {
      try (GotoProcess program =
          GotoProcess.start(dir, "import", "store.gob", "-file", "goto-data")) {
        assertThat(program.exitCode()).isZero();
        assertThat(program.out().all()).singleElement().asString().contains(counts);
      }
    }
    try (GotoProcess server = GotoProcess.serve(dir)) {
      assertThat(get(server, "0")).isEqualTo("http://example.com/");
    }
    try (GotoProcess program = GotoProcess.start(dir, "verify")) {
      assertThat(program.exitCode()).isZero();
      assertThat(program.out().all().getLast()).contains("sound; 1 links");
    }
  }

  @Test
  void aFileOfNoKnownFormatIsOneLine() throws Exception {
    try (GotoProcess program = importing("no links in here\n")) {
      assertThat(refusal(program)).contains("links.json");
    }
  }

  @Test
  void refusedRowsAreNamedAndTheImportStillSucceeds() throws Exception {
    try (GotoProcess program =
        importing(JSON + "{\"Key\":\"bad\",\"URL\":\"javascript:alert(1)\"}\n")) {
      assertThat(program.exitCode()).isZero();
      assertThat(program.out().all())
          .containsExactly("links.json: 1 links added, 0 already there, 1 refused");
      assertThat(program.err().all()).anyMatch(line -> line.contains("bad"));
    }
  }

  @Test
  void underAHostForOthersAddingTakesASecretByDefault() throws Exception {
    try (GotoProcess server = GotoProcess.serve(dir, "-host", "go.example");
        GotoProcess client =
            GotoProcess.start(dir, "add", "http://example.com/", "-host", server.address())) {
      assertThat(refusal(client)).contains("takes a secret");
      assertThat(server.terminate().exitCode()).isZero();
    }
  }

  /** Makes a link, ends the server by a signal, and returns the link's code. */
  private String restart(String signal) throws Exception {
    try (GotoProcess server = GotoProcess.serve(dir);
        GotoProcess client =
            GotoProcess.start(dir, "add", "http://example.com/a?b=c", "-host", server.address())) {
      assertThat(client.exitCode()).isZero();
      String shortUrl = client.out().all().getFirst();
      assertThat(shortUrl).startsWith("http://localhost:3000/");
      int code = server.signal(signal).exitCode();
      assertThat(code == 0).isEqualTo(!signal.equals("KILL"));
      return shortUrl.substring(shortUrl.lastIndexOf('/') + 1);
    }
  }

  private String get(GotoProcess server, String code) throws Exception {
    try (GotoProcess client = GotoProcess.start(dir, "get", code, "-host", server.address())) {
      assertThat(client.exitCode()).isZero();
      return client.out().all().getFirst();
    }
  }

  private static X509Bundle certificate() throws Exception {
    return new CertificateBuilder()
        .subject("CN=localhost")
        .addSanIpAddress("127.0.0.1")
        .setIsCertificateAuthority(true)
        .ecp256()
        .buildSelfSigned();
  }

  private void write(X509Bundle certificate) throws IOException {
    Files.writeString(dir.resolve("cert.pem"), certificate.getCertificatePathPEM());
    Files.writeString(dir.resolve("key.pem"), certificate.getPrivateKeyPEM());
  }

  private static String[] tls(String... more) {
    List<String> words = new ArrayList<>(List.of(more));
    words.addAll(List.of("-https", "127.0.0.1:0", "-tls-cert", "cert.pem", "-tls-key", "key.pem"));
    words.addAll(List.of("-host", "https://localhost:1"));
    return words.toArray(String[]::new);
  }

  /** Makes a link, and returns its code. */
  private String linkOn(GotoProcess server) throws Exception {
    try (GotoProcess client =
        GotoProcess.start(dir, "add", "http://example.com/", "-host", server.address())) {
      assertThat(client.exitCode()).isZero();
      String shortUrl = client.out().all().getFirst();
      return shortUrl.substring(shortUrl.lastIndexOf('/') + 1);
    }
  }

  private static String address(String line) {
    return line.substring(line.lastIndexOf(' ') + 1);
  }

  private static int tlsStatus(String address, X509Bundle trusted, String code) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trusted.toTrustManagerFactory().getTrustManagers(), null);
    URI uri = URI.create("https://" + address + "/" + code);
    try (HttpClient http = HttpClient.newBuilder().sslContext(context).build()) {
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static int status(GotoProcess server, String code) throws Exception {
    return status(server.address(), code);
  }

  private static int status(String address, String code) throws Exception {
    URI uri = URI.create("http://" + address + "/" + code);
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private GotoProcess importing(String rows) throws IOException {
    Files.writeString(dir.resolve("links.json"), rows);
    return GotoProcess.start(dir, "import", "links.json");
  }

  /** The one line with which a program gave up. */
  private static String refusal(GotoProcess program) throws InterruptedException {
    assertThat(program.exitCode()).isEqualTo(Main.FAILED);
    assertThat(program.out().all()).isEmpty();
    assertThat(program.err().all()).noneMatch(line -> line.startsWith("\tat "));
    List<String> lines =
        program.err().all().stream().filter(line -> line.startsWith("goto: ")).toList();
    assertThat(lines).hasSize(1);
    return lines.getFirst();
  }
}
