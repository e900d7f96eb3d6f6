package gotourl.store.embedded;

import gotourl.link.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Which links say that robots are invited, by domain: the numbers of those whose newest version has
 * the flag. A cache of what the frames say. Written by one thread (first recovery, then the save
 * loop); read by any.
 */
final class CrawlableNumbers {

  /** Those that have none are not in it. */
  private final Map<Integer, NumberSet> byDomain = new ConcurrentHashMap<>();

  /**
   * Some of it, as a checkpoint has it.
   *
   * @param first the number of the lowest bit of the first word
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Page(int domain, long first, long[] words) {}

  /** Writer only: this is what the link of this number says now. */
  void put(int domain, long number, boolean isCrawlable) {
    if (isCrawlable) {
      byDomain.computeIfAbsent(domain, _ -> new NumberSet()).add(number);
      return;
    }
    NumberSet numbers = byDomain.get(domain);
    if (numbers != null) {
      numbers.remove(number);
      removeIfEmpty(domain, numbers);
    }
  }

  /** Writer only: a link that was the first one, if it was any, is the other now, if it is any. */
  void became(@Nullable Link from, @Nullable Link to) {
    if (to != null && to.terms().crawlable()) {
      put(to.key().domain(), to.number(), true);
    } else if (from != null && from.terms().crawlable()) {
      put(from.key().domain(), from.number(), false);
    }
  }

  private void removeIfEmpty(int domain, NumberSet numbers) {
    if (numbers.isEmpty()) {
      byDomain.remove(domain);
    }
  }

  /** Whether the domain has any. Any thread. */
  boolean has(int domain) {
    return byDomain.containsKey(domain);
  }

  /** What comes or goes meanwhile may be among them or not. Any thread. */
  LongStream newestFirst(int domain) {
    NumberSet numbers = byDomain.get(domain);
    return numbers == null ? LongStream.empty() : numbers.newestFirst();
  }

  /** Writer only. */
  void removeUnless(LongPredicate stays) {
    byDomain.forEach((domain, numbers) -> {
      numbers.removeUnless(stays);
      removeIfEmpty(domain, numbers);
    });
  }

  /** Writer only. */
  List<Page> pages() {
    List<Page> pages = new ArrayList<>();
    byDomain.forEach((domain, numbers) ->
        numbers.show((first, words) -> pages.add(new Page(domain, first, words))));
    return pages;
  }

  /** Writer only: takes up what {@link #pages} gave. */
  void load(Page page) {
    byDomain.computeIfAbsent(page.domain(), _ -> new NumberSet()).load(page.first(), page.words());
  }
}
