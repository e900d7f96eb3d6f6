package gotourl.crash;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.GotoProcess;
import gotourl.support.Seed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sixty-four clients race for the last visits of limited links, and the server is killed ({@code
 * kill -9}) as soon as some of them are let through, again and again on the same data: never is one
 * client too many let through. 50 races in the quick run, 1,000 in the long one.
 */
@Tag("process")
class LastVisitTest {

  private static final int CLIENTS = 64;
  private static final int RACES_A_LIFE = 5;
  private static final int VISITS_MAX = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A robot would pay for nothing. */
  private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0";

  @TempDir Path dir;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Random random = new Random(Seed.next("LastVisitTest"));

  /** How often each link may be followed, by code. */
  private final Map<String, Integer> limits = new TreeMap<>();

  /** How often each was. */
  private final Map<String, Integer> followed = new ConcurrentHashMap<>();

  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

  @Test
  void neverIsOneTooManyLetThrough() throws Exception {
    int lives = Seed.rounds(50, 1_000) / RACES_A_LIFE;
    for (int life = 0; life < lives; life++) {
      List<String> codes = new ArrayList<>();
      try (GotoProcess server = GotoProcess.serve(dir)) {
        for (int race = 0; race < RACES_A_LIFE; race++) {
          codes.add(add(server.address(), 1 + random.nextInt(VISITS_MAX)));
        }
        race(server, codes);
      }
      assertNoneTooMany();
    }
    int granted = followed.values().stream().mapToInt(Integer::intValue).sum();
    try (GotoProcess server = GotoProcess.serve(dir)) {
      for (String code : limits.keySet()) {
        while (follow(server.address(), code) == 302) {
          // What the kills have left.
        }
        assertThat(follow(server.address(), code)).as(code).isEqualTo(404);
      }
      assertNoneTooMany();
      assertThat(server.terminate().exitCode()).isZero();
    }
    try (GotoProcess verify = GotoProcess.start(dir, "verify")) {
      assertThat(verify.exitCode()).isZero();
    }
    int all = limits.values().stream().mapToInt(Integer::intValue).sum();
    System.out.println(
        "LastVisitTest: "
            + lives
            + " kills, "
            + limits.size()
            + " races for "
            + all
            + " visits, "
            + granted
            + " granted while racing");
    // Else most kills would come when nobody races any more, or not yet.
    assertThat(granted).as("of " + all).isBetween(all / 4, all - 1);
  }

  private void race(GotoProcess server, List<String> codes) throws Exception {
    String address = server.address();
    CountDownLatch start = new CountDownLatch(1);
    int all = codes.stream().mapToInt(limits::get).sum();
    CountDownLatch letThrough = new CountDownLatch(1 + random.nextInt(all));
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  start.await();
                  for (String code : codes) {
                    if (follow(address, code) == 302) {
                      letThrough.countDown();
                    }
                  }
                } catch (IOException killed) {
                  assertThat(killed).isNotNull(); // An answer that nobody will ever get.
                } catch (InterruptedException e) {
                  throw new IllegalStateException("nobody interrupts the clients", e);
                }
              }));
    }
    start.countDown();
    assertThat(letThrough.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    server.signal("KILL").exitCode();
    for (Thread client : clients) {
      client.join();
    }
  }

  private void assertNoneTooMany() {
    assertThat(wrong).isEmpty();
    followed.forEach(
        (code, times) -> assertThat(times).as(code).isLessThanOrEqualTo(limits.get(code)));
  }

  private int follow(String address, String code) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(request(address, "/" + code).build(), HttpResponse.BodyHandlers.ofString());
    switch (answer.statusCode()) {
      case 302 -> followed.merge(code, 1, Integer::sum);
      case 404, 503 -> {}
      default -> wrong.add(answer.statusCode() + " for " + code);
    }
    return answer.statusCode();
  }

  private String add(String address, int maxVisits) throws Exception {
    String code = "race" + limits.size();
    String secret = Files.readString(dir.resolve("goto-data/admin-secret")).strip();
    String body =
        "{\"shortCode\":\"%s\",\"longUrl\":\"https://example.org/\",\"maxVisits\":%d}"
            .formatted(code, maxVisits);
    HttpRequest make =
        request(address, "/-/api/v1/links")
            .header("Authorization", "Bearer " + secret)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    assertThat(http.send(make, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(201);
    limits.put(code, maxVisits);
    return code;
  }

  private static HttpRequest.Builder request(String address, String path) {
    return HttpRequest.newBuilder(URI.create("http://" + address + path))
        .header("User-Agent", BROWSER)
        .timeout(PATIENCE);
  }
}
