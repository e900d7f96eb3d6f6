package gotourl.store.embedded;

import gotourl.journal.Batch;
import gotourl.link.TagName;
import gotourl.link.TagStore;
import gotourl.link.Tags;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Every decision about a tag, and the records that follow from it. Save loop only.
 *
 * <p>What the batch in work has decided stands in {@link #unsaved}, which is forgotten with it.
 */
final class TagDecisions {

  private final TagTable saved;
  private final Supplier<Instant> now;
  private final SideFrames frames = new SideFrames();

  /** Numbers by name as the batch in work will leave them, where it changes them; empty: none. */
  private final Map<TagName, Optional<Integer>> unsaved = new HashMap<>();

  /** How many tags more there will be. */
  private int more;

  /** How many numbers the batch in work has used up. */
  private int numbersTaken;

  TagDecisions(TagTable saved, Supplier<Instant> now) {
    this.saved = saved;
    this.now = now;
  }

  /** The batch is published or refused. */
  void forget() {
    unsaved.clear();
    more = 0;
    numbersTaken = 0;
  }

  /** What the decision in work says of tags, to be in force before anything else that it says. */
  SideFrames frames() {
    return frames;
  }

  /** More than the frames for names that no tag has yet. */
  static int bytesMax(Tags tags) {
    return tags.names().size() * (TagCodec.bytesMax() + EmbeddedStore.FRAME_BYTES_BEYOND);
  }

  /**
   * These tags by their numbers; names that are new get one. Empty: there is no room for all of
   * them, and none is made.
   */
  Optional<Tags> intern(Batch batch, Tags tags) {
    List<TagName> names = tags.names();
    long fresh = names.stream().filter(name -> number(name).isEmpty()).count();
    if (!hasRoom(fresh)) {
      return Optional.empty();
    }
    int[] numbers = new int[names.size()];
    for (int i = 0; i < numbers.length; i++) {
      TagName name = names.get(i);
      numbers[i] = number(name).orElseGet(() -> makeAnew(batch, name));
    }
    return Optional.of(NumberedTags.of(numbers, saved));
  }

  private boolean hasRoom(long fresh) {
    return saved.size() + more + fresh <= TagStore.TAGS_MAX
        && nextNumber() + fresh <= TagTable.NUMBER_MAX + 1L;
  }

  /** The number of the tag of this name, which is made if there is none; empty: no room for it. */
  Optional<Integer> make(Batch batch, TagName name) {
    Optional<Integer> there = number(name);
    return there.isPresent() || !hasRoom(1) ? there : Optional.of(makeAnew(batch, name));
  }

  private int makeAnew(Batch batch, TagName name) {
    int number = (int) nextNumber();
    numbersTaken++;
    more++;
    frames.append(batch, new LinkRecord.TagNamed(number, name, now.get(), 0));
    unsaved.put(name, Optional.of(number));
    return number;
  }

  /** The number of the tag, as the saves before this one leave it. */
  Optional<Integer> number(TagName name) {
    Optional<Integer> inBatch = unsaved.get(name);
    return inBatch == null ? saved.number(name) : inBatch;
  }

  private long nextNumber() {
    return saved.nextNumber() + (long) numbersTaken;
  }

  /** Gives the tag of this number, which has that name, another that nobody has. */
  void rename(Batch batch, int number, TagName from, TagName to) {
    frames.append(batch, new LinkRecord.TagNamed(number, to, now.get(), 0));
    unsaved.put(from, Optional.empty());
    unsaved.put(to, Optional.of(number));
  }

  void delete(Batch batch, int number, TagName name) {
    frames.append(batch, new LinkRecord.TagDeleted(number, now.get()));
    unsaved.put(name, Optional.empty());
    more--;
  }

  /** All numbers before the next one are used, whatever the journal lacks. */
  void useUpNumbers(Batch batch) {
    int last = saved.nextNumber() - 1;
    if (last >= TagTable.NUMBER_MIN && saved.name(last) == null) {
      frames.append(batch, new LinkRecord.TagDeleted(last, now.get()));
    }
  }
}
