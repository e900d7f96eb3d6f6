package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.http.RawClient.Response;
import gotourl.support.LogLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What TLS adds: versions, the certificate and its change, and two ends where it knows one. */
@ParameterizedClass
@EnumSource(names = {"BORINGSSL", "JDK_TLS"})
class TlsTest {

  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofHours(1);

  private static final String TARGET = "https://example.org/";

  /**
   * A record of a handshake, and in it a ClientHello of TLS 1.0 or 1.1 that knows nothing newer.
   */
  private static final String OLD_HELLO =
      "160301003b01000037%s"
          + "00".repeat(32)
          + "000008c009c013002f00350100"
          + "0008000a000400020017";

  @Parameter Over over = Over.PLAIN;

  @BeforeEach
  void begin() {
    over.begin();
  }

  @AfterEach
  void end() {
    Over.end();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void twoVersionsAreSpoken(String version) throws IOException {
    try (TestServer server = server();
        SSLSocket socket = socket(server)) {
      socket.setEnabledProtocols(new String[] {version});
      RawClient client = new RawClient(socket);
      client.send(TestServer.request("GET", "/go"));
      assertThat(client.read().one("Location")).isEqualTo(TARGET);
      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0301", "0302"})
  void olderVersionsAreRefusedByAnAlert(String version) throws IOException {
    try (TestServer server = server();
        Socket socket = RawClient.connect(server.address())) {
      byte[] hello = HexFormat.of().parseHex(OLD_HELLO.formatted(version));
      hello[4] = (byte) (hello.length - 5);
      hello[8] = (byte) (hello.length - 9);
      socket.getOutputStream().write(hello);
      byte[] answer = socket.getInputStream().readAllBytes();
      // alert, version, length 2, fatal, protocol_version
      assertThat(HexFormat.of().formatHex(answer)).matches("15030[1-3]00020246");
    }
  }

  @Test
  void http11IsSpokenToWhoeverOffersNothingNewer() throws IOException {
    try (TestServer server = server()) {
      assertThat(chosen(server, "http/1.1")).isEqualTo("http/1.1");
      assertThat(chosen(server)).isEmpty();
    }
  }

  @Test
  void http2IsSpokenToWhoeverOffersIt() throws Exception {
    TestServer.Listening hsts = new TestServer.Listening(null, null, 31_536_000, TestServer.BASE);
    try (TestServer server = linked(new TestServer(TestServer.Setup.USUAL.listening(hsts)));
        HttpClient client =
            HttpClient.newBuilder().sslContext(TestCertificate.LOCALHOST.client()).build()) {
      int port = server.address().getPort();
      for (String path : List.of("go", "no-such-link", "add")) {
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/" + path))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.statusCode())
            .isEqualTo(Map.of("go", 302, "no-such-link", 404, "add", 200).get(path));
        assertThat(answer.headers().allValues("strict-transport-security"))
            .containsExactly("max-age=31536000");
      }
    }
  }

  private static String chosen(TestServer server, String... offered) throws IOException {
    try (SSLSocket socket = socket(server)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(offered);
      socket.setSSLParameters(parameters);
      RawClient client = new RawClient(socket);
      client.send(TestServer.request("GET", "/go"));
      assertThat(client.read().status()).isEqualTo(302);
      return socket.getApplicationProtocol();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aSessionIsTakenUpAgain(String version) throws IOException {
    SSLContext known = TestCertificate.LOCALHOST.client();
    try (TestServer server = server()) {
      long begun = sessionBegun(server, known, version);
      while (System.currentTimeMillis() == begun) {
        Thread.onSpinWait();
      }
      assertThat(sessionBegun(server, known, version)).isEqualTo(begun);
      assertThat(sessionBegun(server, TestCertificate.LOCALHOST.client(), version))
          .isNotEqualTo(begun);
    }
  }

  @Test
  void aNewCertificateDoesNotEndOldSessions() throws IOException {
    if (over == Over.JDK_TLS) {
      return; // The JDK's sessions are a context's own.
    }
    SSLContext known = TestCertificate.LOCALHOST.client();
    try (TestServer server = server()) {
      long begun = sessionBegun(server, known, "TLSv1.3");
      server.server().reloadCertificate();
      assertThat(sessionBegun(server, known, "TLSv1.3")).isEqualTo(begun);
    }
  }

  private static long sessionBegun(TestServer server, SSLContext context, String version)
      throws IOException {
    try (SSLSocket socket = RawClient.tls(RawClient.connect(server.address()), context)) {
      socket.setEnabledProtocols(new String[] {version});
      RawClient client = new RawClient(socket);
      client.send(TestServer.request("GET", "/go"));
      // The ticket comes before the answer.
      assertThat(client.read().status()).isEqualTo(302);
      return socket.getSession().getCreationTime();
    }
  }

  @Test
  void aNewCertificateIsForNewConnections() throws Exception {
    CertificateFiles files = TestCertificate.LOCALHOST.files();
    TestCertificate next = TestCertificate.of(TestCertificate.usual());
    try (LogLines _ = LogLines.of(Certificate.class);
        TestServer server = server(files);
        RawClient old = server.connect()) {
      old.send(TestServer.request("GET", "/go"));
      assertThat(old.read().status()).isEqualTo(302);
      next.write(files);
      server.server().reloadCertificate();
      old.send(TestServer.request("GET", "/go"));
      assertThat(old.read().status()).isEqualTo(302);
      try (RawClient client = new RawClient(server.address(), next.client())) {
        client.send(TestServer.request("GET", "/go"));
        assertThat(client.read().status()).isEqualTo(302);
      }
      try (RawClient client = server.connect()) {
        assertThatThrownBy(() -> client.send("GET")).isInstanceOf(SSLException.class);
      }
    }
  }

  @Test
  void aPairThatIsOfNoUseLeavesTheOldOneInForce() throws Exception {
    CertificateFiles files = TestCertificate.LOCALHOST.files();
    try (LogLines log = LogLines.of(Certificate.class);
        TestServer server = server(files)) {
      Files.writeString(
          files.chain(),
          TestCertificate.of(TestCertificate.usual()).bundle().getCertificatePathPEM());
      server.server().reloadCertificate();
      assertThat(server.get("/go").status()).isEqualTo(302);
      assertThat(log.lines().getLast())
          .startsWith("the old certificate stays in force: ")
          .contains("does not fit", files.chain().toString(), files.privateKey().toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "16", "16030100c8010000c40303"})
  void aHandshakeThatDoesNotEndIsEnded(String begun) throws IOException {
    Limits limits = SlowClientTest.limits(SHORT, LONG, LONG, LONG, 1_000);
    try (TestServer server = new TestServer(TestServer.Setup.USUAL.limits(limits));
        Socket socket = RawClient.connect(server.address())) {
      socket.getOutputStream().write(HexFormat.of().parseHex(begun));
      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    }
  }

  @Test
  void aHandshakeThatHasNotEndedDoesNotHoldUpTheStop() throws IOException {
    try (TestServer server = server();
        Socket socket = RawClient.connect(server.address())) {
      socket.getOutputStream().write(HexFormat.of().parseHex("16030100c8010000c40303"));
      server.server().drain(LONG);
      try {
        assertThat(socket.getInputStream().readAllBytes()).isEmpty();
      } catch (SocketException reset) {
        // The stop came before the bytes were read, and nobody was owed an answer.
        assertThat(reset).hasMessageContaining("reset");
      }
    }
  }

  @Test
  void plainHttpOnThePortForTlsIsToldSo() throws IOException {
    try (LogLines connections = LogLines.of(Connection.class);
        LogLines handshakes = LogLines.of(Handshake.class);
        TestServer server = server()) {
      try (RawClient client = new RawClient(server.address())) {
        client.send(TestServer.request("GET", "/go").repeat(2));
        Response response = client.read();
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).contains("https://");
        assertThat(response.one("Connection")).isEqualTo("close");
        assertThat(response.all("Location")).isEmpty();
        assertThat(client.readToEnd()).isEmpty();
      }
      try (RawClient client = new RawClient(server.address())) {
        client.send("\0\1\2\r\n\r\n");
        assertThat(client.read().status()).isEqualTo(400);
        assertThat(client.readToEnd()).isEmpty();
      }
      assertThat(connections.lines()).isEmpty();
      assertThat(handshakes.lines()).isEmpty();
    }
  }

  @Test
  void whatIsNoTlsAfterAllIsNoEvent() throws IOException {
    try (LogLines connections = LogLines.of(Connection.class);
        LogLines handshakes = LogLines.of(Handshake.class);
        TestServer server = server()) {
      for (String bytes : List.of("16ffff0004deadbeef", "160301000401000000", "1603010000")) {
        try (Socket socket = RawClient.connect(server.address())) {
          socket.getOutputStream().write(HexFormat.of().parseHex(bytes));
          socket.shutdownOutput();
          int first = socket.getInputStream().read();
          assertThat(first).as(bytes).isIn(-1, 21);
        }
      }
      try (SSLSocket socket = socket(server)) {
        socket.startHandshake();
      }
      Corked under = new Corked(server);
      try (SSLSocket socket = RawClient.tls(under, TestCertificate.LOCALHOST.client())) {
        socket.startHandshake();
        under.writeUnder(HexFormat.of().parseHex("1703030014" + "00".repeat(20)));
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SSLException.class);
      }
      assertThat(server.get("/go").status()).isEqualTo(302);
      assertThat(connections.lines()).isEmpty();
      assertThat(handshakes.lines()).isEmpty();
    }
  }

  @Test
  void tlsOnAPortForPlainHttpIsMalformed() throws IOException {
    Over.PLAIN.begin();
    try (TestServer server = server();
        RawClient client = server.connect()) {
      client.send("\u0016\u0003\u0001\u0000\u00c8\u0001\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(400);
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void requestsAndTheClientsEndInOneSegmentAreAnswered() throws IOException {
    try (TestServer server = server()) {
      Corked under = new Corked(server);
      try (SSLSocket socket = RawClient.tls(under, TestCertificate.LOCALHOST.client())) {
        RawClient client = new RawClient(socket);
        socket.startHandshake();
        under.cork();
        client.send(TestServer.request("GET", "/go").repeat(3));
        client.endOutput();
        under.uncork();
        under.end();
        for (int i = 0; i < 3; i++) {
          assertThat(client.read().status()).isEqualTo(302);
        }
        assertThat(client.readToEnd()).isEmpty();
      }
    }
  }

  @Test
  void anAnswerThatComesAfterTheClientsEndStillArrives() throws Exception {
    HeldAdds adds = new HeldAdds();
    try (TestServer server = new TestServer(adds.setup())) {
      Corked under = new Corked(server);
      try (SSLSocket socket = RawClient.tls(under, TestCertificate.LOCALHOST.client())) {
        RawClient client = new RawClient(socket);
        socket.startHandshake();
        under.cork();
        client.send(TestServer.request("GET", "/add?url=https://e.example/").repeat(2));
        client.endOutput();
        under.uncork();
        adds.take().run();
        adds.take().run();
        assertThat(client.read().body()).isEqualTo("http://goto.example/0");
        assertThat(client.read().body()).isEqualTo("http://goto.example/1");
        assertThat(client.readToEnd()).isEmpty();
      }
    }
  }

  @Test
  void aClientThatShutsOnlyItsSocketStillGetsItsAnswersAndTheEndOfTls() throws Exception {
    HeldAdds adds = new HeldAdds();
    try (TestServer server = new TestServer(adds.setup())) {
      Socket under = RawClient.connect(server.address());
      try (SSLSocket socket = RawClient.tls(under, TestCertificate.LOCALHOST.client())) {
        RawClient client = new RawClient(socket);
        client.send(TestServer.request("GET", "/add?url=https://e.example/"));
        under.shutdownOutput();
        adds.take().run();
        assertThat(client.read().body()).isEqualTo("http://goto.example/0");
        assertThat(client.readToEnd()).isEmpty();
      }
    }
  }

  @Test
  void tlsSaysItsOwnEndBeforeTheSocketDoes() throws IOException {
    try (TestServer server = server();
        RawClient client = server.connect()) {
      client.send(TestServer.request("GET", "/go", "Connection: close"));
      assertThat(client.read().status()).isEqualTo(302);
      // Without close_notify this throws: the tests' JDK is told to insist on it.
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void whatComesAfterOurEndIsNotReadAndNoReset() throws IOException {
    try (TestServer server = server();
        RawClient client = server.connect()) {
      client.send("BAD\r\n\r\n" + "x".repeat(500_000));
      assertThat(client.read().status()).isEqualTo(400);
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void everyAnswerOverTlsTellsBrowsersToKeepToIt() throws IOException {
    TestServer.Listening hsts = new TestServer.Listening(null, null, 31_536_000, TestServer.BASE);
    try (TestServer server = new TestServer(TestServer.Setup.USUAL.listening(hsts))) {
      server.link("go", TARGET);
      for (String request :
          List.of(
              TestServer.request("GET", "/go"),
              TestServer.request("HEAD", "/go"),
              TestServer.request("GET", "/go?query"),
              TestServer.request("GET", "/none"),
              TestServer.request("GET", "/add"),
              TestServer.request("GET", "/-/goto.css"),
              "GET /go\r\n\r\n")) {
        assertThat(server.ask(request).one("Strict-Transport-Security"))
            .as(request)
            .isEqualTo("max-age=31536000");
      }
      try (RawClient plain = new RawClient(server.address())) {
        plain.send(TestServer.request("GET", "/go"));
        assertThat(plain.read().all("Strict-Transport-Security")).isEmpty();
      }
    }
    try (TestServer silent = server()) {
      assertThat(silent.get("/go").all("Strict-Transport-Security")).isEmpty();
    }
  }

  private static TestServer server() {
    return linked(new TestServer());
  }

  private static TestServer server(CertificateFiles files) {
    TestServer.Listening listening = new TestServer.Listening(null, files, 0, TestServer.BASE);
    return linked(new TestServer(TestServer.Setup.USUAL.listening(listening)));
  }

  private static TestServer linked(TestServer server) {
    server.link("go", TARGET);
    return server;
  }

  private static SSLSocket socket(TestServer server) throws IOException {
    return RawClient.tls(RawClient.connect(server.address()), TestCertificate.LOCALHOST.client());
  }

  /** A socket that gathers what is written, so that it arrives in one piece. */
  private static final class Corked extends Socket {

    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private boolean corked;
    private boolean ended;

    Corked(TestServer server) throws IOException {
      connect(server.address());
      setSoTimeout(20_000);
    }

    void cork() {
      corked = true;
    }

    void uncork() throws IOException {
      corked = false;
      writeUnder(gathered.toByteArray());
    }

    /** Ends the socket too, if TLS has meant to. */
    void end() throws IOException {
      if (ended) {
        super.shutdownOutput();
      }
    }

    @Override
    public void shutdownOutput() throws IOException {
      ended = true;
      if (!corked) {
        super.shutdownOutput();
      }
    }

    void writeUnder(byte[] bytes) throws IOException {
      super.getOutputStream().write(bytes);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return super.getInputStream();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      OutputStream under = super.getOutputStream();
      return new OutputStream() {
        @Override
        public void write(int b) throws IOException {
          write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          (corked ? gathered : under).write(bytes, offset, length);
        }
      };
    }
  }
}
