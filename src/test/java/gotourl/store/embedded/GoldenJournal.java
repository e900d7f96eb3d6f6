package gotourl.store.embedded;

import static gotourl.support.Keys.key;

import gotourl.access.CredentialStore;
import gotourl.access.Grant;
import gotourl.access.Limits;
import gotourl.access.Scope;
import gotourl.access.Secret;
import gotourl.journal.Journal;
import gotourl.journal.SegmentHeader;
import gotourl.journal.Segments;
import gotourl.journal.SyncPolicy;
import gotourl.link.About;
import gotourl.link.Domain;
import gotourl.link.Domains;
import gotourl.link.Draft;
import gotourl.link.Fallbacks;
import gotourl.link.Generator;
import gotourl.link.Key;
import gotourl.link.KeyGenerator;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.Manner;
import gotourl.link.NamedDomain;
import gotourl.link.Origin;
import gotourl.link.Terms;
import gotourl.support.SimDisk;
import gotourl.support.TagCounts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the journals under {@code src/test/resources/golden}, once for each format. Each begins
 * with a life that is stopped and ends with one that a crash cuts off.
 *
 * <p>{@code format-N} has several segments as they were first written: births, claims, adds,
 * replaces and removes. {@code format-N-compacted} has the rest: segments of other generations and
 * their manifest, a purge that goes on, and links with a field that this version does not know.
 * {@code format-N-credentials} has credentials with and without limits and an expiry, used and
 * revoked, before and behind a compaction. {@code format-N-terms} has links with every field that
 * this version knows, as adds and as replaces, before and behind a compaction. {@code
 * format-N-tags} has links with tags, of which some were renamed and some deleted, before and
 * behind a compaction. {@code format-N-domains} has domains made, changed and removed, and one code
 * in three domains, before and behind a compaction. {@code format-N-visits} has links that were
 * followed, before and behind a compaction and a loss that was accepted.
 *
 * <p>No checkpoint: that is a cache, and belongs to the version that wrote it.
 */
final class GoldenJournal {

  private static final int LINKS = 60;
  private static final int SEGMENT_BYTES = 1_500;
  private static final int CREDENTIALS = 6;

  /** Tag 9, three bytes. */
  private static final byte[] FIELD = {9, 3, 'a', 'b', 'c'};

  private GoldenJournal() {}

  /**
   * Arguments: the directories of the eight journals. What is there already is left as it is: it
   * says what was once written.
   */
  public static void main(String[] args) throws Exception {
    write(plain(), Path.of(args[0]));
    write(compacted(), Path.of(args[1]));
    write(credentials(), Path.of(args[2]));
    write(terms(), Path.of(args[3]));
    write(domains(), Path.of(args[4]));
    write(tags(), Path.of(args[5]));
    write(visits(), Path.of(args[6]));
    write(moved(), Path.of(args[7]));
  }

  private static void write(SimDisk disk, Path directory) throws IOException {
    if (Files.exists(directory)) {
      return;
    }
    Files.createDirectories(directory);
    for (String name : disk.list()) {
      if (!name.equals(CheckpointFile.NAME)) {
        Files.write(directory.resolve(name), disk.bytes(name));
      }
    }
  }

  private static SimDisk plain() throws Exception {
    SimDisk disk = new SimDisk(1);
    SimStore.TestClock clock = new SimStore.TestClock();
    EmbeddedStore first = SimStore.open(disk, SyncPolicy.ALWAYS, SEGMENT_BYTES, clock, true);
    live(first, clock, 0);
    first.close();
    live(SimStore.open(disk, SyncPolicy.ALWAYS, SEGMENT_BYTES, clock, false), clock, LINKS);
    return disk;
  }

  private static void live(EmbeddedStore store, SimStore.TestClock clock, int from) {
    store.claim(7, 0, 64);
    for (int i = from; i < from + LINKS; i++) {
      clock.now = clock.now.plusMillis(17);
      store.add(key(store.domain(), "Link/" + i + "é"), "https://example.org/" + i);
      if (i % 3 == 0) {
        store.replace(key(store.domain(), "Link/" + i + "é"), 1, "https://example.org/new/" + i);
      }
      if (i % 10 == 9) {
        store.remove(key(store.domain(), "Link/" + i + "é"), 1);
      }
      store.saveOnce();
    }
  }

  private static SimDisk compacted() throws Exception {
    SimDisk disk = new SimDisk(2);
    SimStore.TestClock clock = new SimStore.TestClock();
    writeAsALaterVersion(disk, clock.now);
    EmbeddedStore first = open(disk, clock);
    first.claim(7, 0, 64);
    first.release(7, 10, 64);
    first.replace(key(first.domain(), "Later/1é"), 1, "https://example.org/later/new/1");
    add(first, clock, "Wicked", "https://example.org/wicked");
    for (int i = 0; i < LINKS; i++) {
      add(first, clock, "Link/" + i, "https://example.org/" + i);
      for (int version = 1; version <= i % 5; version++) {
        clock.now = clock.now.plusMillis(17);
        first.replace(
            key(first.domain(), "Link/" + i), version, "https://example.org/" + version + "/" + i);
        first.saveOnce();
      }
    }
    for (int i = 9; i < LINKS; i += 10) {
      first.remove(key(first.domain(), "Link/" + i), 0);
      first.saveOnce();
    }
    for (int turn = 0; turn < 200; turn++) {
      first.maintainOnce();
      first.saveOnce();
    }
    first.close();
    EmbeddedStore second = open(disk, clock);
    add(second, clock, "Last", "https://example.org/last");
    second.purge(key(second.domain(), "Wicked"));
    second.saveOnce();
    return disk;
  }

  /** The secrets of the credentials, by number less one. */
  static List<Secret> secrets() {
    Random random = new Random(3);
    return Stream.generate(() -> Secret.random(random)).limit(CREDENTIALS).toList();
  }

  private static SimDisk credentials() throws Exception {
    SimDisk disk = new SimDisk(3);
    SimStore.TestClock clock = new SimStore.TestClock();
    List<Secret> secrets = secrets();
    EmbeddedStore first = open(disk, clock);
    CredentialStore store = first.credentials();
    store.replaceOperators(grant("admin", Scope.ADMIN, Limits.NONE, null), secrets.get(0).hash());
    first.saveOnce();
    clock.now = clock.now.plusMillis(1_500);
    Limits limits = new Limits(Set.of("go.example", "münchen.example"), Set.of("shop"), 60);
    store.add(grant("Kiosk é", Scope.CREATE, limits, null), secrets.get(1).hash());
    store.add(grant("revoked", Scope.WRITE, Limits.NONE, null), secrets.get(2).hash());
    Instant expires = Instant.parse("2030-01-01T00:00:00Z");
    store.add(grant("passing", Scope.READ, Limits.NONE, expires), secrets.get(3).hash());
    first.saveOnce();
    store.revoke(3);
    for (int minute = 0; minute < 20; minute++) {
      clock.now = clock.now.plusSeconds(60);
      store.noteUses(Map.of(2, clock.now));
      add(first, clock, "Link/" + minute, "https://example.org/" + minute);
      for (int version = 1; version < 5; version++) {
        first.replace(key(first.domain(), "Link/" + minute), version, "https://example.org/again");
        first.saveOnce();
      }
    }
    store.replaceOperators(grant("admin", Scope.ADMIN, Limits.NONE, null), secrets.get(4).hash());
    for (int turn = 0; turn < 200; turn++) {
      first.maintainOnce();
      first.saveOnce();
    }
    first.close();
    EmbeddedStore second = open(disk, clock);
    second.credentials().add(grant("late", Scope.READ, Limits.NONE, null), secrets.get(5).hash());
    second.saveOnce();
    second.credentials().revoke(6);
    second.saveOnce();
    return disk;
  }

  /**
   * What the links {@code Terms/0}, {@code Terms/1} … say at first; then each what the next said.
   */
  static List<Draft> drafts() {
    Terms all =
        Terms.NONE
            .withEnabled(false)
            .withValidSince(Optional.of(Instant.parse("2026-01-01T00:00:00.001Z")))
            .withValidUntil(Optional.of(Terms.TIME_MAX))
            .withForwardsQuery(true)
            .withRedirectStatus(308)
            .withCacheSeconds(Terms.CACHE_SECONDS_MAX)
            .withCrawlable(true);
    return List.of(
        new Draft(
            "https://example.org/0",
            Terms.NONE,
            new About("Titel é", "eine\nNotiz \ud83d\ude00"),
            7),
        new Draft("https://example.org/1", all, About.NOTHING, Draft.NOBODY),
        new Draft("https://example.org/2", Terms.NONE.withBinned(true), About.NOTHING, 1),
        new Draft("https://example.org/3", all, new About("a", "b"), Integer.MAX_VALUE),
        Draft.to("https://example.org/4"));
  }

  private static SimDisk terms() throws Exception {
    SimDisk disk = new SimDisk(4);
    SimStore.TestClock clock = new SimStore.TestClock();
    List<Draft> drafts = drafts();
    EmbeddedStore first = open(disk, clock);
    addAndReplace(first, clock, drafts, "Terms/");
    for (int i = 0; i < LINKS; i++) {
      add(first, clock, "Link/" + i, "https://example.org/" + i);
      first.remove(key(first.domain(), "Link/" + i), 0);
      first.saveOnce();
    }
    for (int turn = 0; turn < 200; turn++) {
      first.maintainOnce();
      first.saveOnce();
    }
    first.close();
    addAndReplace(open(disk, clock), clock, drafts, "Later/");
    return disk;
  }

  private static SimDisk tags() throws Exception {
    SimDisk disk = new SimDisk(5);
    SimStore.TestClock clock = new SimStore.TestClock();
    EmbeddedStore first = open(disk, clock);
    for (int i = 0; i < LINKS; i++) {
      clock.now = clock.now.plusMillis(17);
      Key key = key(first.domain(), "Link/" + i);
      first.add(key, TagCounts.tagged("https://example.org/" + i, "Größe", "t" + i % 7));
      first.replace(key, 1, TagCounts.tagged("https://example.org/new/" + i, "t" + i % 5, "all"));
      first.tags().rename(TagCounts.name("t" + i % 7), TagCounts.name("s" + i));
      first.tags().delete(TagCounts.name("s" + (i - 20)));
      first.saveOnce();
    }
    for (int turn = 0; turn < 200; turn++) {
      first.maintainOnce();
      first.saveOnce();
    }
    first.close();
    EmbeddedStore second = open(disk, clock);
    second.add(
        key(second.domain(), "Last"), TagCounts.tagged("https://example.org/last", "ALL", "late"));
    second.tags().rename(TagCounts.name("late"), TagCounts.name("Später"));
    second.saveOnce();
    return disk;
  }

  private static void addAndReplace(
      EmbeddedStore store, SimStore.TestClock clock, List<Draft> drafts, String prefix) {
    for (int i = 0; i < drafts.size(); i++) {
      clock.now = clock.now.plusMillis(17);
      store.add(key(store.domain(), prefix + i), drafts.get(i));
      store.saveOnce();
    }
    for (int i = 0; i < drafts.size() - 1; i++) {
      clock.now = clock.now.plusMillis(17);
      store.replace(key(store.domain(), prefix + i), 1, drafts.get(i + 1));
      store.saveOnce();
    }
  }

  /** Of the second domain of {@code format-N-domains}, when all is done. */
  static final Fallbacks FALLBACKS =
      new Fallbacks(
          Optional.of("https://example.org/base"),
          Optional.empty(),
          Optional.of("https://example.org/expired"),
          true);

  private static SimDisk domains() throws Exception {
    SimDisk disk = new SimDisk(5);
    SimStore.TestClock clock = new SimStore.TestClock();
    EmbeddedStore first = open(disk, clock);
    Domains domains = first.domains();
    domains.make("one.example", false, Fallbacks.NONE);
    domains.make("xn--mnchen-3ya.example", true, Fallbacks.NONE.withExpiredIsGone(true));
    domains.make("gone.example", false, Fallbacks.NONE);
    Optional<String> unknown = Optional.of("https://example.org/unknown");
    domains.change(Domain.DEFAULT_NUMBER, old -> old.withUnknown(unknown));
    first.saveOnce();
    addInEach(first, clock, "Same");
    for (int i = 0; i < LINKS; i++) {
      clock.now = clock.now.plusMillis(17);
      domains.change(2, old -> old.withUnknown(Optional.of("https://example.org/" + clock.now)));
      add(first, clock, "Link/" + i, "https://example.org/" + i);
      first.remove(key(first.domain(), "Link/" + i), 0);
      first.saveOnce();
    }
    domains.change(2, _ -> FALLBACKS);
    var removal = domains.remove(3).toCompletableFuture();
    while (!removal.isDone()) {
      first.saveOnce();
      first.scanOnce();
    }
    for (int turn = 0; turn < 200; turn++) {
      first.maintainOnce();
      first.saveOnce();
    }
    first.close();
    EmbeddedStore second = open(disk, clock);
    second.domains().make("late.example", false, Fallbacks.NONE);
    second.saveOnce();
    addInEach(second, clock, "Late");
    return disk;
  }

  /** In each domain that there is by then: added, edited, and one more that is removed. */
  private static void addInEach(EmbeddedStore store, SimStore.TestClock clock, String code) {
    for (NamedDomain domain : store.domains().now().all()) {
      clock.now = clock.now.plusMillis(17);
      store.add(key(domain.domain(), code), "https://example.org/first");
      store.add(key(domain.domain(), code + "/out"), "https://example.org/out");
      store.saveOnce();
      store.replace(key(domain.domain(), code), 1, "https://example.org/of/" + domain.number());
      store.remove(key(domain.domain(), code + "/out"), 1);
      store.saveOnce();
    }
    for (NamedDomain domain : store.domains().now().all()) {
      if (domain.name().equals("gone.example")) {
        store.purge(key(domain.domain(), code));
        store.saveOnce();
      }
    }
  }

  static final byte[] ADOPTED = "an adopted secre".getBytes(StandardCharsets.US_ASCII);

  /** {@code Moved/N} came from elsewhere: its number is a multiple of three, its version 1 to 4. */
  static Origin origin(int i) {
    Instant then = Instant.parse("2012-03-04T05:06:07.089Z").plusSeconds(i);
    return new Origin(
        3L * i,
        1 + i % 4,
        Optional.of(then),
        i % 4 == 0 ? Optional.empty() : Optional.of(then.plusMillis(1)),
        i % 5);
  }

  private static SimDisk moved() throws Exception {
    SimDisk disk = new SimDisk(6);
    SimStore.TestClock clock = new SimStore.TestClock();
    EmbeddedStore first = open(disk, clock);
    List<Long> next = new ArrayList<>(Collections.nCopies(LinkStore.NUMBERS, 0L));
    next.set(7, 4_000L);
    first.adopt(new Generator(ADOPTED, next));
    first.saveOnce();
    for (int i = 0; i < LINKS; i++) {
      clock.now = clock.now.plusMillis(17);
      Draft draft =
          new Draft(
              "https://example.org/" + i,
              Terms.NONE.withMaxVisits(10),
              About.NOTHING.withImportedVisits(1_000L * i),
              Draft.NOBODY);
      first.add(key("Moved/" + i), draft, Manner.from(origin(i)));
      first.saveOnce();
    }
    first.claim(LinkStore.NUMBERS, 999, 1);
    first.saveOnce();
    first.close();
    return disk;
  }

  /** {@code Visits/N} may be followed ten times and was followed N times, N being 0 to 10. */
  private static SimDisk visits() throws Exception {
    SimDisk disk = new SimDisk(5);
    SimStore.TestClock clock = new SimStore.TestClock();
    EmbeddedStore first = open(disk, clock);
    visit(first, clock, "Visits/", VISITS);
    for (int i = 0; i < LINKS; i++) {
      add(first, clock, "Link/" + i, "https://example.org/" + i);
      first.remove(key(first.domain(), "Link/" + i), 0);
      first.saveOnce();
    }
    for (int turn = 0; turn < 200; turn++) {
      first.maintainOnce();
      first.saveOnce();
    }
    first.close();
    open(disk, clock).close();
    EmbeddedStore lost = open(disk, clock);
    add(lost, clock, "Lost", "https://example.org/lost");
    lost.close();
    String file =
        disk.list().stream().filter(Journal::isSegment).sorted().toList().reversed().get(1);
    EmbeddedStore second = open(disk, clock);
    visit(second, clock, "Known/", VISITS);
    second.close();
    disk.remove(file);
    disk.remove(CheckpointFile.NAME);
    EmbeddedStore third = SimStore.openAccepting(disk, clock);
    visit(third, clock, "Later/", 1);
    return disk;
  }

  private static final int VISITS = 10;

  private static void visit(
      EmbeddedStore store, SimStore.TestClock clock, String prefix, int visits) {
    for (int i = 0; i <= visits; i++) {
      clock.now = clock.now.plusMillis(17);
      Draft draft =
          new Draft(
              "https://example.org/" + i,
              Terms.NONE.withMaxVisits(VISITS),
              About.NOTHING,
              Draft.NOBODY);
      store.add(key(store.domain(), prefix + i), draft);
      store.saveOnce();
      for (int visit = 0; visit < i; visit++) {
        store.spend(key(store.domain(), prefix + i), store.nextNumber() - 1);
        store.saveOnce();
      }
    }
  }

  private static Grant grant(String name, Scope scope, Limits limits, @Nullable Instant expires) {
    return new Grant(name, Set.of(scope), limits, expires);
  }

  private static EmbeddedStore open(SimDisk disk, SimStore.TestClock clock) throws Exception {
    return SimStore.open(disk, SEGMENT_BYTES, clock, new Retention(Duration.ZERO, 0));
  }

  private static void add(
      EmbeddedStore store, SimStore.TestClock clock, String code, String target) {
    clock.now = clock.now.plusMillis(17);
    store.add(key(store.domain(), code), target);
    store.saveOnce();
  }

  /** Two links with a field, put there as a repair puts what it has read. */
  private static void writeAsALaterVersion(SimDisk disk, Instant now) throws IOException {
    SegmentHeader segment =
        new SegmentHeader(EmbeddedStore.CONTENT, new UUID(0, 0), 1, 0, now.toEpochMilli(), 0, 0, 0);
    LinkRecord.Birth birth = new LinkRecord.Birth(true, new byte[KeyGenerator.SECRET_BYTES]);
    Domain domain = Domain.ofDefault(true);
    ByteBuffer payload = ByteBuffer.allocate(200);
    try (Segments none = new Segments();
        Rewriting writing = new Rewriting(disk, birth, Set.of(), 3, new Random(6))) {
      writing.segment(segment);
      int born = RecordCodec.encodeBirth(payload, segment, birth, now);
      writing.frame(segment, 0, born, payload.flip());
      for (int number : List.of(0, 1)) {
        Link link =
            new Link(
                number,
                1,
                key(domain, "Later/" + number + "é"),
                "https://example.org/later/" + number,
                now,
                now);
        int kind =
            RecordCodec.encodePut(
                payload.clear(), segment, new LinkRecord.Put(link, LinkFrame.NO_SEGMENT, FIELD));
        writing.frame(segment, 0, kind, payload.flip());
      }
      writing.finish(new LinkTable(none, KeyHash.random(new Random(6))));
    }
  }
}
