package gotourl.store.embedded;

import gotourl.link.TagName;
import gotourl.link.TagStore;
import gotourl.link.TagStore.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tags that the journal amounts to, and how many links have each. Written by one thread (first
 * recovery, then the save loop); read by any. What was deleted is in it no more; that its number is
 * used up is.
 */
final class TagTable {

  static final int NUMBER_MIN = 1;

  static final int NUMBER_MAX = Integer.MAX_VALUE - 1;

  private static final long[] NO_LINKS = {0};

  /** At most {@link TagStore#TAGS_MAX}. */
  private final Map<Integer, Named> byNumber = new ConcurrentHashMap<>();

  /** The same ones. */
  private final Map<TagName, Integer> byName = new ConcurrentHashMap<>();

  private volatile int nextNumber = NUMBER_MIN;

  /** A tag; its links are counted by one thread. */
  private static final class Named {
    private final TagName name;
    private volatile long links;

    Named(TagName name, long links) {
      this.name = name;
      this.links = links;
    }
  }

  /** Of this moment. Not while somebody writes. */
  TagTable copy() {
    TagTable copy = new TagTable();
    byNumber.forEach((number, tag) -> copy.put(number, new Named(tag.name, tag.links)));
    copy.nextNumber = nextNumber;
    return copy;
  }

  void apply(LinkRecord.OfTag record) {
    int number = record.number();
    switch (record) {
      case LinkRecord.TagNamed(int same, TagName name, Instant time, long links) -> {
        Named before = byNumber.get(number);
        put(number, new Named(name, before == null ? links : before.links));
        if (before != null && !before.name.equals(name)) {
          byName.remove(before.name, number);
        }
      }
      case LinkRecord.TagDeleted deleted -> remove(number);
    }
    raiseNextNumber(number + 1L);
  }

  private void put(int number, Named tag) {
    byNumber.put(number, tag);
    byName.put(tag.name, number);
  }

  private void remove(int number) {
    Named tag = byNumber.remove(number);
    if (tag != null) {
      byName.remove(tag.name, number);
    }
  }

  /** Writer only: so many links more have each of these; of those that are deleted, none. */
  void count(int[] numbers, int more) {
    for (int number : numbers) {
      Named tag = byNumber.get(number);
      if (tag != null) {
        add(tag, more);
      }
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
  private static void add(Named tag, int more) {
    tag.links += more;
  }

  /** Writer only: so many links have each; those that are not named, none. */
  void count(Map<Integer, long[]> links) {
    byNumber.forEach((number, tag) -> tag.links = links.getOrDefault(number, NO_LINKS)[0]);
  }

  /** How many links have each, by number. */
  Map<Integer, Long> counts() {
    return byNumber.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().links));
  }

  /** Whatever a damaged stretch of so many bytes may have used up is not used again. */
  void skipWhatMayBeUsed(long damagedBytes) {
    raiseNextNumber(nextNumber + 1 + damagedBytes / TagCodec.FRAME_BYTES_MIN);
  }

  private void raiseNextNumber(long atLeast) {
    if (atLeast > nextNumber) {
      nextNumber = (int) Math.min(atLeast, NUMBER_MAX + 1L);
    }
  }

  /** Records that make an empty table what this is, counts and all. Not while somebody writes. */
  List<LinkRecord.OfTag> records() {
    List<LinkRecord.OfTag> records = new ArrayList<>();
    TagTable made = new TagTable();
    byNumber.forEach((number, tag) -> {
      records.add(new LinkRecord.TagNamed(number, tag.name, Instant.EPOCH, tag.links));
      made.raiseNextNumber(number + 1L);
    });
    records.addAll(usedUpBeyond(made, Instant.EPOCH));
    return records;
  }

  /** What makes the other use up the numbers that this has used up. */
  List<LinkRecord.OfTag> usedUpBeyond(TagTable other, Instant now) {
    return nextNumber > other.nextNumber
        ? List.of(new LinkRecord.TagDeleted(nextNumber - 1, now))
        : List.of();
  }

  /**
   * Whether a frame that says this is still needed. That a tag is deleted stays for ever: ten
   * bytes, against its coming back. Any thread.
   */
  boolean isNeeded(LinkRecord.OfTag record) {
    return switch (record) {
      case LinkRecord.TagNamed named -> isName(named);
      case LinkRecord.TagDeleted deleted -> true;
    };
  }

  /** Whether this is what the tag is called, or may come to be. */
  private boolean isName(LinkRecord.TagNamed record) {
    int next = nextNumber; // Raised last.
    Named tag = byNumber.get(record.number());
    return tag == null ? record.number() >= next : tag.name.text().equals(record.name().text());
  }

  boolean isEmpty() {
    return byNumber.isEmpty();
  }

  int size() {
    return byNumber.size();
  }

  /** The number of the next one; beyond {@link #NUMBER_MAX} there are no more. Any thread. */
  int nextNumber() {
    return nextNumber;
  }

  /** Of the tag of this name. Any thread. */
  Optional<Integer> number(TagName name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** What the tag of this number is called; {@code null}: it is deleted. Any thread. */
  @Nullable TagName name(int number) {
    Named tag = byNumber.get(number);
    return tag == null ? null : tag.name;
  }

  /** The tag of this number, if it is there. Any thread. */
  Optional<Tag> tag(int number) {
    return Optional.ofNullable(byNumber.get(number)).map(tag -> new Tag(tag.name, tag.links));
  }

  /** By name. Any thread. */
  List<Tag> all() {
    return byNumber.values().stream()
        .map(tag -> new Tag(tag.name, tag.links))
        .sorted(Comparator.comparing(Tag::name, TagName.ORDER))
        .toList();
  }
}
