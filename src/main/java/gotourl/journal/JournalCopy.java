package gotourl.journal;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A second directory with the same journal, made and kept up to date without a lock and without a
 * word to the process that appends. One thread.
 *
 * <p>A pass reads the manifest, lists the segments, takes those that the copy lacks in the order of
 * their numbers, those as first written before compacted ones, and lists again. Sealed segments
 * never change, so they are linked, or copied where the directories share no files; the last one is
 * copied up to its last whole frame. Each file is durable before the next one begins, so at any
 * moment the copy is a prefix of what was appended.
 *
 * <ul>
 *   <li>Only the last file of the copy ever grows in place. Every other one bears its name only
 *       since it was whole and synced.
 *   <li>A compacted segment is put beside those that it replaces before they are deleted, and the
 *       manifest between the two, as the journal itself does it. The manifest was read before the
 *       list: so all that it names was there.
 *   <li>Until the first pass is through, the directory is marked as {@link Unfinished}; so it is
 *       again while it catches up with what was compacted before it could be copied.
 * </ul>
 */
public final class JournalCopy implements Closeable {

  /** What a directory may hold before the first copy: a file system's own, the lock, our mark. */
  private static final Set<String> NOBODYS =
      Set.of(DirectoryLock.NAME, "lost+found", Unfinished.FILE);

  /** What a process that was cut off leaves behind in a copy. */
  private static final Pattern LEFT_BEHIND =
      Pattern.compile("([0-9a-f]{16}(\\.[0-9a-f]{8})?\\.seg|backup|manifest|unfinished)\\.tmp");

  /**
   * A compaction, or the start of a server, replaces files once in many seconds; ours takes less.
   */
  private static final int PASSES_MAX = 20;

  /**
   * What a pass did.
   *
   * @param bytes copied; linked ones do not count
   * @param segments put there whole or begun
   * @param settled false if segments came, or went, meanwhile: another pass has something to do
   */
  public record Pass(long bytes, int segments, boolean settled) {}

  private final Disk source;
  private final Disk target;
  private final int content;

  /** The segments in the copy: nobody else adds any. */
  private final NavigableSet<SegmentName> there = new TreeSet<>();

  /** Those of them that are known to be whole, and the same as in the journal. */
  private final Set<SegmentName> whole = new HashSet<>();

  /** The last one when the copy was opened: it may have been growing when its process died. */
  private final @Nullable SegmentName doubtful;

  private @Nullable CopyRecord record;
  private @Nullable GrowingCopy growing;
  private boolean unfinished;
  private LongPredicate watch = bytes -> true;
  private long bytes;
  private int segments;

  private JournalCopy(Disk source, int content, Disk target) throws IOException {
    this.source = source;
    this.target = target;
    this.content = content;
    this.record = CopyRecord.read(target);
    List<String> files = target.list();
    if (record == null) {
      refuseForeign(files);
    }
    for (String file : files) {
      if (LEFT_BEHIND.matcher(file).matches()) {
        target.delete(file);
      }
    }
    this.unfinished = record == null || files.contains(Unfinished.FILE);
    there.addAll(segments(files));
    if (record != null) {
      removeEmptySuccessors(record);
    }
    this.doubtful = there.isEmpty() ? null : there.last();
  }

  /**
   * Begins a copy in an empty directory, or continues one. The target's lock must be held.
   *
   * @throws CopyRefusedException if the target is something else, or has been appended to
   */
  public static JournalCopy open(Disk source, int content, Disk target) throws IOException {
    return new JournalCopy(source, content, target);
  }

  /**
   * From now on asked before each segment, with how many bytes were copied, whether to go on. A
   * copy that does not is unfinished, and can be continued.
   */
  public void watch(LongPredicate watching) {
    watch = watching;
  }

  /** Whether there is a copy in this directory, finished or not. */
  public static boolean isIn(Disk target) throws IOException {
    return CopyRecord.read(target) != null;
  }

  /** Whether there are segments in this directory. */
  public static boolean hasSegments(Disk source) throws IOException {
    return !segments(source.list()).isEmpty();
  }

  private static void refuseForeign(List<String> files) throws CopyRefusedException {
    for (String file : files) {
      if (!NOBODYS.contains(file) && !LEFT_BEHIND.matcher(file).matches()) {
        throw new CopyRefusedException(
            "it holds files and no backup (\"" + file + "\"); use a new or an empty directory");
      }
    }
  }

  /** A server was started on the copy and stopped before it had appended anything. */
  private void removeEmptySuccessors(CopyRecord known) throws IOException {
    for (SegmentName name : List.copyOf(there)) {
      try (Disk.Reader segment = target.open(name.file())) {
        if (!known.covers(name.number(), header(segment))) {
          if (segment.size() > SegmentHeader.BYTES) {
            throw new CopyRefusedException(
                name.file()
                    + " in it was made by a server that ran on it: it is no copy any more; use a"
                    + " new or an empty directory");
          }
          remove(name);
        }
      }
    }
  }

  /**
   * Passes until nothing comes or goes any more while it is copied, or often enough.
   *
   * @return all of them together; unsettled means that the journal had more by the end
   */
  public Pass copy() throws IOException {
    long bytesBefore = bytes;
    int segmentsBefore = segments;
    Pass pass = pass();
    for (int i = 1; i < PASSES_MAX && !pass.settled(); i++) {
      pass = pass();
    }
    return new Pass(bytes - bytesBefore, segments - segmentsBefore, pass.settled());
  }

  /**
   * Brings the copy up to what the journal held when this began. After any exception this object
   * must only be closed.
   *
   * @throws CopyRefusedException if trying again would not help
   */
  public Pass pass() throws IOException {
    long bytesBefore = bytes;
    int segmentsBefore = segments;
    checkNobodyElseIsThere();
    boolean settled = false;
    for (int i = 1; !settled; i++) {
      String manifest = SmallFile.read(source, Manifest.NAME);
      NavigableSet<SegmentName> names = list();
      try {
        take(names);
      } catch (NoSuchFileException | FileNotFoundException e) {
        if (i >= PASSES_MAX || segments(source.list()).equals(names)) {
          throw e;
        }
        continue; // Compacted away, or replaced by a start, while we were copying.
      }
      settle(names, manifest);
      settled = true;
    }
    return new Pass(bytes - bytesBefore, segments - segmentsBefore, isSettled());
  }

  /** Whether the copy has the segments that the journal has now. */
  private boolean isSettled() throws IOException {
    return segments(source.list()).equals(there);
  }

  private void checkNobodyElseIsThere() throws IOException {
    NavigableSet<SegmentName> now = segments(target.list());
    if (!now.equals(there)) {
      if (there.containsAll(now)) {
        throw new IOException("files of the copy have vanished; is the right directory mounted?");
      }
      now.removeAll(there);
      throw new CopyRefusedException(
          now.first().file() + " was put there by somebody else: a server runs on the copy");
    }
  }

  private void take(SortedSet<SegmentName> names) throws IOException {
    if (names.isEmpty()) {
      throw new IOException("there are no segments to copy");
    }
    SegmentName last = names.last();
    if (!isContinuedByOriginals(names)) {
      unfinished = true;
    }
    begin(last);
    for (SegmentName name : names) {
      if (name.generation() == 0 && !whole.contains(name)) {
        look();
        take(name, name.equals(last));
      }
    }
    for (SegmentName name : names) {
      if (name.generation() != 0 && !whole.contains(name)) {
        look();
        take(name, false);
      }
    }
  }

  private void look() throws IOException {
    if (!watch.test(bytes)) {
      throw new IOException("it was ended; the next backup goes on with it");
    }
  }

  /**
   * Whether segments as first written lead from the end of the copy to that of the journal. Else a
   * part of the way is compacted: without the frames that made others superfluous, it is no state
   * that the journal ever had.
   */
  private boolean isContinuedByOriginals(SortedSet<SegmentName> names) {
    if (there.isEmpty()) {
      return true;
    }
    long number = there.last().number();
    while (names.contains(new SegmentName(number, 0))) {
      number++;
    }
    return number > names.last().number();
  }

  /**
   * A list of many files is no moment's: until two are the same, one may lack what has its place.
   */
  private NavigableSet<SegmentName> list() throws IOException {
    NavigableSet<SegmentName> names = segments(source.list());
    for (int i = 1; i < PASSES_MAX; i++) {
      NavigableSet<SegmentName> again = segments(source.list());
      if (again.equals(names)) {
        return names;
      }
      names = again;
    }
    throw new IOException("the segments come and go faster than they can be listed");
  }

  /** Refuses another journal, and writes down how far this copy may come. */
  private void begin(SegmentName last) throws IOException {
    SegmentHeader header;
    try (Disk.Reader segment = source.open(last.file())) {
      header = header(segment);
    }
    if (header == null) {
      throw new BrokenJournalException(last.file() + ": no copy of the header is whole");
    }
    if (header.content() != content) {
      throw new CopyRefusedException(
          "%s holds content %d, not %d".formatted(last.file(), header.content(), content));
    }
    CopyRecord known = record;
    if (known != null && !known.journal().equals(header.journal())) {
      throw new CopyRefusedException("the directories hold different journals");
    }
    if (known != null && last.number() < known.number()) {
      throw new CopyRefusedException(
          "the journal ends with %s and its copy goes on to %s: the journal has lost something"
              .formatted(last.file(), SegmentHeader.fileName(known.number())));
    }
    if (unfinished && !Unfinished.is(target)) {
      Unfinished.begin(target);
    }
    if (known == null || !known.covers(last.number(), header)) {
      clearTheWay(last, header);
      record = CopyRecord.of(header);
      record.write(target);
    }
  }

  private void take(SegmentName name, boolean active) throws IOException {
    try (Disk.Reader segment = source.open(name.file())) {
      SegmentHeader header = header(segment);
      GrowingCopy copy = growing;
      if (copy != null && copy.name().equals(name) && header != null && copy.isOf(header)) {
        grow(copy, segment, active);
        return;
      }
      if (header != null) {
        clearTheWay(name, header);
      }
      if (there.contains(name) && !name.equals(doubtful)) {
        whole.add(name); // What is there is whole, even if the journal's own header is damaged now.
        return;
      }
      if (active) {
        begin(name, segment, header);
      } else {
        takeWhole(name, segment);
      }
      there.add(name);
      segments++;
    }
  }

  private void begin(SegmentName name, Disk.Reader segment, @Nullable SegmentHeader header)
      throws IOException {
    if (header == null) {
      throw new BrokenJournalException(name.file() + ": no copy of the header is whole");
    }
    closeGrowing();
    GrowingCopy copy = GrowingCopy.begin(name, header, segment, target);
    growing = copy;
    bytes += copy.end();
  }

  private void grow(GrowingCopy copy, Disk.Reader segment, boolean active) throws IOException {
    if (active) {
      bytes += copy.growByWholeFrames(segment);
    } else {
      bytes += copy.complete(segment);
      closeGrowing();
      whole.add(copy.name());
    }
  }

  private void takeWhole(SegmentName name, Disk.Reader segment) throws IOException {
    String unfinishedName = name.file() + Journal.UNFINISHED;
    if (!target.link(source, name.file(), unfinishedName)) {
      long size = segment.size();
      try (Disk.Appender file = target.create(unfinishedName)) {
        GrowingCopy.append(segment, 0, size, file);
        file.sync();
      }
      bytes += size;
    }
    target.rename(unfinishedName, name.file());
    target.sync();
    whole.add(name);
  }

  /**
   * Deletes a segment of the copy whose place another one has taken: the journal replaces a last
   * segment of which nothing was ever synced. Anything else in its place would be lost for good.
   */
  private void clearTheWay(SegmentName name, SegmentHeader header) throws IOException {
    if (!there.contains(name)) {
      return;
    }
    try (Disk.Reader copied = target.open(name.file())) {
      SegmentHeader old = header(copied);
      if (old == null || old.salt() == header.salt()) {
        return;
      }
      TornAt torn = new TornAt();
      new SegmentScan(copied, old.salt(), copied.size()).run(torn);
      if (torn.provesSync || name.generation() != 0) {
        throw new CopyRefusedException(
            "%s is not what was copied earlier: the journal has lost what the copy holds"
                .formatted(name.file()));
      }
    }
    remove(name);
  }

  /** What was listed is all there: whatever the journal has dropped can go. */
  private void settle(Set<SegmentName> names, @Nullable String manifest) throws IOException {
    String copied = SmallFile.read(target, Manifest.NAME);
    if (manifest == null && copied != null) {
      target.delete(Manifest.NAME);
      target.sync();
    } else if (manifest != null && !manifest.equals(copied)) {
      SmallFile.write(target, Manifest.NAME, manifest);
    }
    for (SegmentName name : List.copyOf(there)) {
      if (!names.contains(name)) {
        remove(name);
      }
    }
    if (unfinished) {
      Unfinished.end(target);
      unfinished = false;
    }
  }

  private void remove(SegmentName name) throws IOException {
    if (growing != null && growing.name().equals(name)) {
      closeGrowing();
    }
    target.delete(name.file());
    target.sync();
    there.remove(name);
    whole.remove(name);
  }

  private void closeGrowing() throws IOException {
    GrowingCopy copy = growing;
    growing = null;
    if (copy != null) {
      copy.close();
    }
  }

  private static NavigableSet<SegmentName> segments(List<String> files) {
    List<SegmentName> names = new ArrayList<>();
    for (String file : files) {
      SegmentName name = SegmentName.parse(file);
      if (name != null) {
        names.add(name);
      }
    }
    return new TreeSet<>(names);
  }

  /** {@code null} if no copy of the header is whole. */
  private static @Nullable SegmentHeader header(Disk.Reader segment) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(SegmentHeader.BYTES);
    segment.read(head, 0);
    return switch (SegmentHeader.decode(head.flip())) {
      case SegmentHeader.Decoded.Whole(SegmentHeader header, int damagedAt) -> header;
      case SegmentHeader.Decoded.Newer(int format) ->
          throw new CopyRefusedException(
              "its format is %d; this version of goto knows formats up to %d"
                  .formatted(format, SegmentHeader.FORMAT));
      case SegmentHeader.Decoded.Broken() -> null;
    };
  }

  @Override
  public void close() throws IOException {
    closeGrowing();
  }
}
