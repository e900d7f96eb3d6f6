package gotourl.link;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.HostDisabling.Disabled;
import gotourl.link.HostDisabling.NotSaved;
import gotourl.link.LinkStore.Peek;
import gotourl.link.LinkStore.Unsaved;
import gotourl.link.Listing.Order;
import gotourl.support.MemoryStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HostDisablingTest {

  private static final int AUTHOR = 7;

  private final MemoryStore store = new MemoryStore();
  private final AtomicLong nanos = new AtomicLong();
  private final HostDisabling disabling = new HostDisabling(store, nanos::get);

  @Test
  void everyLinkToTheHostOrBelowIsDisabledAndNoOther() {
    add("a", "http://evil.example/");
    add("b", "https://www.evil.example:8080/x");
    add("c", "http://devil.example/");
    add("d", "http://good.example/evil.example");
    assertThat(disable(0)).isEqualTo(new Disabled(2, Optional.empty()));
    assertThat(link("a").terms().enabled()).isFalse();
    assertThat(link("a").author()).isEqualTo(AUTHOR);
    assertThat(link("a").version()).isEqualTo(2);
    assertThat(link("b").terms().enabled()).isFalse();
    assertThat(link("c").terms()).isSameAs(Terms.NONE);
    assertThat(link("d").terms()).isSameAs(Terms.NONE);
  }

  @Test
  void whatIsDisabledAlreadyStaysAsItIsAndDoesNotCount() {
    add("a", "http://evil.example/");
    disable(0);
    assertThat(disable(0)).isEqualTo(new Disabled(0, Optional.empty()));
    assertThat(link("a").version()).isEqualTo(2);
  }

  @Test
  void aLongWorkSaysWhereItIsAndGoesOnThere() {
    for (int i = 0; i < 600; i++) {
      add("k" + i, "http://evil.example/" + i);
    }
    long count = 0;
    int calls = 0;
    Optional<Cursor> next = Optional.of(Cursor.start(Order.OLDEST));
    while (next.isPresent()) {
      Disabled done = (Disabled) disabling.disable(host(), next.get(), AUTHOR, this::patience);
      count += done.count();
      next = done.next();
      calls++;
    }
    assertThat(count).isEqualTo(600);
    assertThat(calls).isEqualTo(3);
  }

  /** Asked between two pages: by then too much time has passed. */
  private boolean patience() {
    nanos.addAndGet(Duration.ofSeconds(60).toNanos());
    return true;
  }

  @Test
  void itEndsWhenNobodyWaitsForIt() {
    for (int i = 0; i < 600; i++) {
      add("k" + i, "http://evil.example/" + i);
    }
    Disabled done =
        (Disabled) disabling.disable(host(), Cursor.start(Order.OLDEST), AUTHOR, () -> false);
    assertThat(done.count()).isBetween(1L, 599L);
    assertThat(done.next()).isPresent();
  }

  @Test
  void whatCannotBeSavedIsToldUnlessSomethingWas() {
    add("a", "http://evil.example/");
    Unsaved unsaved = new Unsaved(Unsaved.Cause.DISK, Duration.ofSeconds(1));
    store.refuseWith(unsaved);
    assertThat(disable(0)).isEqualTo(new NotSaved(unsaved));
    store.refuseWith(null);
    assertThat(disable(0)).isEqualTo(new Disabled(1, Optional.empty()));
  }

  private HostDisabling.Outcome disable(long from) {
    return disabling.disable(host(), new Cursor(Order.OLDEST, from), AUTHOR, () -> true);
  }

  private static TargetHost host() {
    return ((TargetHost.Valid) TargetHost.parse("Evil.example.")).host();
  }

  private void add(String code, String target) {
    assertThat(store.add(key(code), target).toCompletableFuture().join())
        .isInstanceOf(LinkStore.Saved.class);
  }

  private Link link(String code) {
    return ((Peek.Found) store.peek(key(code))).link();
  }
}
