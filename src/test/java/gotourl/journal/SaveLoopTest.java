package gotourl.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.support.Seed;
import gotourl.support.SimDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SaveLoopTest {

  private static final SaveLoop.Options ROOMY = new SaveLoop.Options(1 << 20, 1 << 30);
  private static final int THREADS = 4;
  private static final int SAVES_A_THREAD = 1_000;

  private final SimDisk disk = new SimDisk(1);
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());

  @Test
  void whatWaitsIsSavedByOneWriteAndOneSync() throws IOException {
    SaveLoop loop = loop(ROOMY);
    List<TextSave> saves = submit(loop, 100);
    long before = disk.operations();
    assertThat(loop.saveOnce()).isTrue();
    assertThat(disk.operations() - before).isEqualTo(2);
    assertThat(saves).allMatch(save -> "saved".equals(save.answer));
    assertThat(loop.saveOnce()).isFalse();
  }

  @Test
  void everythingIsPublishedBeforeAnythingIsAcknowledged() throws IOException {
    SaveLoop loop = loop(ROOMY);
    submit(loop, 2);
    loop.saveOnce();
    assertThat(events)
        .containsExactly(
            "decide 0", "decide 1", "publish 0", "publish 1", "batch end", "answer 0", "answer 1");
  }

  @Test
  void nothingIsPublishedOrAcknowledgedBeforeTheSync() throws IOException {
    SaveLoop loop = loop(ROOMY);
    TextSave save = submit(loop, 1).getFirst();
    disk.faultAfter(1, SimDisk.Fault.ERROR);
    loop.saveOnce();
    assertThat(save.answer).isEqualTo("DISK");
    assertThat(events).containsExactly("decide 0", "batch end", "answer 0");
  }

  @Test
  void savingComesBackByItselfWhenTheDiskDoes() throws IOException {
    SaveLoop loop = loop(ROOMY);
    for (int failedOperation = 0; failedOperation < 6; failedOperation++) {
      TextSave refused = submit(loop, 1).getFirst();
      disk.faultAfter(failedOperation % 2, SimDisk.Fault.ERROR);
      loop.saveOnce();
      assertThat(refused.answer).isEqualTo("DISK");
      disk.heal();
      TextSave saved = submit(loop, 1).getFirst();
      loop.saveOnce();
      assertThat(saved.answer).isEqualTo("saved");
    }
    assertThat(TextJournal.open(disk).texts).hasSize(6);
  }

  @Test
  void aFullDiskRefusesAndRecovers() throws IOException {
    SaveLoop loop = loop(ROOMY);
    submit(loop, 1);
    loop.saveOnce();
    disk.capacity(disk.usedBytes() + 3);
    for (int i = 0; i < 5; i++) {
      TextSave refused = submit(loop, 1).getFirst();
      loop.saveOnce();
      assertThat(refused.answer).isEqualTo("DISK");
    }
    disk.heal();
    TextSave saved = submit(loop, 1).getFirst();
    loop.saveOnce();
    assertThat(saved.answer).isEqualTo("saved");
    assertThat(TextJournal.open(disk).texts).hasSize(2);
  }

  @Test
  void whatNeedsNoDiskIsDoneAlsoWhenTheRestOfItsBatchIsRefused() throws IOException {
    SaveLoop loop = loop(ROOMY);
    TextSave refused = submit(loop, 1).getFirst();
    Thought thought = new Thought();
    loop.submit(thought);
    disk.faultAfter(1, SimDisk.Fault.ERROR);
    loop.saveOnce();
    assertThat(refused.answer).isEqualTo("DISK");
    assertThat(thought.heard).containsExactly("publish", "saved");
  }

  @Test
  void beyondItsBoundsTheQueueRefusesAtOnce() throws IOException {
    SaveLoop byCount = loop(new SaveLoop.Options(10, 1 << 20));
    List<TextSave> saves = submit(byCount, 11);
    assertThat(saves.subList(0, 10)).allMatch(save -> save.answer == null);
    assertThat(saves.get(10).answer).isEqualTo("QUEUE_FULL");
    byCount.saveOnce();
    assertThat(submit(byCount, 10)).allMatch(save -> save.answer == null);

    SaveLoop byBytes = loop(new SaveLoop.Options(1000, 3 * TextSave.BYTES_MAX));
    assertThat(submit(byBytes, 4))
        .extracting(save -> save.answer)
        .containsExactly(null, null, null, "QUEUE_FULL");
  }

  @Test
  void aBatchIsBoundedInBytesAndKeepsTheOrder() throws IOException {
    SaveLoop loop = loop(ROOMY);
    int count = (1 << 16) / TextSave.BYTES_MAX * 2 + 1;
    List<TextSave> saves = submit(loop, count);
    int batches = 0;
    while (loop.saveOnce()) {
      batches++;
    }
    assertThat(batches).isEqualTo(3);
    assertThat(saves).allMatch(save -> "saved".equals(save.answer));
    assertThat(TextJournal.open(disk).texts)
        .isEqualTo(IntStream.range(0, count).mapToObj(Integer::toString).toList());
  }

  @Test
  void whoComesWhileABatchIsDecidedIsInIt() throws IOException {
    SaveLoop loop = loop(ROOMY);
    List<TextSave> late = new ArrayList<>();
    TextSave first = new TextSave("first", false);
    first.onDecide = () -> late.addAll(submit(loop, 2));
    loop.submit(first);
    long before = disk.operations();
    loop.saveOnce();
    assertThat(late).hasSize(2).allMatch(save -> "saved".equals(save.answer));
    assertThat(disk.operations() - before).isEqualTo(2);
    assertThat(loop.saveOnce()).isFalse();
  }

  @Test
  void aDecisionThatThrowsCostsOnlyItsOwnRequest() throws IOException {
    SaveLoop loop = loop(ROOMY);
    TextSave before = submit(loop, 1).getFirst();
    TextSave broken = new TextSave("broken", true);
    loop.submit(broken);
    TextSave after = submit(loop, 1).getFirst();
    loop.saveOnce();
    assertThat(before.answer).isEqualTo("saved");
    assertThat(broken.answer).isEqualTo("defect");
    assertThat(after.answer).isEqualTo("saved");
    assertThat(TextJournal.open(disk).texts).hasSize(2);
  }

  @Test
  void evenADefectThatEndsTheLoopLeavesNobodyAnsweredTwiceOrNever() throws IOException {
    SaveLoop loop = loop(ROOMY);
    List<TextSave> before = submit(loop, 2);
    Save broken =
        new Save(0) {
          @Override
          protected void decide(Batch batch) {}

          @Override
          protected void publish() {}

          @Override
          protected void acknowledge() {
            throw new IllegalStateException("a defect");
          }

          @Override
          protected void refuse(Refusal refusal) {}

          @Override
          protected void fail(RuntimeException defect) {}
        };
    loop.submit(broken);
    List<TextSave> after = submit(loop, 2);
    assertThatThrownBy(loop::saveOnce).isInstanceOf(IllegalStateException.class);
    assertThat(before).allMatch(save -> save.answers == 1 && "saved".equals(save.answer));
    assertThat(after).allMatch(save -> save.answers == 1 && "defect".equals(save.answer));
  }

  @Test
  void closeSavesWhatWaitsAndRefusesWhatComesLater() throws IOException {
    SaveLoop loop = loop(ROOMY);
    loop.start("test-save");
    List<TextSave> saves = submit(loop, 1000);
    loop.close();
    assertThat(saves).allMatch(save -> "saved".equals(save.answer));
    assertThat(submit(loop, 1).getFirst().answer).isEqualTo("CLOSED");
  }

  @Test
  void everySaveIsAnsweredExactlyOnceWhileThreadsSubmitAndTheLoopCloses() throws Exception {
    Random random = new Random(Seed.next("SaveLoopTest"));
    for (int round = 0; round < Seed.rounds(20, 2_000); round++) {
      // A ring of every size, also of sizes that are no power of two.
      submitWhileClosing(1 + random.nextInt(64), random.nextInt(THREADS * SAVES_A_THREAD));
      events.clear();
    }
  }

  private void submitWhileClosing(int requestsMax, int savesBeforeClose) throws Exception {
    SimDisk own = new SimDisk(1);
    SaveLoop loop =
        new SaveLoop(
            TextJournal.open(own).journal, new SaveLoop.Options(requestsMax, 1 << 20), () -> {});
    loop.start("test-save");
    List<List<TextSave>> all = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    CountDownLatch close = new CountDownLatch(savesBeforeClose);
    for (int t = 0; t < THREADS; t++) {
      List<TextSave> mine = new ArrayList<>();
      all.add(mine);
      String thread = t + "-";
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < SAVES_A_THREAD; i++) {
                  TextSave save = new TextSave(thread + i, false);
                  mine.add(save);
                  loop.submit(save);
                  close.countDown();
                }
              }));
    }
    close.await();
    loop.close();
    for (Thread thread : threads) {
      thread.join();
    }
    List<String> texts = TextJournal.open(own).texts;
    assertThat(texts).doesNotHaveDuplicates();
    for (int t = 0; t < THREADS; t++) {
      assertThat(all.get(t)).hasSize(SAVES_A_THREAD).allMatch(save -> save.answers == 1);
      String thread = t + "-";
      assertThat(texts.stream().filter(text -> text.startsWith(thread)))
          .as("saved, in the order in which they were submitted")
          .containsExactlyElementsOf(
              all.get(t).stream()
                  .filter(save -> "saved".equals(save.answer))
                  .map(save -> save.text)
                  .toList());
    }
  }

  @Test
  void underEachSecondTheAnswerComesAfterTheWriteAndTheSyncLater() throws IOException {
    TextJournal journal = TextJournal.open(disk, SyncPolicy.EACH_SECOND, 1 << 20);
    SaveLoop loop = new SaveLoop(journal.journal, ROOMY, () -> {});
    long before = disk.operations();
    TextSave save = submit(loop, 1).getFirst();
    loop.saveOnce();
    assertThat(save.answer).isEqualTo("saved");
    assertThat(disk.operations() - before).isEqualTo(1);
    loop.close();
    journal.journal.close();
    disk.crash();
    assertThat(TextJournal.open(disk).texts).hasSize(1);
  }

  @Test
  void underEachSecondTheSyncComesByItself() throws Exception {
    TextJournal journal = TextJournal.open(disk, SyncPolicy.EACH_SECOND, 1 << 20);
    SaveLoop loop = new SaveLoop(journal.journal, ROOMY, () -> {});
    long before = disk.operations();
    loop.start("test-save");
    submit(loop, 1);
    for (int i = 0; i < 1_000 && disk.operations() - before < 2; i++) {
      Thread.sleep(10);
    }
    assertThat(disk.operations() - before).isEqualTo(2);
    disk.crash();
    assertThat(TextJournal.open(disk).texts).hasSize(1);
    loop.close();
  }

  @Test
  void aLoopThatDiedInTheMiddleSaysSo() throws IOException {
    SaveLoop loop = loop(ROOMY);
    loop.submit(new TextSave("fine", false));
    loop.saveOnce();
    assertThat(loop.hasDied()).isFalse();
    TextSave deadly = new TextSave("deadly", false);
    deadly.onPublish =
        () -> {
          throw new OutOfMemoryError("no more memory for the index");
        };
    loop.submit(deadly);
    assertThatThrownBy(loop::saveOnce).isInstanceOf(OutOfMemoryError.class);
    assertThat(loop.hasDied()).isTrue();
    assertThat(deadly.answer).isEqualTo("defect");
  }

  private SaveLoop loop(SaveLoop.Options options) throws IOException {
    return new SaveLoop(TextJournal.open(disk).journal, options, () -> events.add("batch end"));
  }

  private List<TextSave> submit(SaveLoop loop, int count) {
    List<TextSave> saves =
        IntStream.range(0, count).mapToObj(i -> new TextSave(Integer.toString(i), false)).toList();
    saves.forEach(loop::submit);
    return saves;
  }

  /** Appends nothing. */
  private static final class Thought extends Save {
    final List<String> heard = new ArrayList<>();

    Thought() {
      super(0);
    }

    @Override
    protected void decide(Batch batch) {}

    @Override
    protected boolean needsDisk() {
      return false;
    }

    @Override
    protected void publish() {
      heard.add("publish");
    }

    @Override
    protected void acknowledge() {
      heard.add("saved");
    }

    @Override
    protected void refuse(Refusal refusal) {
      heard.add(refusal.name());
    }

    @Override
    protected void fail(RuntimeException defect) {
      heard.add("defect");
    }
  }

  private final class TextSave extends Save {
    static final int BYTES_MAX = 64;

    private final String text;
    private final boolean broken;
    Runnable onDecide = () -> {};
    Runnable onPublish = () -> {};
    volatile @Nullable String answer;
    volatile int answers;

    TextSave(String text, boolean broken) {
      super(BYTES_MAX);
      this.text = text;
      this.broken = broken;
    }

    @Override
    protected void decide(Batch batch) {
      events.add("decide " + text);
      onDecide.run();
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      batch.append(TextJournal.KIND, bytes, bytes.length);
      if (broken) {
        throw new IllegalStateException("a defect");
      }
    }

    @Override
    protected void publish() {
      events.add("publish " + text);
      onPublish.run();
    }

    @Override
    protected void acknowledge() {
      answer("saved");
    }

    @Override
    protected void refuse(Refusal refusal) {
      answer(refusal.name());
    }

    @Override
    protected void fail(RuntimeException defect) {
      answer("defect");
    }

    private synchronized void answer(String how) {
      events.add("answer " + text);
      answer = how;
      answers++;
    }
  }
}
