package gotourl.store.embedded;

import gotourl.link.Domain;
import gotourl.link.DomainList;
import gotourl.link.NamedDomain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The domains that the journal amounts to. Written by one thread (first recovery, then the save
 * loop); read by any.
 */
final class DomainTable {

  static final int NUMBER_MAX = Integer.MAX_VALUE - 1;

  private static final int FIRST_NUMBER = Domain.DEFAULT_NUMBER + 1;

  /** What was said last of each; of the default domain only if anything was. */
  private final NavigableMap<Integer, LinkRecord.DomainSet> byNumber =
      new ConcurrentSkipListMap<>();

  private volatile int nextNumber = FIRST_NUMBER;

  /** Of the store. */
  private Domain ofDefault = Domain.ofDefault(false);

  private volatile DomainList list = list();

  /** Says whether the default domain folds. */
  void ofDefault(Domain domain) {
    ofDefault = domain;
    list = list();
  }

  /** Of this moment. Not while somebody writes. */
  DomainTable copy() {
    DomainTable copy = new DomainTable();
    copy.byNumber.putAll(byNumber);
    copy.nextNumber = nextNumber;
    copy.ofDefault(ofDefault);
    return copy;
  }

  void apply(LinkRecord.OfDomain record) {
    switch (record) {
      case LinkRecord.DomainSet set -> byNumber.put(set.number(), set);
      case LinkRecord.DomainRemoved removed -> byNumber.remove(removed.number());
    }
    raiseNextNumber(record.number() + 1L);
    list = list();
  }

  private DomainList list() {
    NamedDomain first = NamedDomain.ofDefault(ofDefault);
    List<NamedDomain> others = new ArrayList<>();
    for (LinkRecord.DomainSet set : byNumber.values()) {
      if (set.number() == Domain.DEFAULT_NUMBER) {
        first = first.withFallbacks(set.domain().fallbacks());
      } else {
        others.add(set.domain());
      }
    }
    return new DomainList(first, others);
  }

  /** As they are. Any thread. */
  DomainList now() {
    return list;
  }

  /** The number of the next one; beyond {@link #NUMBER_MAX} there are no more. Any thread. */
  int nextNumber() {
    return nextNumber;
  }

  private void raiseNextNumber(long atLeast) {
    if (atLeast > nextNumber) {
      nextNumber = (int) Math.min(atLeast, NUMBER_MAX + 1L);
    }
  }

  /** Whatever a damaged stretch of so many bytes may have used up is not used again. */
  void skipWhatMayBeUsed(long damagedBytes) {
    raiseNextNumber(nextNumber + 1 + damagedBytes / DomainCodec.FRAME_BYTES_MIN);
  }

  /** Records that make an empty table what this is. Not while somebody writes. */
  List<LinkRecord.OfDomain> records() {
    List<LinkRecord.OfDomain> records = new ArrayList<>(byNumber.values());
    DomainTable made = new DomainTable();
    records.forEach(made::apply);
    records.addAll(usedUpBeyond(made, Instant.EPOCH));
    return records;
  }

  /** What makes the other use up the numbers that this has used up. */
  List<LinkRecord.OfDomain> usedUpBeyond(DomainTable other, Instant now) {
    return nextNumber > other.nextNumber && !byNumber.containsKey(nextNumber - 1)
        ? List.of(new LinkRecord.DomainRemoved(nextNumber - 1, now))
        : List.of();
  }

  /**
   * Whether a frame that says this is still needed: what was said last of each, and for ever that
   * one was removed. Any thread.
   */
  boolean isNeeded(LinkRecord.OfDomain record) {
    return switch (record) {
      case LinkRecord.DomainSet set ->
          // The next number first: it is raised last.
          set.number() >= nextNumber || set.equals(byNumber.get(set.number()));
      case LinkRecord.DomainRemoved _ -> true;
    };
  }
}
