package gotourl.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.RawClient.Response;
import gotourl.link.About;
import gotourl.link.Domain;
import gotourl.link.Domains;
import gotourl.link.Draft;
import gotourl.link.Fallbacks;
import gotourl.link.Key;
import gotourl.link.LinkFilter;
import gotourl.link.LinkStore;
import gotourl.link.NamedDomain;
import gotourl.link.Terms;
import gotourl.link.UrlPolicy;
import gotourl.support.MemoryCredentials;
import gotourl.support.NginxProcess;
import gotourl.support.Seed;
import gotourl.transfer.ExportForm;
import gotourl.transfer.ExportOptions;
import gotourl.transfer.Transfer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nginx tells by the map that we export is what we tell, asked in all ways. */
@Tag("nginx")
class NginxAnswersTest {

  private static final int LINKS = 10_000;

  private static final UrlPolicy POLICY =
      new UrlPolicy(new UrlPolicy.Options(TestServer.BASE, Set.of("mailto")));

  private static final int[] STATUSES = {Terms.SERVERS_STATUS, 301, 302, 303, 307, 308};

  /** Letters that make twins, what nginx has a meaning for, and what is more than one byte. */
  private static final List<String> CODE_PARTS =
      List.of(
          "a",
          "A",
          "b",
          "B",
          "ab",
          "Ab",
          "0",
          "é",
          "É",
          "é",
          "ß",
          "😀",
          "ſ",
          "K",
          "Å",
          "$",
          "$a",
          "${goto_key}",
          "~",
          "~^",
          "'",
          ";",
          "*",
          "(",
          ")",
          ",",
          "=",
          "+",
          "&",
          "!",
          ".",
          "_",
          "-",
          "/",
          "/a",
          "default",
          "include",
          "hostnames",
          "volatile",
          "302");

  private static final List<String> TARGET_PARTS =
      List.of(
          "a",
          "/",
          "?",
          "#",
          "$",
          "$uri",
          "${goto_to}",
          "\"",
          "'",
          "\\",
          ";",
          "{",
          "}",
          "%20",
          "%",
          "&x=1",
          "=",
          "+",
          "|",
          "^",
          "~",
          "é",
          "€",
          ":",
          "@",
          "*",
          "(",
          "<",
          ">",
          "`",
          "//",
          "..");

  @TempDir Path directory;

  private final Random random = new Random(Seed.next("NginxAnswersTest"));
  private final TestServer server = new TestServer();
  private final List<String> unsaid = new ArrayList<>();
  private final List<Domain> domains = new ArrayList<>();

  @AfterEach
  void close() {
    server.close();
  }

  /** A link that nginx answers, and whether it has to give the query on. */
  private record Sample(String host, String code, boolean isAnswered, boolean keepsQuery) {}

  @Test
  void nginxAnswersTenThousandLinksAsWeDo() throws Exception {
    domains.add(server.store().domain());
    domains.add(domain("b.example", false));
    domains.add(domain("folds.example", true));
    List<Sample> samples = new ArrayList<>();
    while (samples.size() < LINKS) {
      Domain domain = domains.get(random.nextInt(10) < 8 ? 0 : 1 + random.nextInt(2));
      String code = code();
      if (Key.parse(domain, code) instanceof Key.Valid(Key key)) {
        Draft draft = draft();
        if (server.store().add(key, draft).toCompletableFuture().join()
            instanceof LinkStore.Saved) {
          samples.add(sample(domain, key, draft));
        }
      }
    }
    try (NginxProcess nginx = nginx();
        RawClient theirs = new RawClient(nginx.address());
        RawClient ours = server.connect()) {
      for (Sample sample : samples) {
        String path = encoded(sample.code(), false);
        compare(sample, path, theirs, ours);
        compare(sample, encoded(sample.code(), true), theirs, ours);
        compare(sample, decomposed(sample.code()), theirs, ours);
        if (sample.keepsQuery()) {
          compare(sample, path + "?x=1&y=%20/../", theirs, ours);
          compare(sample, path + "?", theirs, ours);
        }
        String other = flipped(sample.code());
        if (isFree(other)) {
          compareUnknown(sample.host(), encoded(other, false), theirs, ours);
        }
        compareUnknown(sample.host(), path + "/", theirs, ours);
        compareUnknown(sample.host(), "/" + path, theirs, ours);
        compareUnknown(sample.host(), path + "%20", theirs, ours);
        compareUnknown(sample.host(), "/x/.." + path, theirs, ours);
        compareUnknown(sample.host(), "/%2e" + path, theirs, ours);
      }
      assertThat(nginx.log()).isEmpty();
    }
    // Nothing but what is disabled is left out.
    assertThat(unsaid)
        .filteredOn(line -> line.contains("left out"))
        .allMatch(line -> line.endsWith("it is disabled"))
        .hasSize((int) samples.stream().filter(sample -> !sample.isAnswered()).count());
  }

  /** The value of a map is built of what is asked for, too: none of it may come out as a target. */
  @Test
  void noPathIsTakenForALink() throws Exception {
    server.link("a", "https://example.com/");
    try (NginxProcess nginx = nginx();
        RawClient theirs = new RawClient(nginx.address())) {
      for (String path :
          List.of(
              "/a%20/a%20302https://evil.example/",
              "/a%20/a%20302https:evil.example/",
              "/a%20/a%20302%5c%5cevil.example/",
              "/x%20/x%20302%5c/evil.example/",
              "/x%20*%20302%5c/evil.example/",
              "/x%20302https://evil.example/%20/x",
              "/x%0a/x%20302https://evil.example/",
              "/%20302https://evil.example/",
              "/*%20*%20302https://evil.example/",
              "/302https://evil.example/",
              "/a%09302https://evil.example/")) {
        assertThat(ask(theirs, "goto.example", path).status()).as(path).isEqualTo(404);
      }
      assertThat(ask(theirs, "goto.example", "/a").one("Location"))
          .isEqualTo("https://example.com/");
    }
  }

  @Test
  void allTwinsOfACodeAreToldApart() throws Exception {
    for (int bits = 0; bits < 64; bits++) {
      server.link(twin("abcdef", bits), "https://example.com/" + bits);
    }
    try (NginxProcess nginx = nginx();
        RawClient theirs = new RawClient(nginx.address())) {
      for (int bits = 0; bits < 64; bits++) {
        Response response = ask(theirs, "goto.example", "/" + twin("abcdef", bits));
        assertThat(response.one("Location")).isEqualTo("https://example.com/" + bits);
      }
    }
    assertThat(unsaid).isEmpty();
  }

  private static String twin(String code, int bits) {
    StringBuilder twin = new StringBuilder(code);
    for (int i = 0; i < code.length(); i++) {
      if ((bits >> i & 1) != 0) {
        twin.setCharAt(i, Character.toUpperCase(code.charAt(i)));
      }
    }
    return twin.toString();
  }

  private Domain domain(String name, boolean foldsCase) {
    var made =
        server.store().domains().make(name, foldsCase, Fallbacks.NONE).toCompletableFuture().join();
    assertThat(made).isInstanceOf(Domains.Saved.class);
    return server.store().domains().now().named(name).map(NamedDomain::domain).orElseThrow();
  }

  private NginxProcess nginx() throws Exception {
    ByteArrayOutputStream map = new ByteArrayOutputStream();
    new Transfer(server.store(), new MemoryCredentials(), POLICY, TestServer.BASE, 302)
        .exporting(LinkFilter.ALL)
        .run(map, new ExportOptions(ExportForm.NGINX_MAP, false), unsaid::add);
    return NginxProcess.serve(directory, map.toString(UTF_8));
  }

  private String code() {
    if (random.nextInt(100) == 0) {
      int letters = 1 + random.nextInt(Key.CODE_BYTES_MAX);
      String code = random.nextBoolean() ? "$".repeat(letters) : "aB".repeat(letters / 2 + 1);
      return code.substring(0, Math.min(code.length(), letters));
    }
    StringBuilder code = new StringBuilder();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      code.append(CODE_PARTS.get(random.nextInt(CODE_PARTS.size())));
    }
    return code.toString();
  }

  private Draft draft() {
    Terms terms = Terms.NONE;
    if (random.nextBoolean()) {
      terms =
          terms
              .withRedirectStatus(STATUSES[random.nextInt(STATUSES.length)])
              .withForwardsQuery(random.nextBoolean())
              .withEnabled(random.nextInt(10) > 0);
    }
    return new Draft(target(), terms, About.NOTHING, Draft.NOBODY);
  }

  private String target() {
    StringBuilder target = new StringBuilder("https://example.com/");
    int length = random.nextInt(200) == 0 ? UrlPolicy.TARGET_LENGTH_MAX : random.nextInt(60);
    boolean isDollars = random.nextBoolean();
    while (target.length() < length) {
      target.append(
          isDollars && length > 60 ? "$" : TARGET_PARTS.get(random.nextInt(TARGET_PARTS.size())));
    }
    return POLICY.check(target.toString()) instanceof UrlPolicy.Accepted(String accepted)
        ? accepted
        : "https://example.com/";
  }

  private Sample sample(Domain domain, Key key, Draft draft) {
    boolean gives = draft.terms().forwardsQuery();
    boolean hasRoom =
        draft.target().indexOf('?') < 0
            && draft.target().indexOf('#') < 0
            && draft.target().length() < UrlPolicy.TARGET_LENGTH_MAX - 100;
    return new Sample(host(domain), key.code(), draft.terms().enabled(), !gives || hasRoom);
  }

  /** As somebody may write it. */
  private String host(Domain domain) {
    String name =
        server.store().domains().now().of(domain.number()).map(NamedDomain::name).orElseThrow();
    String host = name.equals(Domain.DEFAULT_NAME) ? "goto.example" : name;
    return switch (random.nextInt(4)) {
      case 0 -> host.toUpperCase(Locale.ROOT);
      case 1 -> host + ".:80";
      default -> host;
    };
  }

  private String encoded(String code, boolean all) {
    StringBuilder path = new StringBuilder("/");
    for (byte b : code.getBytes(UTF_8)) {
      if (b < 0 || (all && random.nextBoolean())) {
        String hex = String.format("%%%02x", b);
        path.append(random.nextBoolean() ? hex : hex.toUpperCase(Locale.ROOT));
      } else {
        path.append((char) b);
      }
    }
    return path.toString();
  }

  private String decomposed(String code) {
    return encoded(Normalizer.normalize(code, Normalizer.Form.NFD), false);
  }

  private String flipped(String code) {
    return code.codePoints()
        .mapToObj(c -> {
          String letter = Character.toString(c);
          boolean isAscii = c < 0x80 && random.nextBoolean();
          return !isAscii
              ? letter
              : Character.isUpperCase(c)
                  ? letter.toLowerCase(Locale.ROOT)
                  : letter.toUpperCase(Locale.ROOT);
        })
        .collect(Collectors.joining());
  }

  /** Whether it does not belong to the server itself. */
  private boolean isFree(String code) {
    return Key.parse(domains.getFirst(), code) instanceof Key.Valid;
  }

  private static void compare(Sample sample, String path, RawClient theirs, RawClient ours)
      throws IOException {
    Response expected = ask(ours, sample.host(), path);
    assertThat(expected.status() == 404).as(path).isNotEqualTo(sample.isAnswered());
    compareWith(expected, sample.host(), path, theirs);
  }

  private static void compareUnknown(String host, String path, RawClient theirs, RawClient ours)
      throws IOException {
    compareWith(ask(ours, host, path), host, path, theirs);
  }

  private static void compareWith(Response expected, String host, String path, RawClient theirs)
      throws IOException {
    Response told = ask(theirs, host, path);
    assertThat(told.status()).as("%s at %s", path, host).isEqualTo(expected.status());
    assertThat(told.all("Location")).as("%s at %s", path, host).isEqualTo(expected.all("Location"));
  }

  private static Response ask(RawClient client, String host, String path) throws IOException {
    client.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    return client.read();
  }
}
