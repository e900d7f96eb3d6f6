package gotourl.store.embedded;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@link KeyIndex} and {@link NumberIndex} by themselves: what an add, a find, a growth, a dump and
 * a load cost, and memory a key.
 *
 * <p>Times are CPU time of the thread, so that other work on the machine does not count (it still
 * takes its share of the caches).
 *
 * <p>Arguments: millions of keys. One process a size, since memory is read from the process.
 *
 * <p>Huge pages were tried for the index and are not there: on a busy machine of two cores a find
 * among 10 M keys took 155 to 185 ns with them and 165 to 240 ns without, but the longest growth 9
 * to 12 ms instead of 0.7 to 2.7 ms, since the first touch of a huge page clears 2 MiB within one
 * add. Only while a checkpoint is loaded, where nobody waits, they were no gain either: on a
 * virtual machine whose host takes free memory back, a start at 100 M links took 3.1 to 4.2 s with
 * them and 1.8 s without.
 */
public final class IndexBench {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int FINDS = 4_000_000;
  private static final int BATCH = 1 << 10;

  private IndexBench() {}

  /** Prints one figure a line. */
  public static void main(String[] args) throws Exception {
    int keys = Integer.parseInt(args[0]) * 1_000_000;
    System.out.printf("%,d keys%n", keys);
    warmUp();
    long before = residentBytes();
    KeyIndex index = new KeyIndex();
    addOneByOne(index, keys);
    System.out.printf(
        "memory a key: %.2f bytes taken, %.2f resident%n",
        (double) index.bytes() / keys, (double) (residentBytes() - before) / keys);
    long[] sink = new long[2];
    for (int round = 0; round < 3; round++) {
      System.out.printf("find, 1 thread: %.0f ns%n", finds(index, keys, true, 1, sink));
    }
    System.out.printf("find, 2 threads: %.0f ns%n", finds(index, keys, true, 2, sink));
    System.out.printf("find of what is not there: %.0f ns%n", finds(index, keys, false, 1, sink));
    churn(index, keys);
    dumpAndLoad(index, keys, 1);
    dumpAndLoad(index, keys, 2);
    batches(new KeyIndex(), keys);
    numbers(keys);
    System.out.println("(" + (sink[0] + sink[1]) + ")");
  }

  private static void warmUp() throws InterruptedException {
    long[] sink = new long[1];
    for (int round = 0; round < 3; round++) {
      KeyIndex index = new KeyIndex();
      for (int i = 0; i < 400_000; i++) {
        index.add(hash(i), position(i));
      }
      finds(index, 400_000, true, 1, sink);
      finds(index, 400_000, false, 1, sink);
    }
  }

  private static void addOneByOne(KeyIndex index, int keys) {
    int[] counts = new int[KeyIndex.SHARDS];
    int[] fullAt = new int[KeyIndex.SHARDS];
    long growthMax = 0;
    long growths = 0;
    long start = cpuNanos();
    for (int i = 0; i < keys; i++) {
      long hash = hash(i);
      int shard = (int) (hash >>> 55);
      if (counts[shard]++ < fullAt[shard]) {
        index.add(hash, position(i));
      } else {
        long from = cpuNanos();
        index.add(hash, position(i));
        growthMax = Math.max(growthMax, cpuNanos() - from);
        growths++;
        fullAt[shard] = Shard.usedMax(index.wordsMax(shard) / SlotPages.SLOTS);
      }
    }
    System.out.printf(
        "add one by one: %.0f ns; %,d growths, the longest %,d us%n",
        (double) (cpuNanos() - start) / keys, growths, growthMax / 1000);
  }

  /** As the save loop does it: the slots of a batch are touched first. */
  private static void batches(KeyIndex index, int keys) {
    long start = cpuNanos();
    for (int i = 0; i < keys; i += BATCH) {
      for (int j = i; j < i + BATCH; j++) {
        index.touch(hash(j));
      }
      for (int j = i; j < i + BATCH; j++) {
        index.add(hash(j), position(j));
      }
    }
    System.out.printf(
        "add in batches of %d, touched first: %.0f ns%n",
        BATCH, (double) (cpuNanos() - start) / keys);
  }

  private static void churn(KeyIndex index, int keys) {
    long start = cpuNanos();
    int count = Math.min(keys, 2_000_000);
    for (int i = 0; i < count; i++) {
      index.remove(hash(i), position(i));
      index.add(hash(i), position(i));
    }
    System.out.printf("remove and add again: %.0f ns%n", (double) (cpuNanos() - start) / count);
  }

  private static void dumpAndLoad(KeyIndex index, int keys, int threads)
      throws InterruptedException {
    long[][] dumps = new long[KeyIndex.SHARDS][];
    int[] counts = new int[KeyIndex.SHARDS];
    for (int shard = 0; shard < KeyIndex.SHARDS; shard++) {
      dumps[shard] = new long[index.wordsMax(shard)];
    }
    long start = cpuNanos();
    for (int shard = 0; shard < KeyIndex.SHARDS; shard++) {
      counts[shard] = index.dump(shard, MemorySegment.ofArray(dumps[shard]));
    }
    double dumped = cpuNanos() - start;
    KeyIndex loaded = new KeyIndex();
    double took =
        together(
            threads,
            thread -> {
              for (int shard = thread; shard < KeyIndex.SHARDS; shard += threads) {
                loaded.load(shard, dumps[shard], counts[shard]);
              }
            });
    if (loaded.size() != keys) {
      throw new IllegalStateException("loaded " + loaded.size());
    }
    System.out.printf(
        "dump: %.1f ns a key; load, %d threads: %.1f ns a key%n",
        dumped / keys, threads, took / keys);
  }

  private static void numbers(int keys) throws IOException {
    long before = residentBytes();
    NumberIndex index = new NumberIndex();
    long start = cpuNanos();
    for (int i = 0; i < keys; i++) {
      index.put(i, position(i));
    }
    double put = cpuNanos() - start;
    start = cpuNanos();
    long sum = 0;
    for (int i = 0; i < keys; i++) {
      sum += index.get(i);
    }
    double get = cpuNanos() - start;
    if (sum != (long) keys * (keys + 1) / 2) {
      throw new IllegalStateException("numbers are wrong");
    }
    System.out.printf(
        "numbers: put %.1f ns, get in a row %.1f ns, %.2f bytes resident each%n",
        put / keys, get / keys, (double) (residentBytes() - before) / keys);
  }

  private static double finds(KeyIndex index, int keys, boolean there, int threads, long[] sink)
      throws InterruptedException {
    long nanos =
        together(
            threads,
            thread -> {
              Wanted wanted = new Wanted();
              long random = 88_172_645_463_325_252L + thread;
              long sum = 0;
              for (int i = 0; i < FINDS; i++) {
                random ^= random << 13;
                random ^= random >>> 7;
                random ^= random << 17;
                int key = (int) (((random >>> 32) * keys) >>> 32);
                wanted.position = there ? position(key) : 0;
                long found = index.find(hash(there ? key : ~key), wanted);
                if ((found == KeyIndex.NONE) == there) {
                  throw new IllegalStateException("key " + key + " is at " + found);
                }
                sum += found;
              }
              sink[thread] += sum;
            });
    return (double) nanos / threads / FINDS;
  }

  private interface Work {
    void run(int thread);
  }

  /** CPU time of all threads. */
  private static long together(int threads, Work work) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(threads);
    AtomicLong nanos = new AtomicLong();
    for (int thread = 0; thread < threads; thread++) {
      int number = thread;
      Thread.ofPlatform()
          .start(() -> {
            work.run(number);
            nanos.addAndGet(cpuNanos());
            done.countDown();
          });
    }
    done.await();
    return nanos.get();
  }

  private static long cpuNanos() {
    return THREADS.getCurrentThreadCpuTime();
  }

  private static final class Wanted implements KeyIndex.Candidate {
    private long position;

    @Override
    public boolean isAt(long at) {
      return at == position;
    }
  }

  private static long position(int key) {
    return key + 1L;
  }

  /** Splitmix64's finish: as good as SipHash here, and nearly free. */
  private static long hash(int key) {
    long z = (key + 1L) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static long residentBytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("RssAnon:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
      }
    }
    throw new IllegalStateException("no RssAnon in /proc/self/status");
  }
}
