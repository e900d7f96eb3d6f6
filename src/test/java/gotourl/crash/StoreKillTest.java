package gotourl.crash;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.Seed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of a store under adds, edits, removals and purges of chosen keys by eight
 * writers, which compacts and writes checkpoints all the time. Each writer has keys of its own and
 * waits for an answer before its next request on the same key, so that what may be there afterwards
 * is known: the acknowledged state, or that and the one request in flight.
 */
@Tag("process")
class StoreKillTest {

  private static final int WRITERS = 8;
  private static final int KEYS_PER_WRITER = 40;
  private static final int LIFE_MILLIS_MAX = 600;

  @TempDir Path dir;

  /** What a key leads to, {@code null} when nothing; and what it would after the one in flight. */
  private static final class Slot {
    @Nullable String target;
    @Nullable String next;
    boolean inFlight;

    void acknowledged() {
      target = next;
      inFlight = false;
    }
  }

  private final Map<String, Slot> slots = new HashMap<>();
  private final Map<String, Slot> byRequest = new ConcurrentHashMap<>();
  private final Random random = new Random(Seed.next("StoreKillTest"));
  private int requests;
  private int answers;

  @Test
  void everyKeyIsAsAcknowledgedOrAsTheRequestInFlightWouldLeaveIt() throws Exception {
    int rounds = Seed.rounds(50, 1_000);
    for (int round = 0; round < rounds; round++) {
      live(50 + random.nextInt(LIFE_MILLIS_MAX));
    }
    System.out.println("StoreKillTest: " + rounds + " kills, " + answers + " answers");
    assertThat(answers).isGreaterThan(rounds * WRITERS);
  }

  private void live(int millis) throws Exception {
    Process store = start();
    Thread reader;
    try (Writer in = new OutputStreamWriter(store.getOutputStream(), StandardCharsets.UTF_8);
        BufferedReader out =
            new BufferedReader(
                new InputStreamReader(store.getInputStream(), StandardCharsets.UTF_8))) {
      check(in, out);
      reader = Thread.ofPlatform().start(() -> readAnswers(out));
      long end = System.nanoTime() + millis * 1_000_000L;
      try {
        while (System.nanoTime() < end) {
          request(in);
        }
      } finally {
        store.destroyForcibly().waitFor();
      }
      reader.join();
    } catch (IOException e) {
      // The store is gone, and with it the pipe that closing would still write to.
      assertThat(store.isAlive()).isFalse();
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            StoreProcess.class.getName(),
            dir.resolve("data").toString(),
            random.nextBoolean() ? StoreProcess.NO_HISTORY : StoreProcess.SHORT_HISTORY)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Compares what the store lists with what it may hold, which then is the truth. */
  private void check(Writer in, BufferedReader out) throws IOException {
    in.write("0 list\n");
    in.flush();
    Map<String, String> found = new HashMap<>();
    for (String line = out.readLine(); !"end".equals(line); line = out.readLine()) {
      assertThat(line).as("the store ended").isNotNull();
      String[] words = line.split(" ", 4);
      found.put(words[1], words[3]);
    }
    assertThat(slots.keySet()).containsAll(found.keySet());
    for (Map.Entry<String, Slot> each : slots.entrySet()) {
      Slot slot = each.getValue();
      List<@Nullable String> possible = new ArrayList<>();
      possible.add(slot.target);
      if (slot.inFlight) {
        possible.add(slot.next);
      }
      assertThat(possible).as(each.getKey()).contains(found.get(each.getKey()));
      slot.target = found.get(each.getKey());
      slot.inFlight = false;
    }
    byRequest.clear();
  }

  private void request(Writer in) throws IOException {
    String code = "w" + random.nextInt(WRITERS) + "-" + random.nextInt(KEYS_PER_WRITER);
    String id = Integer.toString(++requests);
    Slot slot = slots.computeIfAbsent(code, c -> new Slot());
    String line;
    synchronized (slot) {
      if (slot.inFlight) {
        return;
      }
      String target = "https://example.org/" + id;
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> {
          slot.next = slot.target == null ? target : slot.target;
          line = "add " + code + " " + target;
        }
        case 3, 4, 5, 6 -> {
          slot.next = slot.target == null ? null : target;
          line = "replace " + code + " " + target;
        }
        case 7 -> {
          slot.next = null;
          line = "purge " + code;
        }
        default -> {
          slot.next = null;
          line = "remove " + code;
        }
      }
      slot.inFlight = true;
    }
    byRequest.put(id, slot);
    in.write(id + " " + line + "\n");
    in.flush();
  }

  private void readAnswers(BufferedReader out) {
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        String[] words = line.split(" ", 2);
        Slot slot = byRequest.get(words[0]);
        // The last line may have been cut off by the kill.
        if (slot != null && words.length == 2) {
          synchronized (slot) {
            slot.acknowledged();
          }
          answers++;
        }
      }
    } catch (IOException e) {
      // The pipe broke with the process.
      assertThat(e).isNotNull();
    }
  }
}
