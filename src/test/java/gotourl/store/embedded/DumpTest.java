package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Grant;
import gotourl.access.Limits;
import gotourl.access.Scope;
import gotourl.access.Secret;
import gotourl.journal.FileDisk;
import gotourl.journal.Journal;
import gotourl.journal.SyncPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpTest {

  private static final String SEGMENT = "0000000000000001.seg";

  private static final Secret SECRET = Secret.random(new Random(1));

  @TempDir Path dir;

  private void life() throws IOException, OpenException {
    SimStore.TestClock clock = new SimStore.TestClock();
    EmbeddedStore store =
        Opening.open(
            FileDisk.open(dir),
            Journal.Options.of(EmbeddedStore.CONTENT, SyncPolicy.ALWAYS),
            new EmbeddedStore.Options(dir, SyncPolicy.ALWAYS, 100, false),
            1 << 30,
            clock,
            new Random(5),
            List.of());
    store.claim(7, 0, 64);
    store.saveOnce();
    store.add(key("abc"), "http://a/");
    store.saveOnce();
    clock.now = clock.now.plusMillis(1500);
    store.replace(key("abc"), 1, "http://b/");
    store.saveOnce();
    store.remove(key("abc"), 2);
    store.saveOnce();
    Limits limits = new Limits(Set.of("go.example"), Set.of(), 5);
    Grant grant = new Grant("the shop", Set.of(Scope.WRITE, Scope.READ), limits, clock.now);
    store.credentials().add(grant, SECRET.hash());
    store.saveOnce();
    store.credentials().noteUses(Map.of(1, clock.now));
    store.credentials().revoke(1);
    store.saveOnce();
    store.close();
  }

  @Test
  void everyFrameIsALineWithItsPlaceKindAndValues() throws Exception {
    life();
    List<String> lines = dump(dir);
    assertThat(lines).hasSize(12);
    assertThat(lines.get(0))
        .matches(
            SEGMENT
                + " 0 segment number=1 content=1 journal=\\S+ made=2026-11-23T12:00:00Z base=0"
                + " previousEnd=0");
    assertThat(lines.get(1))
        .isEqualTo(SEGMENT + " 256 birth foldsCase=false time=2026-11-23T12:00:00Z");
    assertThat(lines.get(3)).matches(SEGMENT + " \\d+ claim sequence=7 next=64");
    assertThat(lines.get(4))
        .matches(
            SEGMENT
                + " \\d+ add number=0 version=1 key=abc target=http://a/"
                + " created=2026-11-23T12:00:00Z changed=2026-11-23T12:00:00Z");
    assertThat(lines.get(5))
        .matches(
            SEGMENT
                + " \\d+ replace number=0 version=2 key=abc target=http://b/"
                + " created=2026-11-23T12:00:00Z changed=2026-11-23T12:00:01.500Z previousSegment=1");
    assertThat(lines.get(6))
        .matches(
            SEGMENT
                + " \\d+ remove number=0 version=3 key=abc time=2026-11-23T12:00:01.500Z"
                + " previousSegment=1");
    assertThat(lines.get(7))
        .matches(
            SEGMENT
                + " \\d+ secret number=1 operators=false scopes=\\[READ, WRITE\\]"
                + " domains=\\[go.example\\] tags=\\[\\] creationsPerHour=5"
                + " created=2026-11-23T12:00:01.500Z expires=2026-11-23T12:00:01.500Z"
                + " name=the shop");
    assertThat(lines.get(8)).matches(SEGMENT + " \\d+ use number=1 time=2026-11-23T12:00:01.500Z");
    assertThat(lines.subList(9, 11))
        .allMatch(
            line -> line.matches(SEGMENT + " \\d+ revoke number=1 time=2026-11-23T12:00:01.500Z"));
    assertThat(lines.get(11)).startsWith("0000000000000002.seg 0 segment number=2 ");
  }

  /** Whoever is shown a dump could try values against them. */
  @Test
  void hashesOfSecretsAreLeftOut() throws Exception {
    life();
    byte[] hash = SECRET.hash().bytes();
    String text = String.join("\n", dump(dir)).toLowerCase(Locale.ROOT);
    assertThat(text).contains("the shop");
    for (int i = 0; i + 4 <= hash.length; i++) {
      byte[] part = Arrays.copyOfRange(hash, i, i + 4);
      assertThat(text)
          .doesNotContain(HexFormat.of().formatHex(part))
          .doesNotContain(
              Base64.getEncoder().withoutPadding().encodeToString(part).toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void oneSegmentUnderAnyNameIsReadToo() throws Exception {
    life();
    Path alone = dir.resolve("sent by mail");
    Files.copy(dir.resolve(SEGMENT), alone);
    assertThat(dump(alone)).hasSize(11).allMatch(line -> line.startsWith("sent by mail "));
  }

  @Test
  void damageIsALineAndWhatIsBehindItIsRead() throws Exception {
    life();
    Path file = dir.resolve(SEGMENT);
    byte[] bytes = Files.readAllBytes(file);
    bytes[300] ^= 1;
    bytes[3] ^= 1;
    Files.write(file, bytes);
    Files.write(file, new byte[7], StandardOpenOption.APPEND);
    Files.write(dir.resolve("0000000000000002.seg"), new byte[5], StandardOpenOption.APPEND);
    List<String> lines = dump(dir);
    assertThat(lines.get(1))
        .isEqualTo(SEGMENT + " 0 damage bytes=128 this copy of the header is damaged");
    assertThat(lines)
        .anyMatch(line -> line.endsWith(" does not match its checksum"))
        .anyMatch(line -> line.matches(".* remove number=0 .*"))
        .anyMatch(line -> line.endsWith(" bytes=7 behind the end that the next segment names"))
        .anyMatch(
            line -> line.startsWith("0000000000000002.seg 256 damage bytes=5 no whole frame"));
    Files.write(file, new byte[100]);
    assertThat(dump(dir).getFirst())
        .startsWith(SEGMENT + " 0 damage bytes=100 no copy of the header");
  }

  private static List<String> dump(Path path) throws IOException {
    List<String> lines = new ArrayList<>();
    Dump.print(path, lines::add);
    return lines;
  }
}
