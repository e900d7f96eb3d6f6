package gotourl.config;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.CertificateFiles;
import gotourl.http.HttpServer;
import gotourl.http.Listener;
import gotourl.http.Listener.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings of listeners, and those that make sense only together. */
class ListeningTest {

  private static final Map<Setting, String> TLS =
      Map.of(Setting.HTTPS, ":443", Setting.TLS_CERT, "c.pem", Setting.TLS_KEY, "k.pem");

  @Test
  void addressesMayBeSeveralSeparatedByCommas() {
    assertThat(valid(Map.of(Setting.HTTP, ":1, [::1]:2,unix:a.sock"), Map.of()).listeners())
        .containsExactly(
            listener(Kind.PLAIN, ":1"),
            listener(Kind.PLAIN, "[::1]:2"),
            listener(Kind.PLAIN, "unix:a.sock"));
    assertThat(valid(Map.of(), Map.of("GOTO_HTTP", ":1,:2")).listeners())
        .containsExactly(listener(Kind.PLAIN, ":1"), listener(Kind.PLAIN, ":2"));
  }

  @Test
  void eachWrongAddressIsNamedByItself() {
    assertThat(mistakes(Map.of(Setting.HTTP, ":x,:1,y,")))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("-http: \":x\" "),
            line -> assertThat(line).startsWith("-http: \"y\" "),
            line -> assertThat(line).startsWith("-http: \"\" "));
  }

  @Test
  void allKindsOfListenersStandBesideEachOther() {
    HttpServer.Options options =
        valid(
            with(
                TLS,
                Map.of(
                    Setting.HTTP, ":3000",
                    Setting.HTTPS_REDIRECT, ":80",
                    Setting.HOST, "https://go.example",
                    Setting.HSTS, "600")),
            Map.of());
    assertThat(options.listeners())
        .containsExactly(
            listener(Kind.PLAIN, ":3000"),
            listener(Kind.TLS, ":443"),
            listener(Kind.TO_HTTPS, ":80"));
    assertThat(options.certificate())
        .isEqualTo(new CertificateFiles(Path.of("c.pem"), Path.of("k.pem")));
    assertThat(options.hstsSeconds()).isEqualTo(600);
  }

  @Test
  void theDefaultOfPlainHttpGoesWhereHttpsIsNamed() {
    assertThat(valid(TLS, Map.of()).listeners()).containsExactly(listener(Kind.TLS, ":443"));
    assertThat(
            valid(Map.of(Setting.HTTPS_REDIRECT, ":80", Setting.HOST, "go.example"), Map.of())
                .listeners())
        .containsExactly(listener(Kind.TO_HTTPS, ":80"));
    assertThat(valid(Map.of(Setting.HTTPS, ""), Map.of()).listeners())
        .containsExactly(listener(Kind.PLAIN, ":3000"));
  }

  @Test
  void tlsNeedsACertificateAndItsKey() {
    assertThat(mistakes(Map.of(Setting.HTTPS, ":443")))
        .containsExactly("-https: needs -tls-cert", "-https: needs -tls-key");
    assertThat(mistakes(Map.of(Setting.HTTPS, ":443", Setting.TLS_KEY, "k")))
        .containsExactly("-https: needs -tls-cert");
  }

  @Test
  void whatIsOfUseOnlyWithTlsIsAMistakeWithout() {
    assertThat(mistakes(Map.of(Setting.TLS_CERT, "c", Setting.TLS_KEY, "k", Setting.HSTS, "1")))
        .hasSize(3)
        .allMatch(line -> line.contains("-https"));
    assertThat(valid(Map.of(Setting.HSTS, "0"), Map.of()).hstsSeconds()).isZero();
  }

  @Test
  void leadingToHttpsNeedsAHostThatHasIt() {
    assertThat(mistakes(Map.of(Setting.HTTPS_REDIRECT, ":80")))
        .containsExactly(
            "-https-redirect: leads to what -host names, but localhost:3000 names the port of plain"
                + " HTTP; name that of https, as in https://localhost");
  }

  static Listener listener(Kind kind, String address) {
    try {
      return new Listener(kind, ListenAddress.parse(address));
    } catch (Mistake mistake) {
      throw new AssertionError(mistake);
    }
  }

  private static Map<Setting, String> with(Map<Setting, String> some, Map<Setting, String> others) {
    Map<Setting, String> all = new java.util.HashMap<>(some);
    all.putAll(others);
    return all;
  }

  private static HttpServer.Options valid(
      Map<Setting, String> flags, Map<String, String> environment) {
    Configuration.Loaded loaded = Configuration.load(flags, environment);
    assertThat(loaded).isInstanceOf(Configuration.Valid.class);
    return ((Configuration.Valid) loaded).configuration().http();
  }

  private static List<String> mistakes(Map<Setting, String> flags) {
    Configuration.Loaded loaded = Configuration.load(flags, Map.of());
    assertThat(loaded).isInstanceOf(Configuration.Invalid.class);
    return ((Configuration.Invalid) loaded).mistakes();
  }
}
