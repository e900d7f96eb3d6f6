package gotourl.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.link.BaseUrl;
import gotourl.link.LinkFilter;
import gotourl.link.UrlPolicy;
import gotourl.support.MemoryCredentials;
import gotourl.support.MemoryStore;
import gotourl.transfer.JobSummary.State;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-31T12:00:00.123Z"));

  private static final BaseUrl BASE = new BaseUrl("http", "localhost:3000");

  private static final UrlPolicy POLICY = new UrlPolicy(new UrlPolicy.Options(BASE, Set.of()));

  private final MemoryStore store = new MemoryStore();
  private final Transfer transfer = new Transfer(store, new MemoryCredentials(), POLICY, BASE);

  @TempDir Path directory;

  private Jobs jobs() {
    return new Jobs(directory.resolve("jobs"), CLOCK);
  }

  private static InputStream rows(String... rows) {
    return new ByteArrayInputStream(String.join("\n", rows).getBytes(StandardCharsets.UTF_8));
  }

  private JobSummary run(Jobs jobs, InputStream in) throws Exception {
    return jobs.runImport(transfer, "rows", ImportOptions.USUAL, false, 7, in);
  }

  private static String report(Jobs jobs, long id) throws IOException {
    try (InputStream in = jobs.report(id)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static final String GOOD = "{\"shortCode\":\"a\",\"longUrl\":\"http://a/\"}";
  private static final String BAD = "{\"shortCode\":\"add\",\"longUrl\":\"http://a/\"}";

  @Test
  void whatCameOfAnImportAndItsReportAreThereAfterARestart() throws Exception {
    JobSummary done = run(jobs(), rows(GOOD, BAD));

    assertThat(done.state()).isEqualTo(State.DONE);
    assertThat(done.report()).isEqualTo(new Report(1, 0, 0, 0, 0, 1));
    assertThat(done.author()).isEqualTo(7);
    Jobs again = jobs();
    assertThat(again.all()).containsExactly(done);
    assertThat(again.find(1)).contains(done);
    assertThat(report(again, 1))
        .startsWith(
            "{\"row\":\"line 2\",\"shortCode\":\"add\",\"outcome\":\"refused\",\"words\":\"")
        .endsWith("}\n");
    assertThat(run(again, rows(GOOD)).id()).isEqualTo(2);
  }

  @Test
  void aReportCanHaveEveryRow() throws Exception {
    Jobs jobs = jobs();
    jobs.runImport(transfer, "rows", ImportOptions.USUAL.dry(), true, 0, rows(GOOD, GOOD));
    assertThat(report(jobs, 1)).contains("\"outcome\":\"new\"").contains("\"outcome\":\"same\"");
    assertThat(jobs.find(1).orElseThrow().message()).isEqualTo("nothing was changed");
    assertThat(store.size()).isZero();
  }

  @Test
  void reportsAreForNobodyElse() throws Exception {
    run(jobs(), rows(GOOD));
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("jobs"))))
        .isEqualTo("rwx------");
    for (String file : new String[] {"1.json", "1.ndjson"}) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(directory.resolve("jobs").resolve(file))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void anImportThatCannotGoOnHasFailedAndSaysWhy() throws Exception {
    JobSummary failed = run(jobs(), rows("neither this nor that"));
    assertThat(failed.state()).isEqualTo(State.FAILED);
    assertThat(failed.message()).startsWith("rows is in none of the formats");
    assertThat(jobs().all()).containsExactly(failed);
  }

  @Test
  void aSourceThatBreaksLeavesWhatWasReadAndAReport() throws Exception {
    InputStream breaking =
        new FilterInputStream(rows(GOOD + "\n")) {
          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            if (read < 0) {
              throw new IOException("the line is cut");
            }
            return read;
          }
        };
    JobSummary failed = run(jobs(), breaking);
    assertThat(failed.state()).isEqualTo(State.FAILED);
    assertThat(failed.message()).contains("the line is cut");
  }

  /** A source that gives a row, and the rest when it is told to. */
  private static final class Slow extends FilterInputStream {
    final CountDownLatch asked = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);

    Slow() {
      super(rows((GOOD + "\n").repeat(100_000)));
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      asked.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      return super.read(into, from, length);
    }
  }

  @Test
  void aRunningImportIsSeenAndCanBeEnded() throws Exception {
    Jobs jobs = jobs();
    Slow slow = new Slow();
    CompletableFuture<JobSummary> ended = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                ended.complete(run(jobs, slow));
              } catch (Exception e) {
                ended.completeExceptionally(e);
              }
            });
    slow.asked.await();
    assertThat(jobs.find(1).orElseThrow().state()).isEqualTo(State.RUNNING);
    assertThat(jobs().find(1).orElseThrow().state())
        .as("what a server finds that was started after a kill")
        .isEqualTo(State.BROKEN_OFF);

    assertThat(jobs.cancel(1)).isTrue();
    slow.goOn.countDown();

    assertThat(ended.join().state()).isEqualTo(State.CANCELLED);
    assertThat(ended.join().message()).contains("it was ended");
    assertThat(jobs.cancel(1)).as("it has ended").isFalse();
    thread.join();
  }

  @Test
  void onlySoManyRunAtOnce() throws Exception {
    Jobs jobs = jobs();
    Jobs.Job first = jobs.begin(JobSummary.Kind.BACKUP, "a", 0, () -> {});
    jobs.begin(JobSummary.Kind.BACKUP, "b", 0, () -> {});
    assertThatThrownBy(() -> run(jobs, rows(GOOD))).isInstanceOf(Jobs.BusyException.class);
    first.succeed("");
    assertThat(run(jobs, rows(GOOD)).state()).isEqualTo(State.DONE);
  }

  @Test
  void theOldestMakeRoom() throws Exception {
    Jobs jobs = jobs();
    for (int i = 0; i < JobFiles.KEPT_MAX + 3; i++) {
      jobs.begin(JobSummary.Kind.BACKUP, "b", 0, () -> {}).succeed("");
    }
    assertThat(jobs.all()).hasSize(JobFiles.KEPT_MAX);
    assertThat(jobs.find(3)).isEmpty();
    assertThat(jobs.find(4)).isPresent();
    assertThat(directory.resolve("jobs").resolve("3.json")).doesNotExist();
  }

  @Test
  void aDamagedSummaryIsNoJob() throws Exception {
    run(jobs(), rows(GOOD));
    Path file = directory.resolve("jobs").resolve("1.json");
    byte[] whole = Files.readAllBytes(file);
    for (int cut = 0; cut < whole.length; cut++) {
      Files.write(file, java.util.Arrays.copyOf(whole, cut));
      assertThat(jobs().all()).as("cut at %d", cut).isEmpty();
    }
  }

  @Test
  void anExportIsAJobAsWell() throws Exception {
    run(jobs(), rows(GOOD));
    Jobs jobs = jobs();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    jobs.beginExport(
            transfer.exporting(LinkFilter.ALL), new ExportOptions(ExportForm.GOTO, false), 3)
        .run(out);
    JobSummary done = jobs.find(2).orElseThrow();
    assertThat(done.state()).isEqualTo(State.DONE);
    assertThat(done.done()).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("\"nextNumber\":1}\n");
  }

  @Test
  void aFullReportSaysHowManyRowsItLacks() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JobReport report = new JobReport(out, true, 1_000)) {
      for (int i = 1; i <= 10; i++) {
        report.add(new RowReport(new Place(Place.Unit.LINE, i), "a", Outcome.NEW, () -> "is new"));
      }
    }
    assertThat(out.toString(StandardCharsets.UTF_8).lines().toList())
        .hasSize(4)
        .last()
        .isEqualTo("{\"words\":\"7 more rows are not in this report: it is full\"}");
  }
}
