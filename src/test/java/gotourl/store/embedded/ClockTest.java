package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.journal.SyncPolicy;
import gotourl.link.Link;
import gotourl.support.SimDisk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The clock may jump; order goes by number. PROMISES D11. */
class ClockTest {

  @Test
  void noJumpOfTheClockLosesDoublesOrReordersALink() throws Exception {
    SimStore.TestClock clock = new SimStore.TestClock();
    SimDisk disk = new SimDisk(1);
    EmbeddedStore store = open(disk, clock);
    List<Link> links = new ArrayList<>();
    for (int jumpHours : new int[] {0, -2, 87_600, -87_600, 1, -1_000_000, 1_000_000}) {
      clock.now = clock.now.plus(Duration.ofHours(jumpHours));
      var added = store.add(key("k" + links.size()), "http://a/").toCompletableFuture();
      store.saveOnce();
      Link link = ((gotourl.link.LinkStore.Saved) added.join()).link();
      assertThat(link.created()).isEqualTo(clock.now);
      links.addFirst(link);
    }
    assertThat(SimStore.links(store)).isEqualTo(links);
    disk.crash();
    assertThat(SimStore.links(open(disk, clock))).isEqualTo(links);
  }

  private static EmbeddedStore open(SimDisk disk, SimStore.TestClock clock) throws Exception {
    return SimStore.open(disk, SyncPolicy.ALWAYS, 1 << 20, clock, false);
  }
}
