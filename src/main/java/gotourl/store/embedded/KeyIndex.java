package gotourl.store.embedded;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * From the hash of a key to the position of its frame, outside the heap: 8 bytes a slot, and 64 to
 * 80 slots of a hundred in use.
 *
 * <p>One writer; any thread may find. The hash picks one of 512 shards (its top 9 bits), which grow
 * by a quarter one at a time, each at a moment of its own, and the tag in the slot (the next 24).
 * Keys with the same 33 bits are told apart by the {@link Candidate}, who reads the journal.
 *
 * <p>A grown shard is made aside and published with one write. A reader that was in the old one
 * goes on in it undisturbed: what it finds there was true when it began. Only when it finds nothing
 * may that be because the old one no longer counts (its pages may even hold another shard's entries
 * by now); so it looks whether the shard is still the same, and if not begins again.
 */
final class KeyIndex {

  /** No such key. */
  static final long NONE = -1;

  /** So that a growth at 10 M links copies 20,000 slots, and the list of them stays small. */
  static final int SHARDS = 512;

  /** 0 is an empty slot: the first byte of a segment is never a frame. */
  static final long POSITION_MIN = 1;

  static final long POSITION_MAX = Shard.POSITION_MASK;

  private static final int SHARD_SHIFT = 55;
  private static final int TAG_SHIFT = SHARD_SHIFT - Shard.TAG_BITS;
  private static final double GROWTH = 1.25;
  private static final Shard NOTHING = new Shard(new long[0]);

  private final Slabs slabs;
  private final SlotPages pages;
  private final AtomicReferenceArray<Shard> shards = new AtomicReferenceArray<>(SHARDS);
  private final AtomicLong size = new AtomicLong();

  /** Only so that {@link #touch} is not without effect. */
  @SuppressWarnings("UnusedVariable")
  private long touched;

  /** Says whether the frame at a position has the key that is looked for. */
  interface Candidate {
    /**
     * May be asked about several positions, also about ones that no longer hold what they held: the
     * last position that it accepted is the answer.
     */
    boolean isAt(long position);
  }

  KeyIndex() {
    this(SystemMemory.ofThisSystem());
  }

  KeyIndex(SystemMemory memory) {
    slabs = new Slabs(this, memory);
    pages = new SlotPages(slabs);
    for (int i = 0; i < SHARDS; i++) {
      shards.setPlain(i, NOTHING);
    }
    VarHandle.releaseFence();
  }

  /** Any thread; never waits. The position, or {@link #NONE}. */
  long find(long hash, Candidate candidate) {
    int at = shardOf(hash);
    Shard shard = shards.getAcquire(at);
    try {
      while (true) {
        long position = shard.find(tag(hash), candidate);
        if (position != NONE) {
          return position;
        }
        // The words were read before this (acquire), and pages are used anew only after a grown
        // shard is published (the fence in replace): whoever saw another shard's words sees here
        // that the shard has changed.
        Shard now = shards.getAcquire(at);
        if (now == shard) {
          return NONE;
        }
        shard = now;
      }
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Writer only. Whether no entry can be of this key. */
  boolean hasNone(long hash) {
    try {
      return shards.getPlain(shardOf(hash)).hasNone(tag(hash));
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Writer only. Brings the key's slot into the cache: for all of a batch before any is added. */
  void touch(long hash) {
    try {
      touched ^= shards.getPlain(shardOf(hash)).touch(tag(hash));
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Writer only. The key is not there. */
  void add(long hash, long position) {
    try {
      checkPosition(position);
      int at = shardOf(hash);
      Shard shard = shards.getPlain(at);
      if (shard.isFull()) {
        shard = rebuild(at, 1);
      }
      shard.add(Shard.word(tag(hash), position));
      size.setRelease(size.getPlain() + 1);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Writer only. The frame of a key is at another position now; false if the key was not at {@code
   * from}.
   */
  boolean move(long hash, long from, long to) {
    try {
      checkPosition(from);
      checkPosition(to);
      long tag = tag(hash);
      boolean moved =
          shards.getPlain(shardOf(hash)).move(Shard.word(tag, from), Shard.word(tag, to));
      return moved;
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Writer only. False if the key was not at this position. */
  boolean remove(long hash, long position) {
    try {
      checkPosition(position);
      int at = shardOf(hash);
      Shard shard = shards.getPlain(at);
      if (!shard.remove(Shard.word(tag(hash), position))) {
        return false;
      }
      size.setRelease(size.getPlain() - 1);
      if (shard.isSparse()) {
        rebuild(at, 0);
      }
      return true;
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** How many keys. Any thread. */
  long size() {
    return size.getAcquire();
  }

  /** Memory taken from the system. Any thread. */
  long bytes() {
    return slabs.bytes();
  }

  /** How many words a dump of this shard needs room for at present. Any thread. */
  int wordsMax(int shard) {
    return shards.getAcquire(shard).capacity();
  }

  /**
   * Any thread. The words of a shard, in the order in which {@link #load} takes them; how many
   * there are, or -1 if it has grown beyond the room.
   *
   * <p>What is there during the whole dump is in it, once. A key that is removed and added again
   * meanwhile may be there at both its positions, one of which the replay of its removal takes out.
   */
  int dump(int at, MemorySegment into) {
    Shard shard = shards.getAcquire(at);
    try {
      while (true) {
        int count = shard.dump(into);
        Shard now = shards.getAcquire(at);
        if (now == shard) {
          return count;
        }
        shard = now;
      }
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Fills an empty shard with the words of a dump. Several threads may load, each its own shards;
   * the writer waits for them.
   */
  void load(int at, long[] words, int count) {
    if (shards.getAcquire(at) != NOTHING) {
      throw new IllegalStateException("shard " + at + " has been filled already");
    }
    Shard shard = new Shard(pages.take(pagesFor(at, count)));
    shard.addAll(words, count);
    shards.setRelease(at, shard);
    size.addAndGet(count);
  }

  /**
   * Copies what is alive into a shard with room for so many more: the next larger one, or, where
   * much was removed, one of the same size or a smaller one. An eighth is left free beyond that, so
   * that the next rebuilding is at least a twelfth of the slots away.
   */
  private Shard rebuild(int at, int more) {
    Shard old = shards.getPlain(at);
    long entries = old.live() + (long) more;
    Shard grown = new Shard(pages.take(pagesFor(at, entries + entries / 8)));
    grown.addAll(old);
    shards.setRelease(at, grown);
    VarHandle.fullFence(); // no page is written again before readers can see that it was replaced
    pages.giveBack(old.pages());
    return grown;
  }

  /**
   * Capacities grow by a quarter, and those of each shard lie a 512th of that step beside those of
   * the one before it: equal shards would all be full at the same moment.
   */
  static int pagesFor(int shard, long entries) {
    double size = Math.pow(GROWTH, (double) shard / SHARDS);
    while (Shard.usedMax((int) Math.round(size)) < entries) {
      size *= GROWTH;
    }
    return (int) Math.round(size);
  }

  static void checkPosition(long position) {
    if (position < POSITION_MIN || position > POSITION_MAX) {
      throw new IllegalArgumentException("no position of a frame: " + position);
    }
  }

  private static int shardOf(long hash) {
    return (int) (hash >>> SHARD_SHIFT);
  }

  private static long tag(long hash) {
    return (hash >>> TAG_SHIFT) & ((1 << Shard.TAG_BITS) - 1);
  }
}
