package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Credential;
import gotourl.access.CredentialStore;
import gotourl.access.Grant;
import gotourl.access.Limits;
import gotourl.access.Scope;
import gotourl.access.Secret;
import gotourl.access.Secrets;
import gotourl.journal.Journal;
import gotourl.journal.SyncPolicy;
import gotourl.link.LinkStore;
import gotourl.support.EveryByte;
import gotourl.support.Frames;
import gotourl.support.LogLines;
import gotourl.support.SimDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Secrets and the credentials that are kept of them, in a store on a disk that forgets. */
class CredentialsTest {

  private static final int SEGMENT_BYTES = 1 << 13;
  private static final Retention NO_HISTORY = new Retention(Duration.ZERO, 0);

  private static final Predicate<String> IS_COMPACTED =
      Pattern.compile("\\w{16}\\.\\w{8}\\.seg").asMatchPredicate();

  private final SimStore.TestClock clock = new SimStore.TestClock();
  private final Random random = new Random(7);
  private final LogLines log = LogLines.of(EmbeddedStore.class);
  private SimDisk disk = new SimDisk(1);

  @AfterEach
  void isHeardNoMore() {
    log.close();
  }

  @Test
  void whoShowsASecretIsWhoItWasMadeFor() throws Exception {
    EmbeddedStore store = open();
    Limits limits = new Limits(Set.of("go.example"), Set.of("shop"), 10);
    Secret secret = make(store, new Grant("shop", Set.of(Scope.CREATE), limits, null));
    assertThat(secrets(store).authenticate(secret.reveal()))
        .contains(new Credential(1, "shop", Set.of(Scope.CREATE), limits));
    assertThat(secrets(store).list())
        .singleElement()
        .satisfies(kept -> {
          assertThat(kept.created()).isEqualTo(clock.now);
          assertThat(kept.lastUsed()).isNull();
        });
  }

  @Test
  void whatIsNoSecretOrNobodysOrInAnotherCaseLetsNobodyIn() throws Exception {
    EmbeddedStore store = open();
    String value = make(store, "a").reveal();
    for (String other :
        List.of(
            "",
            "goto_",
            value.substring(1),
            value + " ",
            value.toUpperCase(java.util.Locale.ROOT),
            value.toLowerCase(java.util.Locale.ROOT),
            value.substring(0, value.length() - 1) + "!",
            Secret.random(random).reveal())) {
      assertThat(secrets(store).authenticate(other)).as(other).isEmpty();
    }
    assertThat(secrets(store).authenticate(value)).isPresent();
  }

  @Test
  void anExpiredSecretLetsNobodyInFromThatMomentOn() throws Exception {
    EmbeddedStore store = open();
    Instant expires = clock.now.plusSeconds(60);
    Secret secret = make(store, new Grant("a", Set.of(Scope.READ), Limits.NONE, expires));
    clock.now = expires.minusMillis(1);
    assertThat(isLetIn(store, secret)).isTrue();
    clock.now = expires;
    assertThat(isLetIn(store, secret)).isFalse();
    EmbeddedStore again = reopen(store);
    assertThat(isLetIn(again, secret)).isFalse();
    assertThat(secrets(again).list()).hasSize(1);
    clock.now = expires.minusMillis(1);
    assertThat(isLetIn(again, secret)).isTrue();
  }

  @Test
  void aRevokedSecretLetsNobodyInFromTheAcknowledgementOn() throws Exception {
    EmbeddedStore store = open();
    Secret secret = make(store, "a");
    Secret other = make(store, "b");
    assertThat(revoke(store, 1)).isInstanceOf(CredentialStore.Gone.class);
    assertThat(isLetIn(store, secret)).isFalse();
    assertThat(isLetIn(store, other)).isTrue();
    assertThat(revoke(store, 1)).isInstanceOf(CredentialStore.Missing.class);
    assertThat(revoke(store, 3)).isInstanceOf(CredentialStore.Missing.class);
    assertThat(secrets(store).list())
        .extracting(kept -> kept.credential().name())
        .containsOnly("b");
  }

  @Test
  void badTermsAreRefusedWithAllReasonsAndNothingIsKept() throws Exception {
    EmbeddedStore store = open();
    Secrets.Made made =
        saved(store, secrets(store).make(new Grant("", Set.of(), Limits.NONE, clock.now)));
    assertThat(made)
        .isInstanceOfSatisfying(
            Secrets.Refused.class,
            refused ->
                assertThat(refused.faults())
                    .extracting(Grant.Fault::part)
                    .containsExactly("name", "scopes", "expires"));
    assertThat(store.credentials().isNew()).isTrue();
  }

  @Test
  void decisionsOfOneBatchKnowOfEachOther() throws Exception {
    EmbeddedStore store = open();
    Secrets secrets = secrets(store);
    var first = secrets.make(grant("a"));
    var second = secrets.make(grant("b"));
    var revoked = secrets.revoke(1);
    var again = secrets.revoke(1);
    saved(store, again);
    assertThat(shown(first).kept().credential().number()).isEqualTo(1);
    assertThat(shown(second).kept().credential().number()).isEqualTo(2);
    assertThat(revoked.toCompletableFuture().join()).isInstanceOf(CredentialStore.Gone.class);
    assertThat(again.toCompletableFuture().join()).isInstanceOf(CredentialStore.Missing.class);
    assertThat(isLetIn(store, shown(first).secret())).isFalse();
    assertThat(isLetIn(store, shown(second).secret())).isTrue();
  }

  @Test
  void whatTheDiskRefusesIsNotInForceAndWhatItKeepsFromBeingRevokedStillIs() throws Exception {
    EmbeddedStore store = open();
    Secret secret = make(store, "a");
    disk.faultAfter(0, SimDisk.Fault.ERRORS);
    assertThat(saved(store, secrets(store).make(grant("b"))))
        .isInstanceOfSatisfying(
            Secrets.NotKept.class,
            made -> assertThat(made.outcome()).isInstanceOf(CredentialStore.Unsaved.class));
    assertThat(revoke(store, 1)).isInstanceOf(CredentialStore.Unsaved.class);
    assertThat(isLetIn(store, secret)).isTrue();
    disk.heal();
    assertThat(secrets(store).list()).hasSize(1);
    assertThat(revoke(store, 1)).isInstanceOf(CredentialStore.Gone.class);
    assertThat(isLetIn(store, secret)).isFalse();
  }

  @Test
  void theTableHasABoundAndSaysSo() throws Exception {
    EmbeddedStore store = open();
    for (int i = 0; i < CredentialStore.CREDENTIALS_MAX - 1; i++) {
      make(store, "n" + i);
    }
    Instant expires = clock.now.plusSeconds(60);
    Secret passing = make(store, new Grant("p", Set.of(Scope.READ), Limits.NONE, expires));
    assertThat(saved(store, secrets(store).make(grant("one too many"))))
        .isEqualTo(new Secrets.NotKept(new CredentialStore.Full()));
    // The way back in is never barred.
    Secret admins = Secret.random(random);
    assertThat(saved(store, secrets(store).replaceOperators(admins)))
        .isInstanceOf(CredentialStore.New.class);
    assertThat(isLetIn(store, admins)).isTrue();
    assertThat(isLetIn(store, passing)).isTrue();
    clock.now = expires;
    Secret next = make(store, "in its place");
    assertThat(secrets(store).list()).hasSize(CredentialStore.CREDENTIALS_MAX + 1);
    assertThat(saved(store, secrets(store).make(grant("one too many"))))
        .isEqualTo(new Secrets.NotKept(new CredentialStore.Full()));
    EmbeddedStore again = reopen(store);
    assertThat(isLetIn(again, next)).isTrue();
    clock.now = expires.minusMillis(1);
    assertThat(isLetIn(again, passing)).isFalse();
  }

  @Test
  void ofTheOperatorsSecretsOnlyTheLastIsInForce() throws Exception {
    EmbeddedStore store = open();
    assertThat(secrets(store).isNew()).isTrue();
    Secret other = make(store, "other");
    assertThat(secrets(store).isNew()).isFalse();
    Secret first = Secret.random(random);
    Secret second = Secret.random(random);
    for (Secret each : List.of(first, second)) {
      saved(store, secrets(store).replaceOperators(each));
      assertThat(secrets(store).isAdmins(each)).isTrue();
    }
    for (EmbeddedStore now : List.of(store, reopen(store))) {
      assertThat(isLetIn(now, first)).isFalse();
      assertThat(secrets(now).isAdmins(first)).isFalse();
      assertThat(secrets(now).isAdmins(other)).isFalse();
      assertThat(isLetIn(now, other)).isTrue();
      assertThat(secrets(now).authenticate(second.reveal()))
          .hasValueSatisfying(who -> assertThat(who.allows(Scope.WRITE)).isTrue());
      assertThat(secrets(now).list()).hasSize(2);
    }
  }

  @Test
  void everythingIsThereAfterAStopAndAfterAPowerCut() throws Exception {
    EmbeddedStore store = open();
    Life life = new Life(store);
    EmbeddedStore again = reopen(store);
    life.assertIsIn(again);
    disk.crash();
    life.assertIsIn(open());
    disk.crash();
    life.assertIsIn(reopenWithoutCheckpoint(open()));
  }

  @Test
  void inARelaxedModeWhatIsSaidOfSecretsIsSyncedAllTheSame() throws Exception {
    for (int seed = 0; seed < 50; seed++) {
      disk = new SimDisk(seed);
      EmbeddedStore store =
          SimStore.openWithoutCheckpoints(disk, SyncPolicy.NEVER, SEGMENT_BYTES, NO_HISTORY, seed);
      Secret secret = make(store, "a");
      disk.crash();
      store =
          SimStore.openWithoutCheckpoints(disk, SyncPolicy.NEVER, SEGMENT_BYTES, NO_HISTORY, seed);
      assertThat(isLetIn(store, secret)).isTrue();
      assertThat(revoke(store, 1)).isInstanceOf(CredentialStore.Gone.class);
      disk.crash();
      assertThat(isLetIn(open(), secret)).isFalse();
    }
  }

  @Test
  void aStartFromACheckpointKnowsAllAndWhatCameAfterIt() throws Exception {
    EmbeddedStore store = open();
    Life life = new Life(store);
    store.maintainOnce();
    assertThat(disk.list()).contains(CheckpointFile.NAME);
    byte[] checkpoint = disk.bytes(CheckpointFile.NAME);
    Secret revokedAfter = make(store, "revoked after");
    assertThat(disk.bytes(CheckpointFile.NAME)).isEqualTo(checkpoint);
    disk.crash();
    EmbeddedStore again = open();
    life.assertIsIn(again);
    int number =
        secrets(again).authenticate(revokedAfter.reveal()).map(Credential::number).orElseThrow();
    revoke(again, number);
    disk.crash();
    EmbeddedStore last = open();
    life.assertIsIn(last);
    assertThat(isLetIn(last, revokedAfter)).isFalse();
    assertThat(log.lines()).noneMatch(line -> line.contains("checkpoint"));
  }

  @Test
  void compactionKeepsWhatIsInForceAndWhatIsRevoked() throws Exception {
    EmbeddedStore store = open();
    Life life = new Life(store);
    int before = frames(CredentialCodec.SECRET);
    compact(store);
    assertThat(disk.list()).anyMatch(IS_COMPACTED).doesNotContain("0000000000000001.seg");
    life.assertIsIn(store);
    assertThat(frames(CredentialCodec.SECRET)).isLessThan(before).isEqualTo(life.inForce());
    assertThat(frames(CredentialCodec.REVOKE)).isEqualTo(2 * life.revoked());
    EmbeddedStore again = reopenWithoutCheckpoint(store);
    life.assertIsIn(again);
    // The number of what left nothing but its revocation is not given again.
    assertThat(shown(savedStage(again, secrets(again).make(grant("next")))).kept().credential())
        .extracting(Credential::number)
        .isEqualTo(life.inForce() + life.revoked() + 1);
  }

  @Test
  void ofUsesCompactionKeepsTheLast() throws Exception {
    EmbeddedStore store = open();
    Secret secret = make(store, "a");
    for (int i = 0; i < 300; i++) {
      clock.now = clock.now.plusSeconds(60);
      assertThat(isLetIn(store, secret)).isTrue();
      saveAll(store);
    }
    Instant last = clock.now;
    assertThat(secrets(store).list().getFirst().lastUsed()).isEqualTo(last);
    compact(store);
    assertThat(frames(CredentialCodec.USE)).isLessThan(100);
    EmbeddedStore again = reopenWithoutCheckpoint(store);
    assertThat(secrets(again).list().getFirst().lastUsed()).isEqualTo(last);
  }

  /** Nothing else is ever saved here, and what is superseded has to be noticed all the same. */
  @Test
  void usesAloneDoNotFillTheDisk() throws Exception {
    EmbeddedStore store = open();
    make(store, "a");
    for (int i = 0; i < 5_000; i++) {
      clock.now = clock.now.plusSeconds(60);
      saved(store, store.credentials().noteUses(Map.of(1, clock.now)));
      store.maintainOnce();
    }
    assertThat(frames(CredentialCodec.USE)).isLessThan(2_000);
    assertThat(reopenWithoutCheckpoint(store).credentials().all())
        .singleElement()
        .satisfies(kept -> assertThat(kept.lastUsed()).isEqualTo(clock.now));
  }

  @Test
  void aUseIsWrittenDownOnceAMinuteAtMost() throws Exception {
    EmbeddedStore store = open();
    Secret secret = make(store, "a");
    Secrets secrets = secrets(store);
    Instant begin = clock.now;
    for (int second = 0; second < 150; second++) {
      clock.now = begin.plusSeconds(second);
      assertThat(secrets.authenticate(secret.reveal())).isPresent();
      saveAll(store);
    }
    assertThat(frames(CredentialCodec.USE)).isEqualTo(3);
    assertThat(secrets.list().getFirst().lastUsed()).isEqualTo(clock.now);
    assertThat(store.credentials().all().getFirst().lastUsed()).isEqualTo(begin.plusSeconds(120));
    clock.now = begin.minusSeconds(3_600);
    assertThat(secrets.authenticate(secret.reveal())).isPresent();
    saveAll(store);
    assertThat(frames(CredentialCodec.USE)).isEqualTo(4);
    clock.now = clock.now.plusSeconds(1);
    assertThat(secrets.authenticate(secret.reveal())).isPresent();
    secrets.close();
    saveAll(store);
    assertThat(reopen(store).credentials().all().getFirst().lastUsed()).isEqualTo(clock.now);
  }

  @Test
  void theValueOfASecretIsInNoFileAndNoLogLine() throws Exception {
    EmbeddedStore store = open();
    List<Secret> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(make(store, "s" + i));
      isLetIn(store, all.getLast());
    }
    revoke(store, 3);
    all.add(Secret.random(random));
    saved(store, secrets(store).replaceOperators(all.getLast()));
    store.maintainOnce();
    reopen(store);
    StringBuilder text = new StringBuilder(String.join("\n", log.lines()));
    for (String name : disk.list()) {
      text.append(new String(disk.bytes(name), StandardCharsets.ISO_8859_1));
    }
    assertThat(text).contains("s19").doesNotContain("goto_");
    for (Secret secret : all) {
      String randomPart = secret.reveal().substring(5, 37);
      assertThat(text.toString()).doesNotContain(randomPart);
    }
  }

  @Test
  void aBackupLetsTheSamePeopleIn() throws Exception {
    EmbeddedStore store = open();
    Life life = new Life(store);
    SimDisk copy = new SimDisk(2);
    Backup.make(disk, copy);
    revoke(store, 1);
    Backup.make(disk, copy);
    disk = copy;
    EmbeddedStore other = open();
    life.isRevoked.put(1, true);
    life.assertIsIn(other);
  }

  @Test
  void aRepairedCopyLetsTheSamePeopleIn() throws Exception {
    EmbeddedStore store = open();
    Life life = new Life(store);
    store.close();
    SimDisk clean = new SimDisk(2);
    Repair.repair(disk, clean, line -> {}, new Random(9));
    disk = clean;
    EmbeddedStore repaired = open();
    assertThat(repaired.credentials().all()).isEqualTo(store.credentials().all());
    life.assertIsIn(repaired);
  }

  /** It stands twice that a secret is revoked. */
  @Test
  void oneDamagedByteAnywhereBringsNoRevokedSecretBack() throws Exception {
    EmbeddedStore store = open();
    Secret revoked = make(store, "revoked");
    Secret kept = make(store, "kept");
    revoke(store, 1);
    make(store, "last");
    store.close();
    disk.remove(CheckpointFile.NAME);
    Map<String, byte[]> files = new HashMap<>();
    for (String name : disk.list()) {
      files.put(name, disk.bytes(name));
    }
    String segment = "0000000000000001.seg";
    EveryByte.between(
        0,
        disk.bytes(segment).length,
        offset -> {
          SimDisk damaged = new SimDisk(offset);
          files.forEach((name, bytes) -> {
            byte[] copy = bytes.clone();
            if (name.equals(segment)) {
              copy[offset] ^= 4;
            }
            damaged.plant(name, copy);
          });
          EmbeddedStore again = open(damaged);
          assertThat(again.credentials().find(revoked.hash())).isEmpty();
          // It costs one frame: never both of these.
          assertThat(
                  again.credentials().find(kept.hash()).isPresent()
                      || again.credentials().all().size() == 1)
              .isTrue();
          CompletionStage<Secrets.Made> next = secrets(again).make(grant("next"));
          while (again.saveOnce()) {
            // All that waits.
          }
          assertThat(shown(next).kept().credential().number()).isGreaterThan(3);
        });
  }

  @Test
  void aRepairDoesNotGiveAgainTheNumbersThatDamageHides() throws Exception {
    EmbeddedStore store = open();
    make(store, "a");
    int endOfFirst = disk.bytes("0000000000000001.seg").length;
    make(store, "b");
    store.close();
    byte[] bytes = disk.bytes("0000000000000001.seg");
    bytes[endOfFirst + 20] ^= 1;
    disk.remove(CheckpointFile.NAME);
    disk.plant("0000000000000001.seg", bytes);
    SimDisk clean = new SimDisk(2);
    List<String> findings = new ArrayList<>();
    Repair.repair(disk, clean, findings::add, new Random(9));
    assertThat(findings)
        .hasSize(2)
        .contains(
            "the damage may hide that a secret was revoked: look through the 1 that are kept");
    disk = clean;
    EmbeddedStore repaired = open();
    assertThat(repaired.credentials().all())
        .extracting(kept -> kept.credential().name())
        .containsExactly("a");
    assertThat(shown(savedStage(repaired, secrets(repaired).make(grant("c")))).kept().credential())
        .satisfies(credential -> assertThat(credential.number()).isGreaterThan(2));
  }

  @Test
  void norDoesAStartThatAcceptsALoss() throws Exception {
    EmbeddedStore store = open();
    make(store, "a");
    store = reopen(store);
    make(store, "b");
    reopen(store).close();
    disk.remove(CheckpointFile.NAME);
    disk.remove("0000000000000002.seg");
    EmbeddedStore accepting = SimStore.openAccepting(disk);
    assertThat(accepting.credentials().all())
        .extracting(kept -> kept.credential().name())
        .containsExactly("a");
    accepting.close();
    EmbeddedStore again = open();
    assertThat(again.credentials().all()).hasSize(1);
    assertThat(shown(savedStage(again, secrets(again).make(grant("c")))).kept().credential())
        .satisfies(credential -> assertThat(credential.number()).isGreaterThan(2));
  }

  /** Some secrets, of which every third is revoked, amid links. */
  private final class Life {

    private static final int COUNT = 9;

    private final Map<Integer, Secret> secrets = new HashMap<>();
    private final Map<Integer, Boolean> isRevoked = new HashMap<>();

    Life(EmbeddedStore store) {
      for (int number = 1; number <= COUNT; number++) {
        secrets.put(number, make(store, "n" + number));
        isRevoked.put(number, number % 3 == 0);
        saved(store, store.add(key("k" + number), "http://a/"));
      }
      isRevoked.forEach((number, revoked) -> {
        if (revoked) {
          revoke(store, number);
        }
      });
    }

    int inForce() {
      return COUNT - revoked();
    }

    int revoked() {
      return COUNT / 3;
    }

    void assertIsIn(EmbeddedStore store) {
      secrets.forEach((number, secret) -> {
        Optional<Credential> who = secrets(store).authenticate(secret.reveal());
        if (isRevoked.getOrDefault(number, false)) {
          assertThat(who).isEmpty();
        } else {
          assertThat(who).contains(new Credential(number, "n" + number, Set.of(Scope.READ)));
        }
      });
      saveAll(store);
    }
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

  private int frames(int wanted) throws IOException {
    int[] count = {0};
    Frames.visit(disk, (segment, kind, payload) -> count[0] += kind == wanted ? 1 : 0);
    return count[0];
  }

  private EmbeddedStore reopen(EmbeddedStore store) throws Exception {
    store.close();
    return open();
  }

  private EmbeddedStore reopenWithoutCheckpoint(EmbeddedStore store) throws Exception {
    store.close();
    disk.remove(CheckpointFile.NAME);
    assertThat(disk.list()).anyMatch(Journal::isSegment);
    return open();
  }

  private EmbeddedStore open() throws IOException, OpenException {
    return open(disk);
  }

  private EmbeddedStore open(SimDisk from) throws IOException, OpenException {
    return SimStore.open(from, SEGMENT_BYTES, clock, NO_HISTORY);
  }

  private Secrets secrets(EmbeddedStore store) {
    return new Secrets(store.credentials(), clock, random);
  }

  private boolean isLetIn(EmbeddedStore store, Secret secret) {
    return secrets(store).authenticate(secret.reveal()).isPresent();
  }

  private Secret make(EmbeddedStore store, String name) {
    return make(store, grant(name));
  }

  private Secret make(EmbeddedStore store, Grant grant) {
    return shown(savedStage(store, secrets(store).make(grant))).secret();
  }

  private static Grant grant(String name) {
    return new Grant(name, Set.of(Scope.READ), Limits.NONE, null);
  }

  private CredentialStore.Removed revoke(EmbeddedStore store, int number) {
    return saved(store, secrets(store).revoke(number));
  }

  private static Secrets.Shown shown(CompletionStage<Secrets.Made> made) {
    return (Secrets.Shown) made.toCompletableFuture().join();
  }

  private static <T> CompletionStage<T> savedStage(EmbeddedStore store, CompletionStage<T> stage) {
    saved(store, stage);
    return stage;
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
