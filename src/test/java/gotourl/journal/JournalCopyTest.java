package gotourl.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.support.SimDisk;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalCopyTest {

  private static final int SEEDS_PER_OPERATION = 4;
  private static final long SEGMENT_BYTES_MAX = 400;

  /** Steps of a copy's life behind which the journal is compacted. */
  private static final int COMPACTED_WHAT_WAS_COPIED = 3;

  private static final int COMPACTED_BEFORE_IT_WAS_COPIED = 5;

  @TempDir Path dir;

  private final SimDisk source = new SimDisk(1);
  private final SimDisk target = new SimDisk(2);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCopyOfAJournalInUseOpensToWhatWasAppended(boolean linked) throws IOException {
    if (!linked) {
      target.shareNoFiles();
    }
    TextJournal journal = TextJournal.open(source, SEGMENT_BYTES_MAX, 1);
    List<String> texts = append(journal, 0, 60);
    JournalCopy.Pass pass = copy();
    assertThat(pass.settled()).isTrue();
    assertThat(pass.segments()).isGreaterThan(5);
    assertThat(openedCopy()).isEqualTo(texts);
    texts.addAll(append(journal, 60, 61));
    assertThat(TextJournal.open(source, SEGMENT_BYTES_MAX, 7).texts).isEqualTo(texts);
  }

  @Test
  void theSecondTimeOnlyWhatIsNewIsTaken() throws IOException {
    TextJournal journal = TextJournal.open(source, SEGMENT_BYTES_MAX, 1);
    List<String> texts = append(journal, 0, 60);
    int segments = copy().segments();
    texts.addAll(append(journal, 60, 70));
    JournalCopy.Pass second = copy();
    assertThat(second.segments()).isBetween(1, 4).isLessThan(segments);
    assertThat(openedCopy()).isEqualTo(texts);
  }

  @Test
  void whatIsAppendedLaterFollowsWithEachPass() throws IOException {
    TextJournal journal = TextJournal.open(source, SEGMENT_BYTES_MAX, 1);
    List<String> texts = append(journal, 0, 1);
    try (JournalCopy copy = open()) {
      for (int i = 1; i < 60; i++) {
        copy.pass();
        assertThat(openedCopy()).isEqualTo(texts);
        texts.addAll(append(journal, i, i + 1));
      }
      journal.journal.close();
      texts.addAll(append(TextJournal.open(source, SEGMENT_BYTES_MAX, 3), 60, 90));
      copy.pass();
      assertThat(openedCopy()).isEqualTo(texts);
      long bytes = target.operations();
      assertThat(copy.pass()).isEqualTo(new JournalCopy.Pass(0, 0, true));
      assertThat(target.operations()).isEqualTo(bytes);
    }
  }

  @Test
  void aFrameThatIsBeingWrittenIsLeftForTheNextPass() throws IOException {
    TextJournal journal = TextJournal.open(source);
    journal.append("one");
    final String name = "0000000000000001.seg";
    byte[] one = source.bytes(name);
    journal.append("two");
    byte[] two = source.bytes(name);
    try (JournalCopy copy = open()) {
      for (int bytes = one.length; bytes < two.length; bytes++) {
        source.plant(name, Arrays.copyOf(two, bytes));
        copy.pass();
        assertThat(target.bytes(name)).isEqualTo(one);
      }
      source.plant(name, two);
      copy.pass();
      assertThat(target.bytes(name)).isEqualTo(two);
    }
  }

  @Test
  void usingTheCopyNeverChangesTheOriginalNorTheOtherWayRound() throws IOException {
    FileDisk original = FileDisk.open(dir.resolve("original"));
    FileDisk copied = FileDisk.open(dir.resolve("copy"));
    TextJournal journal = TextJournal.open(original, SEGMENT_BYTES_MAX, 1);
    List<String> texts = append(journal, 0, 60);
    try (JournalCopy copy = JournalCopy.open(original, TextJournal.CONTENT, copied)) {
      copy.copy();
    }
    Map<String, byte[]> before = files(original);
    TextJournal used = TextJournal.open(copied, SEGMENT_BYTES_MAX, 2);
    assertThat(used.texts).isEqualTo(texts);
    List<String> own = new ArrayList<>(texts);
    own.addAll(append(used, 100, 160));
    used.journal.close();
    assertSame(files(original), before);

    Map<String, byte[]> copyBefore = files(copied);
    texts.addAll(append(journal, 60, 130));
    journal.journal.close();
    assertThat(TextJournal.open(original, SEGMENT_BYTES_MAX, 3).texts).isEqualTo(texts);
    assertSame(files(copied), copyBefore);
    assertThat(TextJournal.open(copied, SEGMENT_BYTES_MAX, 4).texts).isEqualTo(own);
  }

  @Test
  void compactedSegmentsComeAndThoseTheyReplaceGo() throws IOException {
    TextJournal journal = TextJournal.open(source, SEGMENT_BYTES_MAX, 1);
    List<String> texts = append(journal, 0, 60);
    try (JournalCopy copy = open()) {
      copy.pass();
      compact(source);
      copy.pass();
      assertSame(segments(target), segments(source));
      assertThat(target.bytes("manifest")).isEqualTo(source.bytes("manifest"));
      texts.addAll(append(journal, 60, 70));
      copy.pass();
      assertSame(segments(target), segments(source));
      assertThat(openedCopy()).isEqualTo(texts);
    }
  }

  @Test
  void whatWasCompactedBeforeItWasCopiedIsTakenAsItIs() throws IOException {
    TextJournal journal = TextJournal.open(source, SEGMENT_BYTES_MAX, 1);
    List<String> texts = append(journal, 0, 30);
    copy();
    texts.addAll(append(journal, 30, 70));
    compact(source, 2, lastNumber(source) - 1, 1);
    copy();
    assertSame(segments(target), segments(source));
    assertThat(openedCopy()).isEqualTo(texts);
  }

  @Test
  void aCompactedSegmentIsInspectedUpToItsOwnEnd() throws IOException {
    TextJournal journal = TextJournal.open(source, SEGMENT_BYTES_MAX, 1);
    List<String> texts = append(journal, 0, 60);
    compact(source, 2, 4, 1);
    String name = SegmentHeader.fileName(4, 1);
    byte[] longer = Arrays.copyOf(source.bytes(name), source.bytes(name).length + 5);
    source.plant(name, longer);
    List<String> seen = new ArrayList<>();
    List<String> stretches = new ArrayList<>();
    new Inspection(
            source,
            new Inspection.Visitor() {
              @Override
              public void segment(String file, SegmentHeader header) {}

              @Override
              public void frame(
                  String file, long offset, SegmentHeader segment, int kind, ByteBuffer payload) {
                seen.add(StandardCharsets.UTF_8.decode(payload).toString());
              }

              @Override
              public void stretch(Damage damage) {
                stretches.add(damage.file() + " " + damage.bytes() + " " + damage.reason());
              }
            })
        .all();
    assertThat(seen).isEqualTo(texts);
    assertThat(stretches).containsExactly(name + " 5 behind the end that its header names");
  }

  @Test
  void aManifestThatTheJournalDoesNotHaveIsDeleted() throws IOException {
    TextJournal journal = TextJournal.open(source, SEGMENT_BYTES_MAX, 1);
    List<String> texts = append(journal, 0, 60);
    copy();
    compact(target);
    copy();
    assertSame(segments(target), segments(source));
    assertThat(openedCopy()).isEqualTo(texts);
  }

  @Test
  void segmentsThatVanishWhileTheyAreCopiedAreLookedForAgain() throws IOException {
    TextJournal journal = TextJournal.open(source, SEGMENT_BYTES_MAX, 1);
    append(journal, 0, 60);
    for (int opens = 0; opens < 8; opens++) {
      SimDisk into = new SimDisk(3);
      SimDisk from = new SimDisk(4);
      for (String name : source.list()) {
        from.plant(name, source.bytes(name));
      }
      Disk compacting = new CompactingDisk(from, opens);
      try (JournalCopy copy = JournalCopy.open(compacting, TextJournal.CONTENT, into)) {
        copy.copy();
      }
      assertSame(segments(into), segments(from));
    }
  }

  /** Its first batch failed, so another segment has taken its number; nobody was told yes. */
  @Test
  void aSegmentOfWhichNothingWasSyncedIsReplacedAsInTheJournal() throws IOException {
    TextJournal journal = TextJournal.open(source);
    source.faultAfter(1, SimDisk.Fault.ERROR); // The write is done, the sync fails.
    assertThatThrownBy(() -> journal.append("refused")).isInstanceOf(IOException.class);
    source.heal();
    try (JournalCopy copy = open()) {
      copy.pass();
      assertThat(openedCopy()).containsExactly("refused");
      journal.append("saved");
      copy.pass();
      assertThat(openedCopy()).containsExactly("saved");
    }
    assertThat(openedCopy()).containsExactly("saved");
  }

  @Test
  void aJournalThatHasLostWhatTheCopyHoldsIsRefused() throws IOException {
    TextJournal journal = TextJournal.open(source);
    Map<String, byte[]> empty = segments(source);
    journal.append("one");
    journal.append("two");
    copy();
    Map<String, byte[]> copied = segments(target);
    source.remove("0000000000000001.seg");
    TextJournal.open(source, 1 << 20, 5).append("other");
    assertRefused("different journals");

    empty.forEach(source::plant);
    TextJournal.open(source, 1 << 20, 6).append("other");
    assertRefused("the journal has lost what the copy holds");

    source.remove("0000000000000001.seg");
    assertThatThrownBy(this::copy).isInstanceOf(IOException.class);
    assertSame(segments(target), copied);
  }

  @Test
  void aJournalThatEndsBeforeItsCopyIsRefused() throws IOException {
    TextJournal journal = TextJournal.open(source, SEGMENT_BYTES_MAX, 1);
    append(journal, 0, 60);
    copy();
    source.remove(source.list().stream().filter(Journal::isSegment).sorted().toList().getLast());
    assertRefused("lost something");
  }

  @Test
  void aCopyThatWasAppendedToIsNotOverwritten() throws IOException {
    TextJournal journal = TextJournal.open(source, SEGMENT_BYTES_MAX, 1);
    append(journal, 0, 20);
    copy();
    TextJournal used = TextJournal.open(target, SEGMENT_BYTES_MAX, 2);
    used.append("mine");
    append(journal, 20, 60);
    assertRefused("was made by a server that ran on it");
  }

  @Test
  void aCopyThatAServerOnlyLookedIntoIsContinued() throws IOException {
    TextJournal journal = TextJournal.open(source, SEGMENT_BYTES_MAX, 1);
    List<String> texts = append(journal, 0, 20);
    copy();
    TextJournal.open(target, SEGMENT_BYTES_MAX, 2).journal.close();
    texts.addAll(append(journal, 20, 40));
    copy();
    assertThat(openedCopy()).isEqualTo(texts);
  }

  @Test
  void whoeverPutsASegmentIntoACopyThatIsFollowedEndsIt() throws IOException {
    TextJournal journal = TextJournal.open(source, SEGMENT_BYTES_MAX, 1);
    append(journal, 0, 20);
    try (JournalCopy copy = open()) {
      copy.pass();
      TextJournal.open(target, SEGMENT_BYTES_MAX, 2);
      assertThatThrownBy(copy::pass)
          .isInstanceOf(CopyRefusedException.class)
          .hasMessageContaining("somebody else");
    }
  }

  @Test
  void aDirectoryWithOtherFilesIsRefused() throws IOException {
    TextJournal.open(source).append("one");
    for (String name : List.of("holiday.jpg", "0000000000000001.seg", "manifest")) {
      SimDisk other = new SimDisk(5);
      other.plant(name, new byte[3]);
      assertThatThrownBy(() -> JournalCopy.open(source, TextJournal.CONTENT, other))
          .isInstanceOf(CopyRefusedException.class)
          .hasMessageContaining(name);
      assertThat(other.list()).containsExactly(name);
    }
  }

  @Test
  void aRecordThatIsDamagedIsRefused() throws IOException {
    TextJournal.open(source).append("one");
    copy();
    byte[] record = target.bytes(CopyRecord.FILE);
    record[50] ^= 0x40;
    target.plant(CopyRecord.FILE, record);
    assertRefused("damaged");
  }

  @Test
  void aSealedSegmentThatWasDamagedLaterIsKeptAsItWasCopied() throws IOException {
    target.shareNoFiles();
    TextJournal journal = TextJournal.open(source, SEGMENT_BYTES_MAX, 1);
    List<String> texts = append(journal, 0, 20);
    copy();
    byte[] damaged = source.bytes("0000000000000001.seg");
    Arrays.fill(damaged, 0, 300, (byte) 0);
    source.plant("0000000000000001.seg", damaged);
    copy();
    assertThat(openedCopy()).isEqualTo(texts);
  }

  /** A crash, of the machine or of the copying process, or an error, at every operation. */
  @ParameterizedTest
  @EnumSource(
      value = SimDisk.Fault.class,
      names = {"CRASH", "ERROR"})
  void atAnyMomentTheCopyIsAPrefixOrSaysThatItIsNotFinished(SimDisk.Fault fault)
      throws IOException {
    for (boolean linked : new boolean[] {true, false}) {
      long operations = follow(1, Long.MAX_VALUE / 2, fault, linked);
      assertThat(operations).isGreaterThan(60);
      for (long n = 0; n < operations; n++) {
        for (int seed = 0; seed < SEEDS_PER_OPERATION; seed++) {
          try {
            follow(seed, n, fault, linked);
          } catch (IOException | AssertionError | RuntimeException e) {
            throw new AssertionError(
                "operation %d, seed %d, linked %s".formatted(n, seed, linked), e);
          }
        }
      }
    }
  }

  /**
   * A scripted life of a copy: an initial pass, growing, rolls, compactions; returns its length.
   */
  private static long follow(long seed, long faultAfter, SimDisk.Fault fault, boolean linked)
      throws IOException {
    SimDisk from = new SimDisk(9);
    SimDisk to = new SimDisk(seed);
    if (!linked) {
      to.shareNoFiles();
    }
    TextJournal journal = TextJournal.open(from, SEGMENT_BYTES_MAX, 1);
    List<String> appended = append(journal, 0, 12);
    List<String> copied = List.of();
    to.faultAfter(faultAfter, fault);
    boolean failed = false;
    JournalCopy copy = null;
    int reached = 0;
    for (int step = 0; step < 9; step++) {
      reached = failed ? reached : step;
      try {
        if (copy == null) {
          copy = JournalCopy.open(from, TextJournal.CONTENT, to);
        }
        copy.pass();
        copied = List.copyOf(appended);
      } catch (SimDisk.Crashed e) {
        failed = true;
        break;
      } catch (IOException e) {
        assertThat(failed).as("a second failure: %s", e).isFalse();
        failed = true;
        copy = null;
      }
      appended.addAll(append(journal, 100 + 10 * step, 103 + 10 * step));
      if (step == COMPACTED_WHAT_WAS_COPIED) {
        compact(from, 1, 2, 1);
      } else if (step == COMPACTED_BEFORE_IT_WAS_COPIED) {
        appended.addAll(append(journal, 200, 230));
        compact(from, 3, lastNumber(from) - 1, 2);
      }
    }
    assertThat(failed || faultAfter > to.operations() - 1).isTrue();
    final long operations = to.operations();
    Map<String, byte[]> before = segments(from);
    if (fault == SimDisk.Fault.CRASH && seed % 2 == 0) {
      to.crash();
    } else {
      to.restart();
    }
    if (Unfinished.is(to)) {
      assertThat(copied.isEmpty() || reached == COMPACTED_BEFORE_IT_WAS_COPIED + 1)
          .as("after step %d: %s", reached, to.list())
          .isTrue();
    } else if (to.list().stream().noneMatch(Journal::isSegment)) {
      assertThat(copied).isEmpty();
      assertThat(to.list()).doesNotContain(CopyRecord.FILE);
    } else {
      SimDisk opened = clone(to);
      List<String> texts = TextJournal.open(opened, SEGMENT_BYTES_MAX, 11).texts;
      assertThat(texts).hasSizeGreaterThanOrEqualTo(copied.size());
      assertThat(appended.subList(0, texts.size())).isEqualTo(texts);
    }
    try (JournalCopy again = JournalCopy.open(from, TextJournal.CONTENT, to)) {
      again.copy();
    }
    assertSame(segments(from), before);
    assertThat(TextJournal.open(to, SEGMENT_BYTES_MAX, 12).texts).isEqualTo(appended);
    assertSame(segments(from), before);
    return operations;
  }

  private static SimDisk clone(SimDisk disk) throws IOException {
    SimDisk clone = new SimDisk(77);
    for (String name : disk.list()) {
      clone.plant(name, disk.bytes(name));
    }
    return clone;
  }

  private JournalCopy open() throws IOException {
    return JournalCopy.open(source, TextJournal.CONTENT, target);
  }

  private JournalCopy.Pass copy() throws IOException {
    try (JournalCopy copy = open()) {
      return copy.copy();
    }
  }

  private void assertRefused(String words) throws IOException {
    Map<String, byte[]> before = segments(target);
    assertThatThrownBy(this::copy)
        .isInstanceOf(CopyRefusedException.class)
        .hasMessageContaining(words);
    assertSame(segments(target), before);
  }

  /** What a start on the copy would find; the copy stays as it is. */
  private List<String> openedCopy() throws IOException {
    TextJournal opened = TextJournal.open(clone(target), SEGMENT_BYTES_MAX, 13);
    assertThat(opened.damages).isEmpty();
    assertThat(opened.torn).isEmpty();
    return opened.texts;
  }

  private static List<String> append(TextJournal journal, int from, int to) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int i = from; i < to; i++) {
      String text = "text " + i + "x".repeat(i % 50);
      journal.append(text);
      texts.add(text);
    }
    return texts;
  }

  /** Puts one segment in the place of the first three. */
  private static void compact(SimDisk disk) throws IOException {
    compact(disk, 1, 3, 1);
  }

  /** Puts one segment with the same texts in the place of a run, as a compaction does. */
  private static void compact(SimDisk disk, long first, long number, long generation)
      throws IOException {
    List<String> texts = new ArrayList<>();
    for (SegmentFile each : SegmentChain.read(disk, TextJournal.CONTENT).live()) {
      if (each.first() >= first && each.number() <= number) {
        try (Disk.Reader reader = disk.open(each.name())) {
          new SegmentScan(reader, each.header().salt(), each.bytes())
              .run(
                  new SegmentScan.Visitor() {
                    @Override
                    public void frame(ByteBuffer buffer, int at, int bytes, long offset) {
                      ByteBuffer payload = Frame.payload(buffer, at, bytes);
                      texts.add(StandardCharsets.UTF_8.decode(payload).toString());
                    }

                    @Override
                    public void hole(long from, long to) {
                      throw new AssertionError("damage in " + each.name());
                    }
                  });
        }
      }
    }
    CompactedSegmentTest.compact(
        disk, first, number, generation, generation * 7, texts.toArray(String[]::new));
    SegmentChain.read(disk, TextJournal.CONTENT).tidy(disk);
  }

  private static long lastNumber(SimDisk disk) throws IOException {
    return SegmentChain.read(disk, TextJournal.CONTENT).lastNumber();
  }

  private static Map<String, byte[]> segments(SimDisk disk) throws IOException {
    Map<String, byte[]> segments = new HashMap<>();
    for (String name : disk.list()) {
      if (SegmentName.parse(name) != null) {
        segments.put(name, disk.bytes(name));
      }
    }
    return segments;
  }

  private static Map<String, byte[]> files(Disk disk) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    for (String name : disk.list()) {
      try (Disk.Reader reader = disk.open(name)) {
        ByteBuffer bytes = ByteBuffer.allocate((int) reader.size());
        reader.read(bytes, 0);
        files.put(name, bytes.array());
      }
    }
    return files;
  }

  private static void assertSame(Map<String, byte[]> actual, Map<String, byte[]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, bytes) -> assertThat(actual.get(name)).as(name).isEqualTo(bytes));
  }

  /** A journal that is compacted when so many of its segments have been opened. */
  private record CompactingDisk(SimDisk disk, AtomicInteger opens) implements Disk {

    CompactingDisk(SimDisk disk, int opens) {
      this(disk, new AtomicInteger(opens));
    }

    private void count(String name) throws IOException {
      if (SegmentName.parse(name) != null && opens.getAndDecrement() == 0) {
        compact(disk);
      }
    }

    @Override
    public Reader open(String name) throws IOException {
      count(name);
      return disk.open(name);
    }

    @Override
    public List<String> list() throws IOException {
      return disk.list();
    }

    @Override
    public Appender create(String name) throws IOException {
      throw new FileNotFoundException("a copy only reads");
    }

    @Override
    public void rename(String from, String to) throws IOException {
      throw new FileNotFoundException("a copy only reads");
    }

    @Override
    public void delete(String name) throws IOException {
      throw new FileNotFoundException("a copy only reads");
    }

    @Override
    public boolean link(Disk from, String name, String to) throws IOException {
      throw new FileNotFoundException("a copy only reads");
    }

    @Override
    public void sync() throws IOException {
      throw new FileNotFoundException("a copy only reads");
    }

    @Override
    public void close() {}
  }
}
