package gotourl.crash;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.Seed;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of a store under adds, edits, removals and purges of chosen keys by eight
 * writers, which compacts and writes checkpoints all the time. Each writer has keys of its own and
 * waits for an answer before its next request on the same key, so that what may be there afterwards
 * is known: the acknowledged state, or that and the one request in flight. PROMISES D1.
 */
@Tag("process")
class StoreKillTest {

  private static final int WRITERS = 8;
  private static final int KEYS_PER_WRITER = 40;
  private static final int LIFE_MILLIS_MAX = 600;

  /** One life of so many goes on until a checkpoint was written: most are too short for one. */
  private static final int LIVES_A_CHECKPOINT = 8;

  /** Only a store that hangs takes longer, however busy the machine is. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** How a process ends that was killed; one that dies by itself ends otherwise. */
  private static final int KILLED = 128 + 9;

  /** A writer waits for an answer, and looks now and then whether there is anybody to give it. */
  private static final int LOOK_MILLIS = 10;

  @TempDir Path dir;

  /** What a key leads to. */
  private record State(String target, int version) {}

  /** What a key leads to, {@code null} when nothing; and what it would after the one in flight. */
  private static final class Slot {
    @Nullable State now;
    @Nullable State next;

    /** How the one in flight is to be answered. */
    String outcome = "";

    boolean inFlight;

    /** Returns the request that makes it so. */
    String add(String target) {
      outcome = now == null ? "Saved" : "Taken";
      next = now == null ? new State(target, 1) : now;
      return "add";
    }

    String replace(String target) {
      outcome = now == null ? "Missing" : "Saved";
      next = now == null ? null : new State(target, now.version + 1);
      return "replace";
    }

    String end(String verb) {
      outcome = now == null ? "Missing" : "Gone";
      next = null;
      return verb;
    }
  }

  private final Map<String, Slot> slots = new ConcurrentHashMap<>();
  private final Map<String, Slot> byRequest = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private final Random random = new Random(Seed.next("StoreKillTest"));
  private final AtomicInteger requests = new AtomicInteger();
  private int answers;

  @Test
  void everyKeyIsAsAcknowledgedOrAsTheRequestInFlightWouldLeaveIt() throws Exception {
    int rounds = Seed.rounds(50, 1_000);
    for (int round = 0; round < rounds; round++) {
      live(round % LIVES_A_CHECKPOINT == 0, 50 + random.nextInt(LIFE_MILLIS_MAX));
      assertThat(wrong).isEmpty();
    }
    // No life has ended in order: what is there was made while writers were at work.
    assertThat(dir.resolve("data").toFile().list())
        .contains("checkpoint")
        .anyMatch(name -> name.matches("\\w{16}\\.\\w{8}\\.seg"));
    endInOrder();
    System.out.println("StoreKillTest: " + rounds + " kills, " + answers + " answers");
    assertThat(answers).isGreaterThan(rounds * WRITERS);
  }

  private void live(boolean untilCheckpoint, int millis) throws Exception {
    Process store = start();
    try {
      // Neither is closed: that would still write what a killed store has not read.
      Writer in = in(store);
      BufferedReader out = out(store);
      check(in, out);
      List<Thread> threads = new ArrayList<>();
      threads.add(Thread.ofPlatform().start(() -> readAnswers(out)));
      for (int writer = 0; writer < WRITERS; writer++) {
        String prefix = "w" + writer + "-";
        Random own = new Random(random.nextLong());
        threads.add(Thread.ofPlatform().start(() -> write(store, in, prefix, own)));
      }
      if (untilCheckpoint) {
        awaitCheckpoint(store);
      }
      Thread.sleep(millis);
      store.destroyForcibly();
      for (Thread thread : threads) {
        thread.join();
      }
    } finally {
      store.destroyForcibly().waitFor();
    }
    assertThat(store.exitValue()).as("ended by the kill, not by itself").isEqualTo(KILLED);
  }

  /** Until another one is there than before. */
  private void awaitCheckpoint(Process store) throws InterruptedException {
    File checkpoint = dir.resolve("data/checkpoint").toFile();
    long before = checkpoint.lastModified();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (checkpoint.lastModified() == before && store.isAlive()) {
      assertThat(System.nanoTime()).as("no checkpoint is written").isLessThan(deadline);
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /** The last kill is checked as well. */
  private void endInOrder() throws Exception {
    Process store = start();
    try (Writer in = in(store);
        BufferedReader out = out(store)) {
      check(in, out);
    }
    assertThat(store.waitFor()).isZero();
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

  private static Writer in(Process store) {
    return new OutputStreamWriter(store.getOutputStream(), StandardCharsets.UTF_8);
  }

  private static BufferedReader out(Process store) {
    return new BufferedReader(
        new InputStreamReader(store.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Compares what the store lists with what it may hold, which then is the truth. */
  private void check(Writer in, BufferedReader out) throws IOException {
    in.write("0 list\n");
    in.flush();
    Map<String, State> found = new HashMap<>();
    for (String line = out.readLine(); !"end".equals(line); line = out.readLine()) {
      assertThat(line).as("the store ended").isNotNull();
      String[] words = line.split(" ", 4);
      found.put(words[1], new State(words[3], Integer.parseInt(words[2])));
    }
    assertThat(slots.keySet()).containsAll(found.keySet());
    for (Map.Entry<String, Slot> each : slots.entrySet()) {
      Slot slot = each.getValue();
      List<@Nullable State> possible = new ArrayList<>();
      possible.add(slot.now);
      if (slot.inFlight) {
        possible.add(slot.next);
      }
      assertThat(possible).as(each.getKey()).contains(found.get(each.getKey()));
      slot.now = found.get(each.getKey());
      slot.inFlight = false;
    }
    byRequest.clear();
  }

  /** One of the eight, until the store is gone. */
  private void write(Process store, Writer in, String prefix, Random own) {
    try {
      while (store.isAlive()) {
        String code = prefix + own.nextInt(KEYS_PER_WRITER);
        Slot slot = slots.computeIfAbsent(code, c -> new Slot());
        synchronized (slot) {
          while (slot.inFlight && store.isAlive()) {
            slot.wait(LOOK_MILLIS);
          }
          if (!slot.inFlight) {
            request(in, code, slot, own);
          }
        }
      }
    } catch (IOException e) {
      // The pipe breaks with the store; how that ended is looked at when all are back.
      assertThat(e).isNotNull();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the writers", e);
    }
  }

  private void request(Writer in, String code, Slot slot, Random own) throws IOException {
    String id = Integer.toString(requests.incrementAndGet());
    String target = "https://example.org/" + id;
    String verb =
        switch (own.nextInt(10)) {
          case 0, 1, 2 -> slot.add(target);
          case 3, 4, 5, 6 -> slot.replace(target);
          case 7 -> slot.end("purge");
          default -> slot.end("remove");
        };
    slot.inFlight = true;
    byRequest.put(id, slot);
    synchronized (in) {
      in.write(String.join(" ", id, verb, code, target) + "\n");
      in.flush();
    }
  }

  private void readAnswers(BufferedReader out) {
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        String[] words = line.split(" ", 2);
        Slot slot = byRequest.get(words[0]);
        // The last line may have been cut off by the kill.
        if (slot != null && words.length == 2) {
          synchronized (slot) {
            if (!slot.outcome.startsWith(words[1])) {
              wrong.add(line + " instead of " + slot.outcome);
            }
            slot.now = slot.next;
            slot.inFlight = false;
            slot.notifyAll();
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
