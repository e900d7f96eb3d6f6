package gotourl.store.embedded;

import gotourl.bench.alternatives.BytewiseFinder;
import gotourl.bench.alternatives.HorspoolFinder;
import gotourl.bench.alternatives.PairFinder;
import gotourl.bench.alternatives.TextFinder;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How fast a text that is not there is not found, in bytes as frames of links have them: {@link
 * TextSearch} and what was tried beside it.
 *
 * <p>Arguments: MiB of frames, rounds. Stands in the room's package, which alone knows the search.
 */
public final class TextScan {

  private TextScan() {}

  /** Prints the median rate of each way and text. */
  public static void main(String[] args) {
    long bytes = Long.parseLong(args[0]) << 20;
    int rounds = Integer.parseInt(args[1]);
    try (Arena arena = Arena.ofShared()) {
      MemorySegment frames = arena.allocate(bytes, 1);
      fill(frames, new Random(1));
      for (String text :
          List.of(
              "zq", "exbmple", "nothing-like-this", "https://www.nowhere.", "/items/none", "~")) {
        Map<String, TextFinder> ways = ways(text);
        for (Map.Entry<String, TextFinder> way : ways.entrySet()) {
          System.out.printf(
              "%-22s %-16s %6.2f GB/s%n",
              text, way.getKey(), median(way.getValue(), frames, rounds));
        }
      }
    }
  }

  private static Map<String, TextFinder> ways(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Map<String, TextFinder> ways = new LinkedHashMap<>();
    ways.put("TextSearch", new TextSearch(text)::find);
    ways.put("first and last", new PairFinder(bytes, 0, bytes.length - 1));
    ways.put("first", new PairFinder(bytes, 0, 0));
    ways.put("Horspool", new HorspoolFinder(bytes));
    ways.put("bytewise", new BytewiseFinder(bytes));
    return ways;
  }

  private static double median(TextFinder finder, MemorySegment frames, int rounds) {
    double[] rates = new double[rounds];
    for (int round = -2; round < rounds; round++) {
      long start = cpuNanos();
      // A scan searches some hundred kilobytes in one go.
      int piece = 100_000;
      long found = 0;
      for (long from = 0; from + piece <= frames.byteSize(); from += piece) {
        found += finder.find(frames, from, from + piece);
      }
      if (round >= 0) {
        rates[round] = frames.byteSize() / (double) (cpuNanos() - start);
      }
      if (found > 0) {
        throw new IllegalStateException("the text is there");
      }
    }
    Arrays.sort(rates);
    return rates[rounds / 2];
  }

  /** Of this thread: whatever else the machine does costs the caches' share only. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Frames of adds: check, length, kind, time, number, code, target of about sixty bytes. */
  private static void fill(MemorySegment frames, Random random) {
    String[] hosts = {"https://www.example.org/", "https://shop.example.com/", "http://blog.test/"};
    String[] paths = {"articles/2026/", "items/", "users/profile/", "search?query="};
    long at = 0;
    while (at < frames.byteSize()) {
      byte[] head = new byte[11];
      random.nextBytes(head);
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 7; i++) {
        text.append((char) ('a' + random.nextInt(26)));
      }
      text.append(hosts[random.nextInt(hosts.length)]).append(paths[random.nextInt(paths.length)]);
      text.append(Long.toString(random.nextLong() & Long.MAX_VALUE, 36).replace('z', 'y'));
      String frame = text.toString().replace("zq", "yq");
      for (byte b : head) {
        at = put(frames, at, b == '~' || b == 'z' || b == 'Z' ? 0 : b);
      }
      for (byte b : frame.getBytes(StandardCharsets.US_ASCII)) {
        at = put(frames, at, b);
      }
    }
  }

  private static long put(MemorySegment frames, long at, byte b) {
    if (at < frames.byteSize()) {
      frames.set(ValueLayout.JAVA_BYTE, at, b);
    }
    return at + 1;
  }
}
