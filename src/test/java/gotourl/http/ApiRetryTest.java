package gotourl.http;

import static gotourl.http.ApiClient.LINKS;
import static gotourl.http.ApiClient.ROWS;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Scope;
import gotourl.http.ApiClient.Told;
import gotourl.http.TestServer.Setup;
import gotourl.link.LinkStore.Reuse;
import gotourl.link.LinkStore.Unsaved;
import gotourl.support.KnownSecrets;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A link that is asked for twice: by mistake, or because an equal one will do. */
class ApiRetryTest {

  private static final String BODY = "{\"longUrl\":\"https://example.org/a\"}";
  private static final String OTHER = "{\"longUrl\":\"https://example.org/b\"}";
  private static final String KEY = "Idempotency-Key: 8e03978e-40d5-43dd-bc93-6894a57f9324";

  private final KnownSecrets secrets = new KnownSecrets();
  private TestServer server = new TestServer(Setup.USUAL, secrets);
  private ApiClient client = new ApiClient(server, secrets.of(Scope.ADMIN));

  ApiRetryTest() throws IOException {}

  @AfterEach
  void close() {
    server.close();
  }

  // Retries.

  @Test
  void askingAgainIsAnsweredAsBeforeAndMakesNoSecondLink() throws IOException {
    Told first = client.post(BODY, KEY);
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.header("Idempotent-Replayed")).isEmpty();
    Told again = client.post(BODY, KEY);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(server.store().size()).isEqualTo(1);
    assertThat(client.post(BODY).json()).isNotEqualTo(first.json());
  }

  @Test
  void alsoAfterTheLinkWasEdited() throws IOException {
    Told first = client.post(BODY, KEY);
    client.patch(first.header("Location"), OTHER);
    assertThat(client.post(BODY, KEY).json()).isEqualTo(first.json());
  }

  @Test
  void theSameKeyWithAnotherBodyIsAMistake() throws IOException {
    client.post(BODY, KEY);
    assertThat(client.post(OTHER, KEY).problem()).isEqualTo("retry-key-reused");
    assertThat(
            client
                .send("POST", LINKS + "?reuse=true", BODY, "Content-Type: application/json", KEY)
                .status())
        .isEqualTo(422);
    assertThat(server.store().size()).isEqualTo(1);
  }

  @Test
  void keysOfOthersAreOthers() throws IOException {
    client.post(BODY, KEY);
    ApiClient other = new ApiClient(server, secrets.of(Scope.CREATE, Scope.READ));
    assertThat(other.post(OTHER, KEY).status()).isEqualTo(201);
    assertThat(server.store().size()).isEqualTo(2);
  }

  @Test
  void whatCameToNothingMayBeAskedForAgain() throws IOException {
    server.store().refuseWith(new Unsaved(Unsaved.Cause.DISK, Duration.ofSeconds(1)));
    assertThat(client.post(BODY, KEY).status()).isEqualTo(503);
    server.store().refuseWith(null);
    assertThat(client.post("{\"longUrl\":\"x\"}", KEY).status()).isEqualTo(422);
    assertThat(client.post(BODY, KEY).status()).isEqualTo(201);
  }

  @Test
  void aLinkThatIsThereNoMoreIsNotMadeAgain() throws IOException {
    Told first = client.post(BODY, KEY);
    client.delete(first.header("Location") + "?release=true");
    assertThat(client.post(BODY, KEY).problem()).isEqualTo("retry-gone");
    assertThat(server.store().size()).isZero();
  }

  @Test
  void whileItIsInHandAskingAgainIsAConflict() throws Exception {
    server.close();
    HeldAdds adds = new HeldAdds();
    server = new TestServer(adds.setup(), secrets);
    client = new ApiClient(server, secrets.of(Scope.ADMIN));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Told> first = threads.submit(() -> client.post(BODY, KEY));
      Runnable add = adds.take();
      Told second = client.post(BODY, KEY);
      assertThat(second.problem()).isEqualTo("retry-in-hand");
      assertThat(second.header("Retry-After")).isEqualTo("1");
      add.run();
      assertThat(first.get().status()).isEqualTo(201);
      assertThat(client.post(BODY, KEY).json()).isEqualTo(first.get().json());
    }
  }

  @Test
  void aKeyIsOfVisibleCharacters() throws IOException {
    assertThat(client.post(BODY, "Idempotency-Key: a b").problem()).isEqualTo("malformed");
    assertThat(client.post(BODY, "Idempotency-Key: " + "k".repeat(255)).status()).isEqualTo(201);
    assertThat(client.post(BODY, "Idempotency-Key: " + "k".repeat(256)).status()).isEqualTo(400);
  }

  @Test
  void rowsHaveNoKey() throws IOException {
    Told told = client.send("POST", LINKS, BODY, "Content-Type: " + ROWS, KEY);
    assertThat(told.problem()).isEqualTo("malformed");
    assertThat(server.store().size()).isZero();
  }

  // Reuse.

  private Told reuse(String body) throws IOException {
    return client.send("POST", LINKS + "?reuse=true", body, "Content-Type: application/json");
  }

  @Test
  void anEqualLinkWillDo() throws IOException {
    Told made = client.post(BODY);
    Told again = reuse(BODY);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(made.json());
    assertThat(again.header("Location")).isEqualTo(made.header("Location"));
    assertThat(reuse("{\"longUrl\":\"HTTPS://EXAMPLE.org/a\"}").json()).isEqualTo(made.json());
    assertThat(reuse("{\"longUrl\":\"https://example.org/a\",\"title\":\"A\"}").status())
        .isEqualTo(201);
    assertThat(
            client
                .send("POST", LINKS + "?reuse=false", BODY, "Content-Type: application/json")
                .status())
        .isEqualTo(201);
  }

  @Test
  void underAChosenCodeOnlyThatLinkWillDo() throws IOException {
    client.post("{\"longUrl\":\"https://example.org/a\",\"shortCode\":\"a\"}");
    assertThat(reuse("{\"longUrl\":\"https://example.org/a\",\"shortCode\":\"a\"}").status())
        .isEqualTo(200);
    assertThat(reuse("{\"longUrl\":\"https://example.org/a\",\"shortCode\":\"b\"}").status())
        .isEqualTo(201);
    assertThat(reuse("{\"longUrl\":\"https://example.org/b\",\"shortCode\":\"a\"}").problem())
        .isEqualTo("code-taken");
  }

  @Test
  void whatIsReusedDoesNotCountForAQuota() throws IOException {
    client.post(BODY);
    ApiClient limited = new ApiClient(server, secrets.limited(1, Scope.CREATE));
    for (int i = 0; i < 3; i++) {
      assertThat(
              limited
                  .send("POST", LINKS + "?reuse=true", BODY, "Content-Type: application/json")
                  .status())
          .isEqualTo(200);
    }
    assertThat(limited.post(BODY).status()).isEqualTo(201);
  }

  @Test
  void rowsAreReusedOneByOne() throws IOException {
    Told told =
        client.send(
            "POST",
            LINKS + "?reuse=true",
            BODY + "\n" + BODY + "\n" + OTHER,
            "Content-Type: " + ROWS);
    assertThat(told.rows()).extracting(row -> row.get("status")).containsExactly(201L, 200L, 201L);
    assertThat(told.rows().get(1).get("shortCode")).isEqualTo(told.rows().get(0).get("shortCode"));
  }

  @Test
  void withoutAnIndexItCannotBe() throws IOException {
    server.store().reuse(Reuse.OFF);
    assertThat(reuse(BODY).problem()).isEqualTo("refused");
    assertThat(reuse(BODY).errors().getFirst()).startsWith("reuse: needs").contains("-reuse-index");
    server.store().reuse(Reuse.FILLING);
    Told busy = reuse(BODY);
    assertThat(busy.problem()).isEqualTo("busy");
    assertThat(busy.header("Retry-After")).isEqualTo("5");
  }

  @Test
  void whatElseAQueryHasIsAFault() throws IOException {
    for (String query : new String[] {"reuse=1", "reuse=true&reuse=true", "x=1", "reuse"}) {
      assertThat(
              client
                  .send("POST", LINKS + "?" + query, BODY, "Content-Type: application/json")
                  .problem())
          .as(query)
          .isEqualTo("invalid");
    }
  }
}
