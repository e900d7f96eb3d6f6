package gotourl.support;

import gotourl.journal.Disk;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A disk that forgets. It knows, for names and for bytes, what is written and what is synced;
 * {@link #crash} leaves what is synced and, by the seed, any part of the rest: sectors of 512 bytes
 * new, old or torn, in any order; names in the order of their changes, up to some point.
 *
 * <p>A sync that fails marks the bytes clean, as Linux does: a later sync of the same file succeeds
 * and makes them no more durable, while readers still see them.
 */
public final class SimDisk implements Disk {

  private static final int SECTOR = 512;

  /** Thrown by every operation from the crash on. */
  public static final class Crashed extends IOException {
    Crashed() {
      super("the power is gone");
    }
  }

  /** What befalls the n-th operation. */
  public enum Fault {
    /** The operation happens (a write: some of it), and the power goes. */
    CRASH,
    /** The operation fails with an error; the disk lives on. */
    ERROR,
    /** That operation fails, and each one after it until {@link #heal}. */
    ERRORS
  }

  private static final class Node {
    byte[] written = new byte[0];
    byte[] durable = new byte[0];

    /** Bytes that a failed sync gave up: visible until a crash, durable never. */
    boolean lying;
  }

  private interface NameChange {
    void apply(Map<String, Node> names);
  }

  private final Map<String, Node> names = new HashMap<>();
  private final Map<String, Node> durableNames = new HashMap<>();
  private final List<NameChange> unsyncedChanges = new ArrayList<>();
  private final Random random;
  private final boolean syncs;

  private long operations;
  private long faultAt = Long.MAX_VALUE;
  private Fault fault = Fault.CRASH;
  private boolean crashed;
  private long capacityBytes = Long.MAX_VALUE;
  private boolean sharesFiles = true;
  private final Set<String> unreadable = new HashSet<>();
  private long opened;
  private long openNow;

  /**
   * @param syncs false makes every sync do nothing: the control of the crash tests
   */
  public SimDisk(long seed, boolean syncs) {
    this.random = new Random(seed);
    this.syncs = syncs;
  }

  public SimDisk(long seed) {
    this(seed, true);
  }

  /** Writes, syncs and name changes so far. */
  public synchronized long operations() {
    return operations;
  }

  /** How often a file was opened to be read. */
  public synchronized long opened() {
    return opened;
  }

  /** How many of these readers are not closed. */
  public synchronized long openNow() {
    return openNow;
  }

  /** The operation after this many from now meets with a fault. */
  public synchronized void faultAfter(long operationsFromNow, Fault kind) {
    faultAt = operations + operationsFromNow + 1;
    fault = kind;
  }

  /** The power is gone until {@link #crash} brings the disk back. */
  public synchronized boolean isDown() {
    return crashed;
  }

  /** Whether the fault that was ordered has not struck yet. */
  public synchronized boolean faultsToCome() {
    return operations < faultAt;
  }

  /** No more faults. */
  public synchronized void heal() {
    faultAt = Long.MAX_VALUE;
    capacityBytes = Long.MAX_VALUE;
  }

  /** From now on, files may hold this many bytes together. */
  public synchronized void capacity(long bytes) {
    capacityBytes = bytes;
  }

  /** From now on, no file of another disk can be linked, as between two file systems. */
  public synchronized void shareNoFiles() {
    sharesFiles = false;
  }

  /** From now on, the disk does not give this file. */
  public synchronized void refuse(String name) {
    unreadable.add(name);
  }

  public synchronized long usedBytes() {
    return names.values().stream().mapToLong(node -> node.written.length).sum();
  }

  /** The process dies and the machine does not: what was written stays, what was not synced too. */
  public synchronized void restart() {
    crashed = false;
    heal();
  }

  /** The power goes; the disk comes back with what it kept. */
  public synchronized void crash() {
    crashed = false;
    heal();
    int kept = unsyncedChanges.isEmpty() ? 0 : random.nextInt(unsyncedChanges.size() + 1);
    for (NameChange change : unsyncedChanges.subList(0, kept)) {
      change.apply(durableNames);
    }
    unsyncedChanges.clear();
    names.clear();
    names.putAll(durableNames);
    for (Node node : names.values()) {
      node.durable = survivors(node);
      node.written = node.durable;
      node.lying = false;
    }
  }

  private byte[] survivors(Node node) {
    if (node.lying && random.nextBoolean()) {
      return node.durable;
    }
    int longest = node.written.length;
    int length = node.durable.length + random.nextInt(longest - node.durable.length + 1);
    if (random.nextBoolean()) {
      length = longest;
    }
    byte[] result = Arrays.copyOf(node.durable, length);
    for (int at = node.durable.length / SECTOR * SECTOR; at < length; at += SECTOR) {
      int end = Math.min(at + SECTOR, length);
      int from = Math.max(at, node.durable.length);
      int kept =
          switch (random.nextInt(4)) {
            case 0 -> from;
            case 1 -> from + random.nextInt(end - from + 1);
            default -> end;
          };
      System.arraycopy(node.written, from, result, from, kept - from);
    }
    return result;
  }

  /** The bytes of a file, as a reader sees them now. */
  public synchronized byte[] bytes(String name) {
    Node node = names.get(name);
    if (node == null) {
      throw new IllegalArgumentException("no file " + name);
    }
    return node.written.clone();
  }

  /** Replaces a file's bytes, durably: damage, or a file from elsewhere. */
  public synchronized void plant(String name, byte[] bytes) {
    Node node = new Node();
    node.written = bytes.clone();
    node.durable = node.written;
    names.put(name, node);
    durableNames.put(name, node);
  }

  /** Takes a file away, durably. */
  public synchronized void remove(String name) {
    names.remove(name);
    durableNames.remove(name);
  }

  @Override
  public synchronized List<String> list() throws IOException {
    checkPower();
    return List.copyOf(names.keySet());
  }

  @Override
  public synchronized Appender create(String name) throws IOException {
    checkPower();
    if (names.containsKey(name)) {
      throw new FileAlreadyExistsException(name);
    }
    operation();
    Node node = new Node();
    change(all -> all.put(name, node));
    return new SimAppender(node);
  }

  @Override
  public synchronized Reader open(String name) throws IOException {
    SimReader reader = new SimReader(node(name));
    if (unreadable.contains(name)) {
      throw new IOException(name + ": Input/output error");
    }
    opened++;
    openNow++;
    return reader;
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    checkPower();
    operation();
    change(all -> {
      Node node = all.remove(from);
      if (node != null) {
        all.put(to, node);
      }
    });
  }

  @Override
  public synchronized void delete(String name) throws IOException {
    checkPower();
    operation();
    change(all -> all.remove(name));
  }

  @Override
  public boolean link(Disk from, String name, String to) throws IOException {
    if (!(from instanceof SimDisk other) || !sharesFiles) {
      return false;
    }
    Node node = other.node(name);
    synchronized (this) {
      checkPower();
      if (names.containsKey(to)) {
        throw new FileAlreadyExistsException(to);
      }
      operation();
      change(all -> all.put(to, node));
      operation();
      if (syncs && !node.lying) {
        node.durable = node.written;
      }
    }
    return true;
  }

  private synchronized Node node(String name) throws IOException {
    checkPower();
    Node node = names.get(name);
    if (node == null) {
      throw new FileNotFoundException(name);
    }
    return node;
  }

  @Override
  public synchronized void sync() throws IOException {
    checkPower();
    operation();
    if (syncs) {
      durableNames.clear();
      durableNames.putAll(names);
      unsyncedChanges.clear();
    }
  }

  @Override
  public void close() {}

  private void change(NameChange change) {
    change.apply(names);
    unsyncedChanges.add(change);
  }

  private void checkPower() throws Crashed {
    if (crashed) {
      throw new Crashed();
    }
  }

  /** Counts, and lets the fault strike. A crash lets this one operation through or not. */
  private void operation() throws IOException {
    operations++;
    if (operations >= faultAt && fault == Fault.ERRORS) {
      throw new IOException("injected errors, at operation " + operations);
    }
    if (operations == faultAt) {
      if (fault == Fault.ERROR) {
        throw new IOException("injected error at operation " + operations);
      }
      crashed = true;
      if (random.nextBoolean()) {
        throw new Crashed();
      }
    }
  }

  private final class SimAppender implements Appender {
    private final Node node;
    private boolean failed;

    SimAppender(Node node) {
      this.node = node;
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
      synchronized (SimDisk.this) {
        checkPower();
        checkUsable();
        int wanted = bytes.remaining();
        try {
          operation();
        } catch (IOException e) {
          failed = true;
          write(bytes, random.nextInt(wanted + 1));
          throw e;
        }
        if (usedBytes() + wanted > capacityBytes) {
          failed = true;
          write(bytes, (int) Math.max(0, capacityBytes - usedBytes()));
          throw new IOException("No space left on device");
        }
        write(bytes, wanted);
      }
    }

    private void write(ByteBuffer bytes, int count) {
      int at = node.written.length;
      node.written = Arrays.copyOf(node.written, at + count);
      bytes.get(node.written, at, count);
    }

    @Override
    public void sync() throws IOException {
      synchronized (SimDisk.this) {
        checkPower();
        checkUsable();
        try {
          operation();
        } catch (IOException e) {
          failed = true;
          node.lying |= !(e instanceof Crashed);
          throw e;
        }
        if (syncs && !node.lying) {
          node.durable = node.written;
        }
      }
    }

    /** The promise of the port's users: after an exception a file is only closed. */
    private void checkUsable() {
      if (failed) {
        throw new AssertionError("a file was used again after it had failed");
      }
    }

    @Override
    public void close() {}
  }

  private final class SimReader implements Reader {
    private final Node node;
    private boolean closed;

    SimReader(Node node) {
      this.node = node;
    }

    @Override
    public long size() throws IOException {
      synchronized (SimDisk.this) {
        checkPower();
        return node.written.length;
      }
    }

    @Override
    public void read(ByteBuffer into, long offset) throws IOException {
      synchronized (SimDisk.this) {
        checkPower();
        int count = (int) Math.min(into.remaining(), node.written.length - offset);
        if (count > 0) {
          into.put(node.written, (int) offset, count);
        }
      }
    }

    @Override
    public MemorySegment map(long bytes, Arena arena) throws IOException {
      synchronized (SimDisk.this) {
        checkPower();
        return MemorySegment.ofArray(node.written).asSlice(0, bytes);
      }
    }

    @Override
    public void close() {
      synchronized (SimDisk.this) {
        openNow -= closed ? 0 : 1;
        closed = true;
      }
    }
  }
}
