package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.journal.CopyRefusedException;
import gotourl.link.Link;
import gotourl.support.SimDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StandbyTest {

  private final SimDisk source = new SimDisk(1);
  private final SimDisk target = new SimDisk(2);
  private final List<String> said = new ArrayList<>();
  private long nanos;
  private final Standby standby = new Standby(source, target, List.of(), () -> nanos, said::add);
  private EmbeddedStore store = SimStore.open(source);
  private int links;

  StandbyTest() throws IOException, OpenException {}

  @BeforeEach
  void someLinks() {
    add(10);
  }

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      store.add(key("k" + links), "http://t/" + links++);
      store.saveOnce();
    }
  }

  @Test
  void aServerOnTheCopyHasEveryLinkOfThePassBefore() throws Exception {
    for (int round = 0; round < 20; round++) {
      standby.followOnce();
      assertThat(served()).isEqualTo(SimStore.links(store));
      add(3);
      if (round == 10) {
        store.close();
        store = SimStore.open(source);
      }
    }
    assertThat(said).containsExactly("the copy is whole, following");
  }

  @Test
  void aCheckpointIsNotCopiedAndAStaleOneIsDeleted() throws Exception {
    store.close();
    store = SimStore.open(source);
    assertThat(source.list()).contains(CheckpointFile.NAME);
    Backup.make(source, target);
    assertThat(target.list()).doesNotContain(CheckpointFile.NAME);
    SimStore.open(target).close();
    assertThat(target.list()).contains(CheckpointFile.NAME);
    add(3);
    standby.followOnce();
    assertThat(target.list()).doesNotContain(CheckpointFile.NAME);
    assertThat(served()).isEqualTo(SimStore.links(store));
  }

  @Test
  void aFailingTargetIsSaidOnceAndFollowedAgainWhenItCan() throws Exception {
    standby.followOnce();
    said.clear();
    target.capacity(target.usedBytes());
    for (int i = 0; i < 5; i++) {
      add(1);
      standby.followOnce();
    }
    assertThat(said).hasSize(1).first().asString().contains("No space left on device");
    target.heal();
    standby.followOnce();
    assertThat(said).hasSize(2).last().isEqualTo("copying works again");
    assertThat(served()).isEqualTo(SimStore.links(store));
  }

  @Test
  void fallingBehindIsSaidOnceAndCatchingUpToo() throws Exception {
    standby.followOnce();
    said.clear();
    for (int i = 0; i < 3; i++) {
      nanos += TimeUnit.MILLISECONDS.toNanos(200);
      standby.followOnce();
    }
    assertThat(said).isEmpty();
    for (int i = 0; i < 3; i++) {
      nanos += TimeUnit.MILLISECONDS.toNanos(1_500);
      standby.followOnce();
    }
    assertThat(said).hasSize(1).first().asString().startsWith("behind by up to 1.5 s");
    nanos += TimeUnit.MILLISECONDS.toNanos(200);
    standby.followOnce();
    assertThat(said).hasSize(2).last().isEqualTo("caught up");
  }

  @Test
  void anEmptyMountPointInThePlaceOfTheCopyIsNotFilled() throws Exception {
    standby.followOnce();
    List.copyOf(target.list()).forEach(target::remove);
    for (int i = 0; i < 3; i++) {
      standby.followOnce();
      assertThat(target.list()).isEmpty();
    }
    assertThat(said).last().asString().contains("is the right directory mounted?");
  }

  @Test
  void aJournalThatIsAwayForAWhileIsWaitedForAndTheCopyKept() throws Exception {
    standby.followOnce();
    final List<Link> before = served();
    SimDisk away = new SimDisk(3);
    for (String name : List.copyOf(source.list())) {
      away.plant(name, source.bytes(name));
      source.remove(name);
    }
    standby.followOnce();
    assertThat(said).last().asString().contains("there are no segments to copy");
    assertThat(served()).isEqualTo(before);
    for (String name : away.list()) {
      source.plant(name, away.bytes(name));
    }
    standby.followOnce();
    assertThat(said).last().isEqualTo("copying works again");
  }

  @Test
  void whatCannotBeCuredEndsIt() throws Exception {
    standby.followOnce();
    SimStore.open(target).close();
    assertThatThrownBy(standby::followOnce).isInstanceOf(CopyRefusedException.class);
  }

  @Test
  void aBackupOpensAsItIs() throws Exception {
    SimDisk disk = new SimDisk(4);
    Backup.make(source, disk);
    EmbeddedStore opened = SimStore.open(disk);
    assertThat(SimStore.links(opened)).isEqualTo(SimStore.links(store));
    assertThat(opened.secret()).isEqualTo(store.secret());
  }

  @Test
  void aBackupThatWasNotFinishedIsNoStore() throws Exception {
    SimDisk disk = new SimDisk(4);
    disk.faultAfter(8, SimDisk.Fault.ERROR);
    assertThatThrownBy(() -> Backup.make(source, disk)).isInstanceOf(IOException.class);
    disk.heal();
    assertThatThrownBy(() -> SimStore.open(disk)).hasMessageContaining("not finished");
    assertThatThrownBy(() -> Verification.verify(disk, line -> {}))
        .hasMessageContaining("not finished");
    Backup.make(source, disk);
    assertThat(SimStore.open(disk).size()).isEqualTo(links);
  }

  /** What a server would serve that is started on the copy now. */
  private List<Link> served() throws IOException, OpenException {
    SimDisk copy = new SimDisk(7);
    for (String name : target.list()) {
      copy.plant(name, target.bytes(name));
    }
    return SimStore.links(SimStore.open(copy));
  }
}
