package gotourl.store.embedded;

import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/**
 * Numbers of links, a bit each, in pages that are there while they have any: some hundred bytes a
 * number at worst, a quarter of a byte where all are in it. Written by one thread, read by any.
 */
final class NumberSet {

  /** Small, so that numbers which lie far apart cost little: those of one of many domains do. */
  static final int PAGE_NUMBERS = 1 << 10;

  static final int PAGE_WORDS = PAGE_NUMBERS / Long.SIZE;

  /** By their first numbers. */
  private final NavigableMap<Long, AtomicLongArray> pages = new ConcurrentSkipListMap<>();

  /** Is shown the pages, one by one. */
  interface Look {
    void page(long first, long[] words);
  }

  /** Writer only. */
  void add(long number) {
    AtomicLongArray page =
        pages.computeIfAbsent(first(number), _ -> new AtomicLongArray(PAGE_WORDS));
    int word = word(number);
    page.set(word, page.get(word) | bit(number));
  }

  /** Writer only. */
  void remove(long number) {
    AtomicLongArray page = pages.get(first(number));
    if (page != null) {
      int word = word(number);
      page.set(word, page.get(word) & ~bit(number));
      if (isEmpty(page)) {
        pages.remove(first(number));
      }
    }
  }

  boolean isEmpty() {
    return pages.isEmpty();
  }

  /** What comes or goes meanwhile may be among them or not. Any thread. */
  LongStream newestFirst() {
    return pages.descendingMap().entrySet().stream()
        .flatMapToLong(page -> newestFirst(page.getKey(), page.getValue()));
  }

  private static LongStream newestFirst(long first, AtomicLongArray page) {
    return LongStream.iterate(first + PAGE_NUMBERS - 1, number -> number >= first, n -> n - 1)
        .filter(number -> (page.get(word(number)) & bit(number)) != 0);
  }

  /** Writer only. */
  void removeUnless(LongPredicate stays) {
    newestFirst().filter(stays.negate()).forEach(this::remove);
  }

  /** Writer only. */
  void show(Look look) {
    pages.forEach((first, page) -> {
      long[] words = new long[PAGE_WORDS];
      for (int i = 0; i < words.length; i++) {
        words[i] = page.get(i);
      }
      look.page(first, words);
    });
  }

  /** Writer only: takes up a page that was shown. */
  void load(long first, long[] words) {
    pages.put(first, new AtomicLongArray(words));
  }

  private static boolean isEmpty(AtomicLongArray page) {
    for (int i = 0; i < PAGE_WORDS; i++) {
      if (page.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private static long first(long number) {
    return number & -PAGE_NUMBERS;
  }

  private static int word(long number) {
    return (int) (number & (PAGE_NUMBERS - 1)) / Long.SIZE;
  }

  private static long bit(long number) {
    return 1L << (number & (Long.SIZE - 1));
  }
}
