package gotourl.cli;

import gotourl.http.Health;
import gotourl.journal.Journal;
import gotourl.journal.SaveLoop;
import gotourl.store.embedded.Condition;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Saving that is refused is a failure, since it needs somebody; damage and a disk that fills are
 * warnings, since all that is not damaged is served and saved.
 */
final class ServerHealth implements Health {

  /** Room to compact a segment while the next one is written: with less, both will fail soon. */
  static final long FREE_BYTES_MIN = 2 * Journal.Options.SEGMENT_BYTES_MAX;

  private final String version;
  private final Supplier<Condition> store;
  private final DataDisk disk;

  ServerHealth(String version, Supplier<Condition> store, DataDisk disk) {
    this.version = version;
    this.store = store;
    this.disk = disk;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public List<Check> checks() {
    Condition condition = store.get();
    return List.of(saving(condition), damage(condition), freeSpace());
  }

  private static Check saving(Condition condition) {
    SaveLoop.Failing failing = condition.failing();
    if (condition.hasDied()) {
      return check("store:saving", Verdict.FAIL, "the save loop died of a defect; restart it");
    }
    if (failing == null) {
      return check("store:saving", Verdict.PASS, "");
    }
    String words = "refused since " + failing.since() + ", the disk failed: " + failing.why();
    return check("store:saving", Verdict.FAIL, words);
  }

  private static Check damage(Condition condition) {
    int found = condition.damagesAtStart() + condition.damagedFrames();
    String words =
        found == 0 && condition.linksInDoubt() == 0
            ? ""
            : "damage met at the start: %d, by readers since: %d, links not served because of it: %d or more; goto verify names it"
                .formatted(
                    condition.damagesAtStart(),
                    condition.damagedFrames(),
                    condition.linksInDoubt());
    return new Check(
        "store:damage",
        words.isEmpty() ? Verdict.PASS : Verdict.WARN,
        words,
        new Observed(found, "frames"),
        Instant.now());
  }

  private Check freeSpace() {
    OptionalLong free = disk.freeBytes();
    if (free.isEmpty()) {
      return check("disk:free", Verdict.WARN, "the disk does not say how much is left");
    }
    boolean enough = free.getAsLong() >= FREE_BYTES_MIN;
    return new Check(
        "disk:free",
        enough ? Verdict.PASS : Verdict.WARN,
        enough ? "" : "less is left than " + FREE_BYTES_MIN + " bytes: saving will be refused soon",
        new Observed(free.getAsLong(), "bytes"),
        Instant.now());
  }

  private static Check check(String name, Verdict verdict, String words) {
    return new Check(name, verdict, words, null, Instant.now());
  }
}
