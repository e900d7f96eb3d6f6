package gotourl.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The oracle outside the server: clients that add links, each target once, and note every code that
 * they were given.
 */
final class Writers {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Target by code, of every answer that arrived. */
  final Map<String, String> acknowledged = new ConcurrentHashMap<>();

  /** Codes that were given for two targets, and answers that were neither a link nor a refusal. */
  final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

  /** How requests ended that were sent over an accepted connection and never answered. */
  final ConcurrentLinkedQueue<String> unanswered = new ConcurrentLinkedQueue<>();

  private final AtomicInteger targets = new AtomicInteger();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  /** So many clients begin to add links at the server of that address, until it answers no more. */
  void start(int clients, String address) {
    stopped = false;
    for (int i = 0; i < clients; i++) {
      threads.add(Thread.ofPlatform().start(() -> addLinks(address)));
    }
  }

  /** Ends the clients and waits for them. */
  void stop() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
    threads.clear();
  }

  private void addLinks(String address) {
    while (!stopped) {
      String target = "https://example.org/" + targets.getAndIncrement();
      HttpResponse<String> answer = add(address, target);
      if (answer == null) {
        return;
      }
      switch (answer.statusCode()) {
        case 200 -> note(answer.body().substring(answer.body().lastIndexOf('/') + 1), target);
        case 503 -> {}
        default -> wrong.add(answer.statusCode() + " for " + target);
      }
    }
  }

  private void note(String code, String target) {
    String before = acknowledged.putIfAbsent(code, target);
    if (before != null) {
      wrong.add(code + " was given for " + before + " and for " + target);
    }
  }

  private @Nullable HttpResponse<String> add(String address, String target) {
    String url = URLEncoder.encode(target, StandardCharsets.UTF_8);
    try {
      return send("http://" + address + "/add?url=" + url);
    } catch (ConnectException e) {
      return null;
    } catch (IOException e) {
      unanswered.add(e.toString());
      return null;
    }
  }

  /** Every acknowledged code leads to its target. */
  void check(String address) throws IOException {
    assertThat(wrong).isEmpty();
    for (Map.Entry<String, String> each : acknowledged.entrySet()) {
      HttpResponse<String> answer = send("http://" + address + "/" + each.getKey());
      assertThat(answer.statusCode()).as(each.getKey()).isEqualTo(302);
      assertThat(answer.headers().firstValue("Location")).hasValue(each.getValue());
    }
  }

  private HttpResponse<String> send(String uri) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri))
            .timeout(PATIENCE)
            .header("Accept", "text/plain")
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the writers", e);
    }
  }
}
