package gotourl.transfer;

import gotourl.transfer.JobSummary.Kind;
import gotourl.transfer.JobSummary.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What takes longer than anybody waits, beside a server that goes on: who wants to know looks here
 * how far it is, ends it, or fetches its report later. Any thread.
 */
public final class Jobs {

  /** Two that want both cores; more would only be slower. */
  static final int RUNNING_MAX = 2;

  /** What can be asked of a job while it runs. */
  interface Work {
    /** Of an import. */
    default Report report() {
      return NOTHING;
    }

    /** Of others, how much is done. */
    default long done() {
      return 0;
    }

    void cancel();
  }

  private static final Logger LOG = System.getLogger(Jobs.class.getName());

  static final Report NOTHING = new Report(0, 0, 0, 0, 0, 0);

  private final JobFiles files;
  private final InstantSource clock;
  private final Map<Long, Job> running = new ConcurrentHashMap<>();

  // Guarded by this.
  private @Nullable NavigableMap<Long, JobSummary> ended;
  private long last;

  /**
   * @param directory where reports are kept; made when there is something to keep
   */
  public Jobs(Path directory, InstantSource clock) {
    this.files = new JobFiles(directory);
    this.clock = clock;
  }

  /** There are as many as can be; one has to end first. */
  public static final class BusyException extends Exception {

    private static final long serialVersionUID = 1L;

    BusyException() {
      super(
          "as many imports, exports and backups are running as can be (" + RUNNING_MAX + ")",
          null,
          false,
          false);
    }
  }

  /** One that runs. */
  final class Job {
    private final long id;
    private final Kind kind;
    private final String what;
    private final int author;
    private final Instant begun;
    private final Work work;
    private volatile boolean isCancelled;

    private Job(long id, Kind kind, String what, int author, Work work) {
      this.id = id;
      this.kind = kind;
      this.what = what;
      this.author = author;
      this.begun = now();
      this.work = work;
    }

    long id() {
      return id;
    }

    private JobSummary summary(State state, @Nullable Instant endedAt, String message) {
      return new JobSummary(
          id, kind, state, what, author, begun, endedAt, work.report(), work.done(), message);
    }

    /** It ended of itself. */
    JobSummary succeed(String message) throws IOException {
      return end(State.DONE, message);
    }

    /** It ended because it had to. */
    JobSummary fail(String message) throws IOException {
      return end(isCancelled ? State.CANCELLED : State.FAILED, message);
    }

    private JobSummary end(State state, String message) throws IOException {
      JobSummary summary = summary(state, now(), message);
      synchronized (Jobs.this) {
        ended().put(id, summary);
        running.remove(id);
      }
      files.write(summary);
      return summary;
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private NavigableMap<Long, JobSummary> ended() throws IOException {
    if (ended == null) {
      ended = files.load();
      last = ended.isEmpty() ? 0 : ended.lastKey();
    }
    return ended;
  }

  /** Enters one that begins. */
  synchronized Job begin(Kind kind, String what, int author, Work work)
      throws BusyException, IOException {
    NavigableMap<Long, JobSummary> before = ended();
    if (running.size() >= RUNNING_MAX) {
      throw new BusyException();
    }
    while (before.size() >= JobFiles.KEPT_MAX) {
      files.delete(before.pollFirstEntry().getKey());
    }
    Job job = new Job(++last, kind, what, author, work);
    files.write(job.summary(State.RUNNING, null, ""));
    running.put(job.id, job);
    return job;
  }

  /** All that are known, newest first. */
  public synchronized List<JobSummary> all() throws IOException {
    NavigableMap<Long, JobSummary> all = new TreeMap<>(Comparator.reverseOrder());
    all.putAll(ended());
    running.values().forEach(job -> all.put(job.id, job.summary(State.RUNNING, null, "")));
    return new ArrayList<>(all.values());
  }

  public synchronized Optional<JobSummary> find(long id) throws IOException {
    Job job = running.get(id);
    return job == null
        ? Optional.ofNullable(ended().get(id))
        : Optional.of(job.summary(State.RUNNING, null, ""));
  }

  /** What became of its rows, as far as it is written; empty of what is no import. */
  public InputStream report(long id) throws IOException {
    return files.report(id);
  }

  /** Ends it soon; what it has done stays. False: it does not run. */
  public boolean cancel(long id) {
    Job job = running.get(id);
    if (job == null) {
      return false;
    }
    job.isCancelled = true;
    job.work.cancel();
    return true;
  }

  /** Ends all of them soon: the server is stopping. */
  public void cancelAll() {
    running.keySet().forEach(this::cancel);
  }

  /**
   * Runs an import on this thread, as a job.
   *
   * @param allRows whether the report has every row, or only those that were left out
   * @return what came of it
   * @throws IOException if its report cannot be written
   */
  public JobSummary runImport(
      Transfer transfer,
      String name,
      ImportOptions options,
      boolean allRows,
      int author,
      InputStream in)
      throws BusyException, IOException {
    ImportWork work = new ImportWork();
    Job job = begin(Kind.IMPORT, name, author, work);
    try (JobReport report =
        new JobReport(files.beginReport(job.id()), allRows, JobReport.BYTES_MAX)) {
      Importing importing = transfer.importing(name, options, report::add);
      work.importing = importing;
      if (job.isCancelled) {
        importing.cancel();
      }
      try {
        importing.run(in);
      } catch (IOException e) {
        throw importing.failed(e);
      }
    } catch (TransferException e) {
      return job.fail(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      return job.fail("its report cannot be written: " + e.getMessage());
    } catch (IOException | RuntimeException | Error e) {
      var _ = job.fail("something went wrong on the server: " + e);
      throw e;
    }
    return job.succeed(options.dryRun() ? "nothing was changed" : "");
  }

  /**
   * Begins a backup on a thread of its own.
   *
   * @return as it begins
   */
  public JobSummary startBackup(Copier copier, String where, int author)
      throws BusyException, IOException {
    BackupWork work = new BackupWork();
    Job job = begin(Kind.BACKUP, where, author, work);
    Thread.ofPlatform().daemon().name("goto-backup").start(() -> backUp(copier, job, work));
    return job.summary(State.RUNNING, null, "");
  }

  private static void backUp(Copier copier, Job job, BackupWork work) {
    try {
      try {
        work.bytes = copier.copy(work::copied);
        var _ = job.succeed("");
      } catch (IOException | RuntimeException e) {
        var _ = job.fail(String.valueOf(e.getMessage()));
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "what came of a backup cannot be written down: " + e.getMessage());
    }
  }

  private static final class BackupWork implements Work {
    private volatile long bytes;
    private volatile boolean isCancelled;

    boolean copied(long count) {
      bytes = count;
      return !isCancelled;
    }

    @Override
    public long done() {
      return bytes;
    }

    @Override
    public void cancel() {
      isCancelled = true;
    }
  }

  /** An export that is entered and not begun to be written. */
  public static final class Begun {
    private final Job job;
    private final Exporting exporting;
    private final ExportOptions options;

    private final JobFiles files;

    private Begun(JobFiles files, Job job, Exporting exporting, ExportOptions options) {
      this.files = files;
      this.job = job;
      this.exporting = exporting;
      this.options = options;
    }

    /** What the job is known by. */
    public long id() {
      return job.id();
    }

    /**
     * Writes it on this thread.
     *
     * @throws IOException if it did not come to its end: what was written is no whole export
     */
    public void run(OutputStream out) throws IOException {
      try (JobReport report =
          new JobReport(files.beginReport(job.id()), true, JobReport.BYTES_MAX)) {
        exporting.run(out, options, report::say);
      } catch (TransferException e) {
        var _ = job.fail(String.valueOf(e.getMessage()));
        throw new IOException(e);
      } catch (IOException | RuntimeException | Error e) {
        var _ = job.fail("it could not be written: " + e.getMessage());
        throw e;
      }
      var _ = job.succeed("");
    }
  }

  /** Enters an export, which the caller runs. */
  public Begun beginExport(Exporting exporting, ExportOptions options, int author)
      throws BusyException, IOException {
    Job job =
        begin(
            Kind.EXPORT,
            options.form().word(),
            author,
            new Work() {
              @Override
              public long done() {
                return exporting.links();
              }

              @Override
              public void cancel() {
                exporting.cancel();
              }
            });
    return new Begun(files, job, exporting, options);
  }

  private static final class ImportWork implements Work {
    private volatile @Nullable Importing importing;

    @Override
    public Report report() {
      Importing begun = importing;
      return begun == null ? NOTHING : begun.report();
    }

    @Override
    public void cancel() {
      Importing begun = importing;
      if (begun != null) {
        begun.cancel();
      }
    }
  }
}
