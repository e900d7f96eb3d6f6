package gotourl.bench.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Adds to an engine whose adds return when they are durable: in flight is a number of threads. */
public final class Blocking {

  /** Makes links from {@code first} on durable. */
  @FunctionalInterface
  public interface Add {
    void add(long first) throws Exception;
  }

  private Blocking() {}

  /**
   * @param threads how many add at once
   * @param each how many links one call of {@code add} makes durable
   * @return how many links were added within the time
   */
  public static long adds(int threads, int each, long nanos, Add add) throws Exception {
    AtomicLong next = new AtomicLong();
    AtomicLong done = new AtomicLong();
    long end = System.nanoTime() + nanos;
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        running.add(
            pool.submit(() -> {
              while (System.nanoTime() < end) {
                add.add(next.getAndAdd(each));
                done.addAndGet(each);
              }
              return null;
            }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("an add failed", e.getCause());
    }
    return done.get();
  }
}
