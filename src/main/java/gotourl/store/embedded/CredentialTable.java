package gotourl.store.embedded;

import gotourl.access.Kept;
import gotourl.access.SecretHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The credentials that the journal amounts to. Written by one thread (first recovery, then the save
 * loop); read by any. What was revoked is in it no more; that its number is used up is.
 */
final class CredentialTable {

  /** Whatever has the number 0 was done by nobody. */
  static final int NUMBER_MIN = 1;

  static final int NUMBER_MAX = Integer.MAX_VALUE - 1;

  /** At most {@link gotourl.access.CredentialStore#CREDENTIALS_MAX}, and the operator's. */
  private final NavigableMap<Integer, Kept> byNumber = new ConcurrentSkipListMap<>();

  /** The same ones. The keys compare in constant time. */
  private final Map<SecretHash, Kept> byHash = new ConcurrentHashMap<>();

  private volatile int nextNumber = NUMBER_MIN;

  /** Of this moment. Not while somebody writes. */
  CredentialTable copy() {
    CredentialTable copy = new CredentialTable();
    byNumber.values().forEach(copy::put);
    copy.nextNumber = nextNumber;
    return copy;
  }

  void apply(LinkRecord.OfCredential record) {
    int number = record.number();
    switch (record) {
      case LinkRecord.Issued(Kept kept) -> put(kept);
      case LinkRecord.Revoked revoked -> remove(number);
      case LinkRecord.Used used -> {
        Kept kept = byNumber.get(number);
        if (kept != null) {
          put(kept.usedAt(used.time()));
        }
      }
    }
    raiseNextNumber(number + 1L);
  }

  private void put(Kept kept) {
    byNumber.put(kept.credential().number(), kept);
    byHash.put(kept.hash(), kept);
  }

  private void remove(int number) {
    Kept kept = byNumber.remove(number);
    if (kept != null) {
      byHash.remove(kept.hash(), kept);
    }
  }

  /** Whatever a damaged stretch of so many bytes may have used up is not used again. */
  void skipWhatMayBeUsed(long damagedBytes) {
    raiseNextNumber(nextNumber + 1 + damagedBytes / CredentialCodec.FRAME_BYTES_MIN);
  }

  void raiseNextNumber(long atLeast) {
    if (atLeast > nextNumber) {
      nextNumber = (int) Math.min(atLeast, NUMBER_MAX + 1L);
    }
  }

  /** Records that make an empty table what this is. Not while somebody writes. */
  List<LinkRecord.OfCredential> records() {
    List<LinkRecord.OfCredential> records = new ArrayList<>();
    CredentialTable made = new CredentialTable();
    for (Kept kept : all()) {
      records.add(new LinkRecord.Issued(kept));
      made.raiseNextNumber(kept.credential().number() + 1L);
      Instant used = kept.lastUsed();
      if (used != null) {
        records.add(new LinkRecord.Used(kept.credential().number(), used));
      }
    }
    records.addAll(usedUpBeyond(made, Instant.EPOCH));
    return records;
  }

  /** What makes the other use up the numbers that this has used up. */
  List<LinkRecord.OfCredential> usedUpBeyond(CredentialTable other, Instant now) {
    return nextNumber > other.nextNumber
        ? List.of(new LinkRecord.Revoked(nextNumber - 1, now))
        : List.of();
  }

  /**
   * Whether a frame that says this is still needed. That a secret is revoked stays for ever: ten
   * bytes, against its being worth something again. Any thread.
   */
  boolean isNeeded(LinkRecord.OfCredential record) {
    return switch (record) {
      case LinkRecord.Issued issued -> !isRevoked(issued.number());
      case LinkRecord.Revoked revoked -> true;
      case LinkRecord.Used used -> isLastUse(used);
    };
  }

  /** The number of the next one; beyond {@link #NUMBER_MAX} there are no more. Any thread. */
  int nextNumber() {
    return nextNumber;
  }

  /** Any thread. */
  Optional<Kept> find(SecretHash hash) {
    return Optional.ofNullable(byHash.get(hash));
  }

  /** Any thread. */
  @Nullable Kept get(int number) {
    return byNumber.get(number);
  }

  /** By number. Any thread. */
  List<Kept> all() {
    return List.copyOf(byNumber.values());
  }

  /** Whether there was one of this number and is no more: one to come is not. Any thread. */
  private boolean isRevoked(int number) {
    // The next number first: it is raised last.
    return number < nextNumber && !byNumber.containsKey(number);
  }

  /** Whether this is what is known of its last use, or may come to be. Any thread. */
  private boolean isLastUse(LinkRecord.Used used) {
    int next = nextNumber;
    Kept kept = byNumber.get(used.number());
    return kept == null ? used.number() >= next : used.time().equals(kept.lastUsed());
  }
}
