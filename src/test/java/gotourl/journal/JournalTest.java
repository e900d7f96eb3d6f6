package gotourl.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.support.EveryByte;
import gotourl.support.Seed;
import gotourl.support.SimDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JournalTest {

  private static final String FIRST = SegmentHeader.fileName(1);
  private static final String SECOND = SegmentHeader.fileName(2);
  private static final String THIRD = SegmentHeader.fileName(3);

  private final SimDisk disk = new SimDisk(1);

  @Test
  void whatWasAppendedIsReplayedInOrder() throws IOException {
    TextJournal first = TextJournal.open(disk);
    first.append("a", "b");
    first.append("c");
    first.journal.close();
    TextJournal second = TextJournal.open(disk);
    assertThat(second.texts).containsExactly("a", "b", "c");
    second.append("d");
    second.journal.close();
    assertThat(TextJournal.open(disk).texts).containsExactly("a", "b", "c", "d");
  }

  @Test
  void anOrderlyStopLeavesNothingToRecover() throws IOException {
    TextJournal journal = TextJournal.open(disk);
    journal.append("a");
    journal.journal.close();
    assertThat(disk.list()).containsExactlyInAnyOrder(FIRST, SECOND);
    assertThat(disk.bytes(SECOND)).hasSize(SegmentHeader.BYTES);
    byte[] sealed = disk.bytes(FIRST);
    TextJournal.open(disk);
    assertThat(disk.list()).containsExactlyInAnyOrder(FIRST, SECOND);
    assertThat(disk.bytes(FIRST)).isEqualTo(sealed);
  }

  @Test
  void startsWithoutAnAppendLeaveNoFilesBehind() throws IOException {
    for (int i = 0; i < 5; i++) {
      TextJournal.open(disk).journal.close();
    }
    assertThat(disk.list()).containsExactly(FIRST);
  }

  @Test
  void aProcessAppendsOnlyToAFileThatItMadeItself() throws IOException {
    TextJournal.open(disk).append("a");
    TextJournal second = TextJournal.open(disk);
    byte[] left = disk.bytes(FIRST);
    second.append("b");
    assertThat(disk.bytes(FIRST)).isEqualTo(left);
    assertThat(disk.list()).contains(SECOND);
  }

  @Test
  void aNewSegmentFollowsWhenTheActiveOneIsFullOrOutgrown() throws IOException {
    TextJournal journal = TextJournal.open(disk, SyncPolicy.ALWAYS, 300);
    journal.append("a".repeat(50));
    journal.append("b");
    assertThat(disk.list()).containsExactlyInAnyOrder(FIRST, SECOND);
    journal.outgrown = true;
    journal.append("c");
    assertThat(disk.list()).containsExactlyInAnyOrder(FIRST, SECOND, THIRD);
    assertThat(TextJournal.open(disk).texts).containsExactly("a".repeat(50), "b", "c");
  }

  @Test
  void aTornTailIsCutAndKeptAsideAtEveryByte() throws IOException {
    TextJournal written = TextJournal.open(disk);
    written.append("one");
    written.append("two", "three");
    written.append("four");
    byte[] whole = disk.bytes(FIRST);
    List<String> texts = List.of("one", "two", "three", "four");
    int lastWhole = -1;
    for (int bytes = SegmentHeader.BYTES; bytes <= whole.length; bytes++) {
      SimDisk cut = new SimDisk(2);
      cut.plant(FIRST, Arrays.copyOf(whole, bytes));
      TextJournal journal = TextJournal.open(cut);
      assertThat(journal.texts)
          .as("%d bytes", bytes)
          .isEqualTo(texts.subList(0, journal.texts.size()));
      assertThat(journal.damages).isEmpty();
      assertThat(journal.texts.size()).isGreaterThanOrEqualTo(lastWhole);
      lastWhole = journal.texts.size();
      int kept =
          SegmentHeader.BYTES
              + texts.subList(0, lastWhole).stream().mapToInt(t -> t.length() + 6).sum();
      assertCutAndKeptAside(journal, cut, whole, kept, bytes);
    }
    assertThat(lastWhole).isEqualTo(4);
  }

  /** PROMISES D4. Frames of 1 KiB: the shorter the torn one, the sooner it is known for one. */
  @Test
  void of64KiBAllThatIsWholeIsServedAndTheRestKeptAsideAtEveryByte() throws IOException {
    int frame = 1 << 10;
    List<String> texts =
        IntStream.range(0, 64).mapToObj(i -> "%04d".formatted(i) + "x".repeat(1_013)).toList();
    TextJournal written = TextJournal.open(disk);
    for (int i = 0; i < texts.size(); i += 4) {
      written.append(texts.get(i));
      written.append(texts.subList(i + 1, i + 4).toArray(new String[0]));
    }
    byte[] whole = disk.bytes(FIRST);
    assertThat(whole).hasSize(SegmentHeader.BYTES + (64 << 10));
    EveryByte.between(
        SegmentHeader.BYTES,
        whole.length + 1,
        bytes -> {
          SimDisk cut = new SimDisk(2);
          cut.plant(FIRST, Arrays.copyOf(whole, bytes));
          TextJournal journal = TextJournal.open(cut);
          int frames = (bytes - SegmentHeader.BYTES) / frame;
          assertThat(journal.texts).as("%d bytes", bytes).isEqualTo(texts.subList(0, frames));
          assertThat(journal.damages).isEmpty();
          int kept = SegmentHeader.BYTES + frames * frame;
          assertCutAndKeptAside(journal, cut, whole, kept, bytes);
        });
  }

  private static void assertCutAndKeptAside(
      TextJournal journal, SimDisk cut, byte[] whole, int kept, int bytes) {
    if (kept == bytes) {
      assertThat(journal.torn).isEmpty();
    } else {
      assertThat(journal.torn).containsExactly(FIRST + "@" + kept + "+" + (bytes - kept));
      assertThat(cut.bytes(Journal.tornName(FIRST, kept)))
          .isEqualTo(Arrays.copyOfRange(whole, kept, bytes));
    }
  }

  /** A crash cannot do that: the file has its name only when the header is durable. */
  @Test
  void aSegmentThatIsCutWithinItsHeaderIsNamedAndLeftAsItIs() throws IOException {
    TextJournal.open(disk).append("one");
    byte[] whole = disk.bytes(FIRST);
    for (int bytes = 0; bytes < SegmentHeader.BYTES; bytes++) {
      byte[] cut = Arrays.copyOf(whole, bytes);
      disk.plant(FIRST, cut);
      assertRefused(FIRST);
      assertThat(disk.list()).containsExactly(FIRST);
      assertThat(disk.bytes(FIRST)).isEqualTo(cut);
    }
  }

  @Test
  void wholeFramesBehindAHoleInTheLastBatchAreCutWithIt() throws IOException {
    TextJournal written = TextJournal.open(disk);
    written.append("one");
    written.append("two", "three", "four");
    byte[] bytes = disk.bytes(FIRST);
    bytes[SegmentHeader.BYTES + 9 + 9 + 8] ^= 1;
    disk.plant(FIRST, bytes);
    TextJournal journal = TextJournal.open(disk);
    assertThat(journal.texts).containsExactly("one", "two");
    assertThat(journal.damages).isEmpty();
    assertThat(journal.torn).hasSize(1);
  }

  @Test
  void aHoleBeforeASyncedBatchIsDamageAndTheRestIsRead() throws IOException {
    TextJournal written = TextJournal.open(disk);
    written.append("one");
    written.append("two", "three", "four");
    written.append("five");
    byte[] bytes = disk.bytes(FIRST);
    bytes[SegmentHeader.BYTES + 9 + 9 + 8] ^= 1;
    disk.plant(FIRST, bytes);
    TextJournal journal = TextJournal.open(disk);
    assertThat(journal.texts).containsExactly("one", "two", "four", "five");
    assertThat(journal.damages)
        .containsExactly(new Damage(FIRST, 256 + 18, 11, "does not match its checksum"));
    assertThat(journal.torn).isEmpty();
  }

  @Test
  void theTailOfADeadProcessIsRewrittenAndSyncedBeforeItIsServed() throws IOException {
    long seed = Seed.next("JournalTest");
    int lost = 0;
    for (int i = 0; i < Seed.rounds(50, 5_000); i++) {
      SimDisk forgetful = writtenAndNeverSynced(seed + i);
      // The process dies, the machine does not: the next one sees the bytes, and must not trust
      // them.
      assertThat(TextJournal.open(forgetful).texts).hasSize(1);
      forgetful.crash();
      assertThat(TextJournal.open(forgetful).texts).containsExactly("written, never synced");

      SimDisk control = writtenAndNeverSynced(seed + i);
      control.crash();
      lost += 1 - TextJournal.open(control).texts.size();
    }
    // Else nothing would have been lost without the rewriting either.
    assertThat(lost).isPositive();
  }

  private static SimDisk writtenAndNeverSynced(long seed) throws IOException {
    SimDisk forgetful = new SimDisk(seed);
    TextJournal.open(forgetful, SyncPolicy.NEVER, 1 << 20).append("written, never synced");
    return forgetful;
  }

  @Test
  void everyFlippedBitOfASealedSegmentIsNamedAndCostsOneFrame() throws IOException {
    TextJournal written = TextJournal.open(disk);
    List<String> texts = IntStream.range(0, 40).mapToObj(i -> "text number " + i).toList();
    written.append(texts.toArray(new String[0]));
    written.append("last");
    written.journal.close();
    byte[] whole = disk.bytes(FIRST);
    byte[] successor = disk.bytes(SECOND);
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 << (at % 8));
      SimDisk bad = new SimDisk(4);
      bad.plant(FIRST, damaged);
      bad.plant(SECOND, successor);
      TextJournal journal = TextJournal.open(bad);
      assertThat(journal.damages).as("byte %d", at).hasSize(1);
      Damage damage = journal.damages.getFirst();
      assertThat(damage.file()).isEqualTo(FIRST);
      assertThat(at).isBetween((int) damage.offset(), (int) (damage.offset() + damage.bytes() - 1));
      if (at < SegmentHeader.BYTES) {
        assertThat(journal.texts).hasSize(41);
      } else {
        assertThat(journal.texts).as("byte %d", at).hasSize(40);
        assertThat(new TreeSet<>(texts)).containsAll(journal.texts.subList(0, 39));
      }
    }
  }

  @Test
  void aMissingSegmentIsNamed() throws IOException {
    threeSegments();
    disk.remove(SECOND);
    assertRefused(SECOND + " is missing");
  }

  @Test
  void aDuplicatedSegmentIsNamed() throws IOException {
    threeSegments();
    disk.plant(SECOND, disk.bytes(FIRST));
    assertRefused(SECOND + " holds segment 1");
  }

  @Test
  void aSegmentOfAnotherJournalIsNamed() throws IOException {
    threeSegments();
    SimDisk other = new SimDisk(9);
    TextJournal foreign = TextJournal.open(other, SyncPolicy.ALWAYS, 257);
    for (String text : new String[] {"x", "y", "z"}) {
      foreign.append(text);
    }
    byte[] bytes = other.bytes(SECOND);
    bytes = withJournalId(bytes);
    disk.plant(SECOND, bytes);
    assertRefused(SECOND + " belongs to another journal");
  }

  @Test
  void anOlderCopyOfASegmentIsNamed() throws IOException {
    threeSegments();
    SimDisk other = new SimDisk(9);
    TextJournal twin = TextJournal.open(other, SyncPolicy.ALWAYS, 257);
    for (String text : new String[] {"x", "y", "z"}) {
      twin.append(text);
    }
    // The same journal id and salt (the same random seed), other frames of the same length.
    disk.plant(SECOND, other.bytes(SECOND));
    assertRefused("does not continue");
  }

  @Test
  void aNewerFormatIsRefusedAndNotAByteChanged() throws IOException {
    threeSegments();
    byte[] newer = disk.bytes(SECOND);
    System.arraycopy(SegmentHeaderTest.with(8, 2, 1).array(), 0, newer, 0, SegmentHeader.BYTES);
    disk.plant(SECOND, newer);
    List<byte[]> before = List.of(disk.bytes(FIRST), newer, disk.bytes(THIRD));
    assertRefused("has format 1; this version of goto knows formats up to 0");
    assertThat(List.of(disk.bytes(FIRST), disk.bytes(SECOND), disk.bytes(THIRD)))
        .usingRecursiveComparison()
        .isEqualTo(before);
  }

  @Test
  void afterAFailedSyncTheSegmentIsNeverTouchedAgainAndTheNextOneTakesOver() throws IOException {
    TextJournal journal = TextJournal.open(disk);
    journal.append("saved");
    disk.faultAfter(1, SimDisk.Fault.ERROR);
    assertThatThrownBy(() -> journal.append("refused")).isInstanceOf(IOException.class);
    disk.heal();
    journal.append("saved again");
    assertThat(TextJournal.open(disk).texts).containsExactly("saved", "saved again");
    disk.crash();
    assertThat(TextJournal.open(disk).texts).containsExactly("saved", "saved again");
  }

  @Test
  void afterAFailedWriteTheSameHolds() throws IOException {
    TextJournal journal = TextJournal.open(disk);
    journal.append("saved");
    disk.faultAfter(0, SimDisk.Fault.ERROR);
    assertThatThrownBy(() -> journal.append("refused")).isInstanceOf(IOException.class);
    disk.heal();
    journal.append("saved again");
    assertThat(TextJournal.open(disk).texts).containsExactly("saved", "saved again");
  }

  @Test
  void howeverOftenTheDiskRefusesNoMoreThanOneSegmentIsMade() throws IOException {
    TextJournal journal = TextJournal.open(disk);
    journal.append("saved");
    for (int i = 0; i < 5; i++) {
      // The header of a new segment can be saved, the batch behind it cannot.
      int operations = i == 0 ? 1 : 6;
      disk.faultAfter(operations, SimDisk.Fault.ERROR);
      assertThatThrownBy(() -> journal.append("refused")).isInstanceOf(IOException.class);
    }
    disk.heal();
    journal.append("saved again");
    assertThat(disk.list()).containsExactlyInAnyOrder(FIRST, SECOND);
    disk.crash();
    assertThat(TextJournal.open(disk).texts).containsExactly("saved", "saved again");
  }

  @Test
  void underEachSecondWhatWasWrittenBeforeAFailureIsKept() throws IOException {
    TextJournal journal = TextJournal.open(disk, SyncPolicy.EACH_SECOND, 1 << 20);
    journal.append("answered");
    disk.faultAfter(0, SimDisk.Fault.ERROR);
    assertThatThrownBy(() -> journal.append("refused")).isInstanceOf(IOException.class);
    journal.append("answered too");
    assertThat(TextJournal.open(disk).texts).containsExactly("answered", "answered too");
  }

  /** Else the next start would find what its client was told is not saved. */
  @Test
  void underEachSecondABatchWhoseOwnSyncFailsIsCutOff() throws IOException {
    TextJournal journal = TextJournal.open(disk, SyncPolicy.EACH_SECOND, 1 << 20);
    journal.append("answered");
    Batch batch = journal.journal.begin();
    batch.append(TextJournal.KIND, new byte[] {1, 2, 3}, 3);
    batch.mustSync();
    disk.faultAfter(1, SimDisk.Fault.ERROR);
    assertThatThrownBy(journal.journal::commit).isInstanceOf(IOException.class);
    journal.append("answered too");
    assertThat(TextJournal.open(disk).texts).containsExactly("answered", "answered too");
  }

  @Test
  void underEachSecondASegmentIsSyncedBeforeTheNextOneFollows() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      SimDisk forgetful = new SimDisk(seed);
      TextJournal journal = TextJournal.open(forgetful, SyncPolicy.EACH_SECOND, 257);
      journal.append("first");
      journal.append("second");
      forgetful.crash();
      TextJournal again = TextJournal.open(forgetful);
      assertThat(again.damages).isEmpty();
      assertThat(again.texts).startsWith("first");
    }
  }

  @Test
  void unfinishedFilesAreDeletedAtTheStart() throws IOException {
    disk.plant(SECOND + ".tmp", new byte[10]);
    disk.plant("somebody's.tmp", new byte[10]);
    TextJournal.open(disk);
    assertThat(disk.list()).containsExactlyInAnyOrder(FIRST, "somebody's.tmp");
  }

  private void threeSegments() throws IOException {
    TextJournal journal = TextJournal.open(disk, SyncPolicy.ALWAYS, 257);
    journal.append("a");
    journal.append("b");
    journal.append("c");
    journal.journal.close();
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> TextJournal.open(disk))
        .isInstanceOf(BrokenJournalException.class)
        .hasMessageContaining(message);
  }

  private static byte[] withJournalId(byte[] segment) {
    SegmentHeader.Decoded.Whole whole =
        (SegmentHeader.Decoded.Whole)
            SegmentHeader.decode(ByteBuffer.wrap(segment, 0, SegmentHeader.BYTES).slice());
    SegmentHeader header = whole.header();
    byte[] changed = segment.clone();
    new SegmentHeader(
            header.content(),
            new java.util.UUID(8, 8),
            header.number(),
            header.salt(),
            header.epochMillis(),
            header.base(),
            header.previousEnd(),
            header.previousCheck())
        .encode()
        .get(changed, 0, SegmentHeader.BYTES);
    return changed;
  }
}
