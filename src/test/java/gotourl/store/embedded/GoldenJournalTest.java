package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Credential;
import gotourl.access.CredentialStore;
import gotourl.access.Grant;
import gotourl.access.Kept;
import gotourl.access.Limits;
import gotourl.access.Scope;
import gotourl.access.Secret;
import gotourl.link.Domain;
import gotourl.link.Domains;
import gotourl.link.Draft;
import gotourl.link.Fallbacks;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Peek;
import gotourl.link.NamedDomain;
import gotourl.link.Origin;
import gotourl.link.TagName;
import gotourl.link.TagStore.Tag;
import gotourl.support.Frames;
import gotourl.support.SimDisk;
import gotourl.support.TagCounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Journals of every format open, and say what they said when they were written. PROMISES D13. */
class GoldenJournalTest {

  @ParameterizedTest
  @ValueSource(strings = "format-0")
  void itOpensAndHoldsWhatWasWritten(String format) throws Exception {
    SimDisk disk = disk(format);
    assertWhole(disk);
    EmbeddedStore store = SimStore.open(disk);
    assertThat(store.domain().foldsCase()).isTrue();
    assertThat(store.size()).isEqualTo(112);
    assertThat(store.nextNumber()).isEqualTo(120);
    Link edited = ((Peek.Found) store.peek(key(store.domain(), "link/63é"))).link();
    assertThat(edited)
        .isEqualTo(
            new Link(
                63,
                2,
                key(store.domain(), "link/63é"),
                "https://example.org/new/63",
                Instant.parse("2026-11-23T12:00:01.088Z"),
                Instant.parse("2026-11-23T12:00:01.088Z")));
    assertThat(store.peek(key(store.domain(), "link/19é"))).isEqualTo(Peek.Absent.ABSENT);
    var claimed = store.claim(7, 0, 1).toCompletableFuture();
    store.saveOnce();
    assertThat(claimed.join()).isEqualTo(new LinkStore.Range(128, 129));
  }

  @ParameterizedTest
  @ValueSource(strings = "format-0-compacted")
  void soDoesOneWithGenerationsAPurgeAndFields(String format) throws Exception {
    SimDisk disk = disk(format);
    assertThat(disk.list())
        .contains("manifest")
        .anyMatch(name -> name.matches("\\w{16}.\\w{8}.seg"));
    Set<Integer> kinds = new TreeSet<>();
    Map<String, byte[]> fields = new HashMap<>();
    inspect(disk, kinds, fields);
    assertThat(kinds)
        .containsExactly(
            RecordCodec.BIRTH,
            RecordCodec.CLAIM,
            RecordCodec.ADD,
            RecordCodec.REPLACE,
            RecordCodec.REMOVE,
            RecordCodec.PURGE,
            RecordCodec.ADD | RecordCodec.HAS_FIELDS,
            RecordCodec.REPLACE | RecordCodec.HAS_FIELDS);
    assertThat(fields).containsOnlyKeys("later/0é", "later/1é");
    assertThat(fields.values()).containsOnly(new byte[] {9, 3, 'a', 'b', 'c'});
    assertWhole(disk);

    EmbeddedStore store = SimStore.open(disk);
    assertThat(store.domain().foldsCase()).isTrue();
    assertThat(store.size()).isEqualTo(57);
    assertThat(store.nextNumber()).isEqualTo(64);
    assertThat(store.peek(key(store.domain(), "link/19"))).isEqualTo(Peek.Absent.ABSENT);
    assertThat(store.peek(key(store.domain(), "Link/43")))
        .isEqualTo(
            new Peek.Found(
                new Link(
                    46,
                    4,
                    key(store.domain(), "link/43"),
                    "https://example.org/3/43",
                    Instant.parse("2026-11-23T12:00:02.176Z"),
                    Instant.parse("2026-11-23T12:00:02.227Z"))));
    var claimed = store.claim(7, 0, 1).toCompletableFuture();
    store.saveOnce();
    assertThat(claimed.join()).isEqualTo(new LinkStore.Range(10, 11));

    assertThat(store.isPurging()).isTrue();
    for (int turn = 0; turn < 100 && store.isPurging(); turn++) {
      store.maintainOnce();
      store.saveOnce();
    }
    assertThat(store.isPurging()).isFalse();
    for (String name : disk.list()) {
      assertThat(new String(disk.bytes(name), StandardCharsets.ISO_8859_1))
          .doesNotContain("wicked");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "format-0-credentials")
  void soDoesOneWithCredentials(String format) throws Exception {
    SimDisk disk = disk(format);
    assertThat(disk.list()).anyMatch(name -> name.matches("\\w{16}.\\w{8}.seg"));
    Set<Integer> kinds = new TreeSet<>();
    inspect(disk, kinds, new HashMap<>());
    assertThat(kinds).contains(CredentialCodec.SECRET, CredentialCodec.REVOKE, CredentialCodec.USE);
    assertWhole(disk);

    EmbeddedStore store = SimStore.open(disk);
    CredentialStore credentials = store.credentials();
    List<Secret> secrets = GoldenJournal.secrets();
    assertThat(credentials.all())
        .extracting(kept -> kept.credential().number())
        .containsExactly(2, 4, 5);
    assertThat(credentials.find(secrets.get(1).hash()))
        .contains(
            new Kept(
                new Credential(
                    2,
                    "Kiosk é",
                    Set.of(Scope.CREATE),
                    new Limits(Set.of("go.example", "münchen.example"), Set.of("shop"), 60)),
                secrets.get(1).hash(),
                false,
                Instant.parse("2026-11-23T12:00:01.500Z"),
                null,
                Instant.parse("2026-11-23T12:20:01.823Z")));
    assertThat(credentials.find(secrets.get(3).hash()).orElseThrow().expires())
        .isEqualTo(Instant.parse("2030-01-01T00:00:00Z"));
    assertThat(credentials.find(secrets.get(4).hash()).orElseThrow().isOperators()).isTrue();
    for (int revoked : new int[] {0, 2, 5}) {
      assertThat(credentials.find(secrets.get(revoked).hash())).isEmpty();
    }
    var added =
        credentials
            .add(new Grant("next", Set.of(Scope.READ), Limits.NONE, null), secrets.get(0).hash())
            .toCompletableFuture();
    store.saveOnce();
    assertThat(((CredentialStore.New) added.join()).kept().credential().number()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = "format-0-terms")
  void soDoesOneWithTermsAndWords(String format) throws Exception {
    SimDisk disk = disk(format);
    assertThat(disk.list()).anyMatch(name -> name.matches("\\w{16}.\\w{8}.seg"));
    Set<Integer> kinds = new TreeSet<>();
    inspect(disk, kinds, new HashMap<>());
    assertThat(kinds)
        .contains(
            RecordCodec.ADD | RecordCodec.HAS_FIELDS, RecordCodec.REPLACE | RecordCodec.HAS_FIELDS);
    assertWhole(disk);

    EmbeddedStore store = SimStore.open(disk);
    List<Draft> drafts = GoldenJournal.drafts();
    for (String prefix : List.of("Terms/", "Later/")) {
      for (int i = 0; i < drafts.size(); i++) {
        int says = Math.min(i + 1, drafts.size() - 1);
        Link link = ((Peek.Found) store.peek(key(store.domain(), prefix + i))).link();
        assertThat(link.draft()).as(prefix + i).isEqualTo(drafts.get(says));
        assertThat(link.version()).isEqualTo(says == i ? 1 : 2);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "format-0-domains")
  void soDoesOneWithDomains(String format) throws Exception {
    SimDisk disk = disk(format);
    assertThat(disk.list()).anyMatch(name -> name.matches("\\w{16}.\\w{8}.seg"));
    Set<Integer> kinds = new TreeSet<>();
    inspect(disk, kinds, new HashMap<>());
    assertThat(kinds)
        .contains(
            DomainCodec.SET,
            DomainCodec.REMOVED,
            RecordCodec.ADD | RecordCodec.HAS_FIELDS,
            RecordCodec.REPLACE | RecordCodec.HAS_FIELDS,
            RecordCodec.REMOVE | RecordCodec.HAS_FIELDS);
    assertWhole(disk);

    EmbeddedStore store = SimStore.open(disk);
    Domain first = new Domain(1, false);
    Domain second = new Domain(2, true);
    Domain late = new Domain(4, false);
    assertThat(store.domains().now().all())
        .containsExactly(
            NamedDomain.ofDefault(store.domain())
                .withFallbacks(
                    Fallbacks.NONE.withUnknown(Optional.of("https://example.org/unknown"))),
            new NamedDomain(first, "one.example", Fallbacks.NONE),
            new NamedDomain(second, "xn--mnchen-3ya.example", GoldenJournal.FALLBACKS),
            new NamedDomain(late, "late.example", Fallbacks.NONE));
    for (Domain domain : List.of(store.domain(), first, second, late)) {
      for (String code : List.of("Same", "Late")) {
        if (domain.equals(late) && code.equals("Same")) {
          continue;
        }
        Link link = ((Peek.Found) store.peek(key(domain, code))).link();
        assertThat(link.target()).isEqualTo("https://example.org/of/" + domain.number());
        assertThat(link.version()).isEqualTo(2);
        assertThat(store.peek(key(domain, code + "/out"))).isEqualTo(Peek.Absent.ABSENT);
      }
    }
    var made = store.domains().make("gone.example", false, Fallbacks.NONE).toCompletableFuture();
    store.saveOnce();
    assertThat(((Domains.Saved) made.join()).domain().number()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = "format-0-tags")
  void soDoesOneWithTags(String format) throws Exception {
    SimDisk disk = disk(format);
    assertThat(disk.list()).anyMatch(name -> name.matches("\\w{16}.\\w{8}.seg"));
    Set<Integer> kinds = new TreeSet<>();
    inspect(disk, kinds, new HashMap<>());
    assertThat(kinds).contains(TagCodec.NAME, TagCodec.DELETE);
    assertWhole(disk);

    EmbeddedStore store = SimStore.open(disk);
    Link last = ((Peek.Found) store.peek(key(store.domain(), "Last"))).link();
    assertThat(last.about().tags().names())
        .extracting(TagName::text)
        .containsExactly("all", "Später");
    TagCounts.assertExact(store, SimStore.links(store));
    assertThat(store.tags().all())
        .contains(new Tag(TagCounts.name("größe"), 0), new Tag(TagCounts.name("all"), 61));
  }

  @ParameterizedTest
  @ValueSource(strings = "format-0-visits")
  void soDoesOneWithVisitsAndALossThatMayHideSome(String format) throws Exception {
    SimDisk disk = disk(format);
    assertThat(disk.list()).anyMatch(name -> name.matches("\\w{16}.\\w{8}.seg"));
    List<LinkRecord> visits = new ArrayList<>();
    Frames.visit(
        disk,
        (segment, kind, payload) -> {
          if (kind == VisitCodec.VISITS) {
            visits.add(RecordCodec.decode(segment, kind, payload));
          }
        });
    assertThat(visits)
        .hasAtLeastOneElementOfType(LinkRecord.Visited.class)
        .hasAtLeastOneElementOfType(LinkRecord.VisitsInDoubt.class);
    assertWhole(disk);

    EmbeddedStore store = SimStore.open(disk);
    for (int i = 0; i <= 10; i++) {
      assertThat(visits(store, "Visits/" + i)).isEqualTo(LinkStore.VISITS_UNKNOWN);
      assertThat(visits(store, "Known/" + i)).isEqualTo(i == 0 ? LinkStore.VISITS_UNKNOWN : i);
    }
    assertThat(visits(store, "Later/0")).isZero();
    assertThat(visits(store, "Later/1")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = "format-0-moved")
  void soDoesOneWithLinksFromElsewhereAndAnAdoptedSecret(String format) throws Exception {
    SimDisk disk = disk(format);
    assertWhole(disk);
    EmbeddedStore store = SimStore.open(disk);
    assertThat(store.secret()).isEqualTo(GoldenJournal.ADOPTED);
    assertThat(store.generator().next().get(7)).isEqualTo(4_000);
    assertThat(store.nextNumber()).isEqualTo(1_000);
    for (int i = 0; i < 60; i++) {
      Link link = ((Peek.Found) store.peek(key("Moved/" + i))).link();
      Origin origin = GoldenJournal.origin(i);
      assertThat(link.number()).isEqualTo(origin.number());
      assertThat(link.version()).isEqualTo(origin.version());
      assertThat(link.created()).isEqualTo(origin.created().orElseThrow());
      assertThat(link.changed()).isEqualTo(origin.changed().orElse(link.created()));
      assertThat(link.about().importedVisits()).isEqualTo(1_000L * i);
      assertThat(visits(store, "Moved/" + i)).isEqualTo(origin.visits());
    }
  }

  private static int visits(EmbeddedStore store, String code) {
    Link link = ((Peek.Found) store.peek(key(store.domain(), code))).link();
    assertThat(link.terms().maxVisits()).isEqualTo(10);
    return store.visits(link.number());
  }

  private static SimDisk disk(String format) throws IOException {
    SimDisk disk = new SimDisk(1);
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden", format))) {
      for (Path file : files.toList()) {
        disk.plant(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return disk;
  }

  private static void assertWhole(SimDisk disk) throws IOException {
    List<String> findings = new ArrayList<>();
    assertThat(Verification.verify(disk, findings::add).damages()).isZero();
    assertThat(findings).isEmpty();
  }

  /** Which kinds of frame there are, and the fields of the links that have any, by code. */
  private static void inspect(SimDisk disk, Set<Integer> kinds, Map<String, byte[]> fields)
      throws IOException {
    Frames.visit(
        disk,
        (segment, kind, payload) -> {
          kinds.add(kind);
          if (RecordCodec.decode(segment, kind, payload) instanceof LinkRecord.Put put
              && put.unknownFields().length > 0) {
            fields.put(put.link().key().code(), put.unknownFields());
          }
        });
  }
}
