package gotourl.store.embedded;

import gotourl.journal.FrameReader;
import gotourl.journal.Segments;
import gotourl.link.RetryKey;
import java.util.Set;

/**
 * How the {@link LinkTable} comes to be from frames that are read from the journal, in their order.
 * The highest version of a link is what counts, and a link that was removed never comes back.
 *
 * <p>After a checkpoint was loaded, frames come that the table knows already, in part: its words
 * were written while the save loop went on, those of the keys before those of the numbers. So a
 * number's entry is as new as its key's word or newer. Where the frame of either lay in a segment
 * that was compacted since, the word is missing and the entry says {@link NumberEntry#NOWHERE},
 * until the frame is met again.
 */
final class TableRecovery {

  private final LinkTable table;
  private final KeyIndex index;
  private final NumberIndex numbers;
  private final Set<Long> inDoubt;
  private final Set<Long> purging;
  private final Claimants claimants;
  private final TagCounting counting;
  private final FrameReader reader;
  private final LinkFrame known = new LinkFrame();

  TableRecovery(
      LinkTable table,
      KeyIndex index,
      NumberIndex numbers,
      Set<Long> inDoubt,
      Set<Long> purging,
      Segments segments) {
    this.table = table;
    this.index = index;
    this.numbers = numbers;
    this.inDoubt = inDoubt;
    this.purging = purging;
    this.claimants = new Claimants(index, segments);
    this.counting = new TagCounting(table.asides().tags(), segments);
    this.reader = new FrameReader(segments);
  }

  /**
   * A checkpoint was taken up.
   *
   * @param isSomethingGone whether segments that it knows are not there any more
   */
  void resume(boolean isSomethingGone) {
    counting.resume(isSomethingGone);
  }

  /**
   * Applies a link's frame.
   *
   * @param key the hash of its key
   * @param isCrawlable whether it says so
   */
  void link(LinkFrame frame, long position, long key, boolean isCrawlable) {
    long number = frame.number();
    table.raiseNextNumber(number + 1);
    long entry = numbers.get(number);
    if (NumberEntry.isRemoved(entry)) {
      if (frame.isTombstone()) {
        removeAgain(frame, entry, position, key);
      }
      table.supersede(position);
      counting.know(frame, false);
      return;
    }
    claimants.look(key, frame.domain(), frame.code(), number);
    long from = claimants.own();
    if (from != KeyIndex.NONE && claimants.ownVersion() >= frame.version()) {
      if (from == position) {
        crawlable(frame, isCrawlable);
      } else {
        table.supersede(position);
      }
      counting.know(frame, from == position);
      return;
    }
    if (from != KeyIndex.NONE && claimants.ownHasFields()) {
      counting.remove(from);
    }
    counting.add(frame);
    crawlable(frame, isCrawlable);
    takeFromOther(key, number);
    if (frame.isTombstone()) {
      remove(key, from, position);
    } else if (from == KeyIndex.NONE) {
      index.add(key, position);
    } else {
      index.move(key, from, position);
      table.supersede(from);
    }
    if (!isAtLeast(entry, from, frame)) {
      numbers.put(number, entryAfter(entry, position, frame.isTombstone()));
    }
    inDoubt.remove(number);
  }

  /**
   * This is the newest frame of its link, as far as is known. A checkpoint may say what the link
   * was at its mark; whatever frames came behind that are met, and the last one decides.
   */
  private void crawlable(LinkFrame frame, boolean isCrawlable) {
    // Before the first frame of a link nothing was said of it.
    if (isCrawlable || !frame.isAdd()) {
      table.secondary().crawlable().put(frame.domain(), frame.number(), isCrawlable);
    }
  }

  /** The frame may say how many visits its link brought along. */
  void charged(long number, byte[] unknownFields) {
    int count = ChargedField.find(unknownFields);
    if (count > 0) {
      table.asides().visits().atLeast(number, count);
    }
  }

  /** The frame may say under which key its link was made. */
  void retry(LinkFrame frame, byte[] unknownFields) {
    RetryKey key = RetryField.find(unknownFields);
    if (key != null) {
      table
          .secondary()
          .retries()
          .put(new RetryTable.Entry(key, frame.number(), frame.createdMillis()));
    }
  }

  /** The entry knows of the removal; the key's word, which is older, may not. */
  private void removeAgain(LinkFrame frame, long entry, long position, long key) {
    if (NumberEntry.isNowhere(entry)) {
      numbers.put(frame.number(), NumberEntry.at(entry, position));
    }
    claimants.look(key, frame.domain(), frame.code(), frame.number());
    if (claimants.own() != KeyIndex.NONE) {
      index.remove(key, claimants.own());
      table.supersede(claimants.own());
    }
  }

  private void remove(long key, long from, long tombstone) {
    if (from != KeyIndex.NONE) {
      index.remove(key, from);
      table.supersede(from);
    }
    table.supersede(tombstone);
  }

  /** Damage has hidden the removal of an older link that had the key. */
  private void takeFromOther(long key, long number) {
    if (claimants.other() != KeyIndex.NONE && claimants.otherNumber() < number) {
      numbers.put(claimants.otherNumber(), NumberEntry.NONE);
      inDoubt.remove(claimants.otherNumber());
      counting.remove(claimants.other());
      index.remove(key, claimants.other());
    }
  }

  /** Whether the entry says of the link what the frame says, or something newer. */
  private boolean isAtLeast(long entry, long from, LinkFrame frame) {
    long position = NumberEntry.position(entry);
    return entry != NumberEntry.NONE
        && !NumberEntry.isNowhere(entry)
        && position != from
        && reader.read(position)
        && LinkFrame.isLink(reader.kind())
        && known.of(reader).number() == frame.number()
        && known.version() >= frame.version();
  }

  private static long entryAfter(long entry, long position, boolean removed) {
    int older = NumberEntry.olderFrames(entry);
    boolean hadFrame = entry != NumberEntry.NONE && !NumberEntry.isNowhere(entry);
    return NumberEntry.of(position, removed, hadFrame ? older + 1 : older);
  }

  /** Applies a purge: the removal of the link stood before it. */
  void purge(long number) {
    table.raiseNextNumber(number + 1);
    long entry = numbers.get(number);
    if (NumberEntry.isLink(entry)) {
      doubt(number); // The removal was lost to damage.
    }
    if (entry != NumberEntry.NONE) {
      purging.add(number);
    }
  }

  /**
   * Stops serving this link: a damaged frame may have changed or removed it. False: no such link.
   */
  boolean doubt(long number) {
    return NumberEntry.isLink(numbers.get(number)) && inDoubt.add(number);
  }

  /** The same, if the link has the key of this frame, which need not be whole. */
  boolean doubt(LinkFrame suspected) {
    long number = suspected.number();
    claimants.look(suspected.hash(table), suspected.domain(), suspected.code(), number);
    return claimants.own() != KeyIndex.NONE && inDoubt.add(number);
  }

  /**
   * All has been read.
   *
   * @param hasNowhere whether there were entries that said {@link NumberEntry#NOWHERE}
   */
  void finish(boolean hasNowhere) {
    if (hasNowhere) {
      long end = numbers.end();
      for (long number = 0; number < end; number++) {
        long entry = numbers.get(number);
        // Removals that compaction has forgotten since: nothing was left that they removed.
        if (entry != NumberEntry.NONE && NumberEntry.isNowhere(entry)) {
          numbers.put(number, NumberEntry.NONE);
        }
      }
    }
    counting.finish(numbers);
    table.secondary().crawlable().removeUnless(number -> NumberEntry.isLink(numbers.get(number)));
    purging.removeIf(number -> numbers.get(number) == NumberEntry.NONE);
  }
}
