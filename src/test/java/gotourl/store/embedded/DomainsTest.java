package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.link.Domain;
import gotourl.link.Domains;
import gotourl.link.Fallbacks;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Peek;
import gotourl.link.NamedDomain;
import gotourl.support.Frames;
import gotourl.support.SimDisk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Domains in the journal of the links. */
class DomainsTest {

  private static final int SEGMENT_BYTES = 1 << 14;
  private static final int TURNS_MAX = 1_000;
  private static final Retention NO_HISTORY = new Retention(Duration.ZERO, 0);
  private static final Fallbacks FALLBACKS =
      new Fallbacks(
          Optional.of("https://example.org/"),
          Optional.of("https://example.org/unknown"),
          Optional.empty(),
          true);

  private final Random random = new Random(7);
  private final SimDisk disk = new SimDisk(random.nextLong());
  private final SimStore.TestClock clock = new SimStore.TestClock();

  @Test
  void aFrameIsReadBack() {
    long epoch = clock.now.toEpochMilli();
    ByteBuffer out = ByteBuffer.allocate(DomainCodec.bytesMax());
    for (LinkRecord.OfDomain record :
        List.of(
            new LinkRecord.DomainSet(
                new NamedDomain(new Domain(1, true), "d.example", FALLBACKS),
                clock.now.plusMillis(5)),
            new LinkRecord.DomainSet(
                NamedDomain.ofDefault(Domain.ofDefault(false)).withFallbacks(FALLBACKS),
                clock.now.minusMillis(5)),
            new LinkRecord.DomainRemoved(DomainTable.NUMBER_MAX, clock.now))) {
      out.clear();
      int kind = DomainCodec.encode(out, epoch, record);
      out.flip();
      for (int bytes = 0; bytes < out.limit(); bytes++) {
        ByteBuffer cut = out.duplicate().limit(bytes);
        assertThatThrownBy(() -> DomainCodec.decode(epoch, kind, cut))
            .isInstanceOf(MalformedRecordException.class);
      }
      assertThat(DomainCodec.decode(epoch, kind, out.duplicate())).isEqualTo(record);
      ByteBuffer longer = ByteBuffer.allocate(out.limit() + 1).put(out).clear();
      assertThatThrownBy(() -> DomainCodec.decode(epoch, kind, longer))
          .isInstanceOf(MalformedRecordException.class);
    }
  }

  @Test
  void aDomainIsThereAfterAStartWithAndWithoutACheckpoint() throws Exception {
    EmbeddedStore store = open();
    NamedDomain made = made(store, "d.example", true);
    saved(store, store.domains().change(Domain.DEFAULT_NUMBER, _ -> FALLBACKS));
    Link there = added(store, made, "abc");
    Link here = ((LinkStore.Saved) saved(store, store.add(key("abc"), "http://here/"))).link();
    store.close();
    for (boolean checkpoint : new boolean[] {true, false}) {
      if (!checkpoint) {
        disk.remove(CheckpointFile.NAME);
      }
      store = open();
      assertThat(store.domains().now().named("d.example")).contains(made);
      assertThat(store.domains().now().ofDefault().fallbacks()).isEqualTo(FALLBACKS);
      assertThat(store.peek(key(made.domain(), "abc"))).isEqualTo(new Peek.Found(there));
      assertThat(store.peek(key("abc"))).isEqualTo(new Peek.Found(here));
      assertThat(SimStore.links(store)).containsExactly(here, there);
      store.close();
    }
  }

  @Test
  void aDomainWithLinksStaysAndAnEmptyOneEnds() throws Exception {
    EmbeddedStore store = open();
    NamedDomain full = made(store, "full.example", false);
    NamedDomain empty = made(store, "empty.example", false);
    Link link = added(store, full, "abc");
    for (int i = 0; i < 3_000; i++) {
      store.add(key("k" + i), "http://a/");
      saveAll(store);
    }
    assertThat(removed(store, full.number())).isEqualTo(new Domains.InUse());
    assertThat(added(store, full, "more").version()).isEqualTo(1);
    assertThat(removed(store, empty.number())).isEqualTo(new Domains.Gone(empty));
    assertThat(removed(store, empty.number())).isEqualTo(new Domains.Missing());
    assertThat(removed(store, Domain.DEFAULT_NUMBER)).isEqualTo(new Domains.Missing());
    assertThat(saved(store, store.add(key(empty.domain(), "abc"), "http://a/")))
        .isInstanceOfSatisfying(
            LinkStore.Unsaved.class,
            unsaved -> assertThat(unsaved.cause()).isEqualTo(LinkStore.Unsaved.Cause.DOMAIN));
    assertThat(store.peek(link.key())).isEqualTo(new Peek.Found(link));
    NamedDomain again = made(store, "empty.example", false);
    assertThat(again.number()).as("a number is never used twice").isEqualTo(3);
  }

  /** Whoever looks whether there are links must not miss one that comes meanwhile. */
  @Test
  void aDomainThatIsBeingRemovedGetsNoLinks() throws Exception {
    EmbeddedStore store = open();
    NamedDomain domain = made(store, "d.example", false);
    CompletableFuture<Domains.Removed> removal =
        store.domains().remove(domain.number()).toCompletableFuture();
    CompletableFuture<Domains.Removed> second =
        store.domains().remove(domain.number()).toCompletableFuture();
    var late = store.add(key(domain.domain(), "late"), "http://a/").toCompletableFuture();
    saveAll(store);
    assertThat(done(store, second)).isInstanceOf(Domains.Unsaved.class);
    assertThat(done(store, late)).isInstanceOf(LinkStore.Unsaved.class);
    assertThat(done(store, removal)).isEqualTo(new Domains.Gone(domain));
    assertThat(store.domains().now().isDefaultAlone()).isTrue();
  }

  @Test
  void aLinkThatWasOnItsWayKeepsItsDomain() throws Exception {
    EmbeddedStore store = open();
    NamedDomain domain = made(store, "d.example", false);
    store.add(key(domain.domain(), "early"), "http://a/");
    CompletableFuture<Domains.Removed> removal =
        store.domains().remove(domain.number()).toCompletableFuture();
    saveAll(store);
    assertThat(done(store, removal)).isEqualTo(new Domains.InUse());
  }

  @Test
  void whatADiskRefusesLeavesTheDomainOpen() throws Exception {
    EmbeddedStore store = open();
    NamedDomain domain = made(store, "d.example", false);
    disk.faultAfter(0, SimDisk.Fault.ERRORS);
    var removal = store.domains().remove(domain.number()).toCompletableFuture();
    var change = store.domains().change(domain.number(), _ -> FALLBACKS).toCompletableFuture();
    assertThat(done(store, removal)).isInstanceOf(Domains.Unsaved.class);
    assertThat(done(store, change)).isInstanceOf(Domains.Unsaved.class);
    assertThat(store.domains().now().named("d.example")).contains(domain);
    disk.heal();
    saved(store, store.add(key("probe"), "http://a/"));
    assertThat(added(store, domain, "abc").version()).isEqualTo(1);
  }

  @Test
  void nobodyGetsANameThatIsTakenAndOneRaceHasOneWinner() throws Exception {
    EmbeddedStore store = open();
    var first = store.domains().make("d.example", false, Fallbacks.NONE).toCompletableFuture();
    var second = store.domains().make("d.example", true, Fallbacks.NONE).toCompletableFuture();
    saveAll(store);
    NamedDomain winner = ((Domains.Saved) first.join()).domain();
    assertThat(second.join()).isEqualTo(new Domains.Exists(winner));
  }

  @Test
  void thereAreOnlySoMany() throws Exception {
    EmbeddedStore store = open();
    for (int i = 0; i < Domains.DOMAINS_MAX; i++) {
      store.domains().make("d" + i + ".example", false, Fallbacks.NONE);
      saveAll(store);
    }
    assertThat(store.domains().now().all()).hasSize(Domains.DOMAINS_MAX + 1);
    assertThat(saved(store, store.domains().make("one.more", false, Fallbacks.NONE)))
        .isEqualTo(new Domains.Full());
  }

  @Test
  void compactionKeepsWhatWasSaidLastAndThatOneWasRemoved() throws Exception {
    EmbeddedStore store = open();
    NamedDomain kept = made(store, "kept.example", true);
    NamedDomain gone = made(store, "gone.example", false);
    for (int i = 0; i < 50; i++) {
      Optional<String> target = Optional.of("https://example.org/" + i);
      saved(store, store.domains().change(kept.number(), old -> old.withUnknown(target)));
    }
    assertThat(removed(store, gone.number())).isEqualTo(new Domains.Gone(gone));
    Link link = added(store, kept, "abc");
    saved(store, store.add(key(kept.domain(), "out"), "http://a/"));
    saved(store, store.remove(key(kept.domain(), "out"), LinkStore.ANY_VERSION));
    int before = frames(DomainCodec.SET);
    compact(store);
    assertThat(before).isEqualTo(2 * 52);
    assertThat(frames(DomainCodec.SET)).isEqualTo(2);
    assertThat(frames(DomainCodec.REMOVED)).isEqualTo(2);
    NamedDomain now =
        kept.withFallbacks(Fallbacks.NONE.withUnknown(Optional.of("https://example.org/49")));
    store.close();
    for (boolean checkpoint : new boolean[] {true, false}) {
      if (!checkpoint) {
        disk.remove(CheckpointFile.NAME);
      }
      store = open();
      assertThat(store.domains().now().all()).element(1).isEqualTo(now);
      assertThat(store.domains().now().all()).hasSize(2);
      assertThat(store.peek(link.key())).isEqualTo(new Peek.Found(link));
      assertThat(store.peek(key(kept.domain(), "out"))).isEqualTo(Peek.Absent.ABSENT);
      assertThat(made(store, "n" + checkpoint + ".example", false).number())
          .isEqualTo(checkpoint ? 3 : 4);
      saved(store, store.domains().change(0, _ -> Fallbacks.NONE));
      assertThat(removed(store, checkpoint ? 3 : 4)).isInstanceOf(Domains.Gone.class);
      store.close();
    }
  }

  @Test
  void aDomainOutlivesOneDamagedByte() throws Exception {
    EmbeddedStore store = open();
    NamedDomain domain = made(store, "d.example", true);
    Link link = added(store, domain, "abc");
    store.close();
    disk.remove(CheckpointFile.NAME);
    int damaged = 0;
    for (String name : disk.list()) {
      byte[] whole = disk.bytes(name);
      for (int at = indexOf(whole, "d.example", 0);
          at >= 0;
          at = indexOf(whole, "d.example", at + 1)) {
        SimDisk copy = copy();
        byte[] bytes = whole.clone();
        bytes[at] ^= 1;
        copy.plant(name, bytes);
        EmbeddedStore again = SimStore.open(copy, SEGMENT_BYTES, clock, NO_HISTORY);
        assertThat(again.domains().now().named("d.example")).contains(domain);
        assertThat(again.peek(link.key())).isEqualTo(new Peek.Found(link));
        damaged++;
      }
    }
    assertThat(damaged).isEqualTo(2);
  }

  @Test
  void repairCarriesDomainsTheirLinksAndUsedUpNumbers() throws Exception {
    EmbeddedStore store = open();
    NamedDomain domain = made(store, "d.example", true);
    NamedDomain gone = made(store, "gone.example", false);
    Link link = added(store, domain, "abc");
    saved(store, store.replace(link.key(), 1, "http://b/"));
    removed(store, gone.number());
    store.close();
    SimDisk clean = new SimDisk(random.nextLong());
    List<String> findings = new ArrayList<>();
    Repair repair = Repair.repair(disk, clean, findings::add, random);
    assertThat(repair).isEqualTo(new Repair(1, 0, 0));
    assertThat(findings).isEmpty();
    EmbeddedStore again = SimStore.open(clean, SEGMENT_BYTES, clock, NO_HISTORY);
    assertThat(again.domains().now().named("d.example")).contains(domain);
    assertThat(((Peek.Found) again.peek(link.key())).link().target()).isEqualTo("http://b/");
    assertThat(SimStore.history(again, link.key())).hasSize(2);
    assertThat(made(again, "next.example", false).number()).isEqualTo(3);
    assertThat(Verification.verify(clean, findings::add).damages()).isZero();
  }

  @Test
  void aBackupThatIsTakenAnyTimeOpensToTheSameDomains() throws Exception {
    EmbeddedStore store = open();
    NamedDomain domain = made(store, "d.example", true);
    Link link = added(store, domain, "abc");
    SimDisk target = new SimDisk(random.nextLong());
    Backup.make(disk, target);
    EmbeddedStore copy = SimStore.open(target, SEGMENT_BYTES, clock, NO_HISTORY);
    assertThat(copy.domains().now().all()).isEqualTo(store.domains().now().all());
    assertThat(copy.peek(link.key())).isEqualTo(new Peek.Found(link));
    assertThat(made(copy, "e.example", true).number()).isEqualTo(2);
  }

  private EmbeddedStore open() throws Exception {
    return SimStore.open(disk, SEGMENT_BYTES, clock, NO_HISTORY);
  }

  private SimDisk copy() throws Exception {
    SimDisk copy = new SimDisk(1);
    for (String name : disk.list()) {
      copy.plant(name, disk.bytes(name));
    }
    return copy;
  }

  private static int indexOf(byte[] bytes, String text, int from) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text, from);
  }

  private NamedDomain made(EmbeddedStore store, String name, boolean foldsCase) {
    return ((Domains.Saved) saved(store, store.domains().make(name, foldsCase, Fallbacks.NONE)))
        .domain();
  }

  private static Link added(EmbeddedStore store, NamedDomain domain, String code) {
    return ((LinkStore.Saved) saved(store, store.add(key(domain.domain(), code), "http://a/")))
        .link();
  }

  private static Domains.Removed removed(EmbeddedStore store, int number) {
    CompletableFuture<Domains.Removed> removal =
        store.domains().remove(number).toCompletableFuture();
    return done(store, removal);
  }

  private static <T> T done(EmbeddedStore store, CompletableFuture<T> stage) {
    for (int turn = 0; turn < TURNS_MAX && !stage.isDone(); turn++) {
      store.saveOnce();
      store.scanOnce();
    }
    assertThat(stage).isDone();
    return stage.join();
  }

  /** Until the segments before the active one have been written anew. */
  private void compact(EmbeddedStore store) {
    saved(store, store.add(key("hot"), "http://hot/"));
    for (int i = 0; i < 3_000; i++) {
      saved(store, store.replace(key("hot"), LinkStore.ANY_VERSION, "http://hot/" + i));
      store.maintainOnce();
    }
    for (int i = 0; i < 2_000; i++) {
      store.maintainOnce();
      store.saveOnce();
    }
  }

  private int frames(int wanted) throws Exception {
    int[] count = {0};
    Frames.visit(disk, (segment, kind, payload) -> count[0] += kind == wanted ? 1 : 0);
    return count[0];
  }

  private static <T> T saved(EmbeddedStore store, CompletionStage<T> stage) {
    saveAll(store);
    return stage.toCompletableFuture().join();
  }

  private static void saveAll(EmbeddedStore store) {
    while (store.saveOnce()) {
      // What a bound of a batch left over.
    }
  }
}
