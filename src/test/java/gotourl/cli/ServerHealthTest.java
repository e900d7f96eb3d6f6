package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import gotourl.http.Health.Check;
import gotourl.http.Health.Verdict;
import gotourl.journal.SaveLoop;
import gotourl.store.embedded.Condition;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerHealthTest {

  private static final SaveLoop.Failing FULL =
      new SaveLoop.Failing(Instant.parse("2026-11-23T12:00:00Z"), "no space left");

  @TempDir Path dir;

  @Test
  void withNothingWrongEverythingPasses() {
    assertThat(checks(new Condition(null, false, 0, 0, 0)))
        .extracting(Check::name, Check::verdict, Check::words)
        .containsExactly(
            tuple("store:saving", Verdict.PASS, ""),
            tuple("store:damage", Verdict.PASS, ""),
            tuple("disk:free", Verdict.PASS, ""));
  }

  @Test
  void savingThatIsRefusedFailsAndSaysSinceWhenAndWhy() {
    Check check = check("store:saving", FULL, false, 0);
    assertThat(check.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(check.words()).contains("since 2026-11-23T12:00:00Z", "no space left");
  }

  @Test
  void aSaveLoopThatDiedFails() {
    Check check = check("store:saving", null, true, 0);
    assertThat(check.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(check.words()).contains("restart");
  }

  @Test
  void damageWarns() {
    Check check = check("store:damage", null, false, 3);
    assertThat(check.verdict()).isEqualTo(Verdict.WARN);
    assertThat(check.words()).contains("at the start: 3");
    assertThat(check.observed()).isNotNull();
  }

  @Test
  void aDiskThatDoesNotAnswerWarns() {
    List<Check> checks =
        new ServerHealth(
                "1",
                () -> new Condition(null, false, 0, 0, 0),
                new DataDisk(dir.resolve("missing")))
            .checks();
    assertThat(checks.getLast().verdict()).isEqualTo(Verdict.WARN);
  }

  private Check check(String name, SaveLoop.@Nullable Failing failing, boolean died, int damages) {
    return checks(new Condition(failing, died, damages, 0, 0)).stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<Check> checks(Condition condition) {
    return new ServerHealth("1", () -> condition, new DataDisk(dir)).checks();
  }
}
