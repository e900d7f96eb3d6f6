package gotourl.store.embedded;

import gotourl.access.CredentialStore;
import gotourl.journal.Batch;
import gotourl.journal.Journal;
import gotourl.journal.SaveLoop;
import gotourl.journal.Segments;
import gotourl.journal.Stretch;
import gotourl.journal.SyncPolicy;
import gotourl.link.Domain;
import gotourl.link.Domains;
import gotourl.link.Draft;
import gotourl.link.Generator;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.Listing;
import gotourl.link.Manner;
import gotourl.link.Origin;
import gotourl.link.PendingPage;
import gotourl.link.RetryKey;
import gotourl.link.TagStore;
import gotourl.link.Tags;
import gotourl.metrics.Metrics;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Links in a journal on one machine.
 *
 * <p>A write is decided on the save loop, written and synced with its batch, then published to the
 * table that readers see, then acknowledged: what is acknowledged or visible is durable.
 */
public final class EmbeddedStore implements LinkStore {

  /** What the journal's headers say of its frames. */
  static final int CONTENT = 1;

  private static final Logger LOG = System.getLogger(EmbeddedStore.class.getName());

  /** Beyond code, target and fields: more than any frame of a link needs. */
  static final int FRAME_BYTES_BEYOND = 64;

  private static final Duration PURGE_LOOK = Duration.ofMillis(20);

  /** Of one char of a Java string. */
  private static final int UTF_8_BYTES_MAX = 3;

  /**
   * How a store is kept.
   *
   * @param directory created if it is missing
   * @param saveQueueMax the most saves that may wait
   * @param foldsCase whether codes are folded, if the store is made now; a store that exists keeps
   *     what it was made with, and refuses to be opened with true if that is not so
   * @param acceptLoss whether it opens in spite of segments that are missing or not what they
   *     should be; what was in them is given up for good
   * @param retention how long what links were before is kept
   * @param reuseIndex whether it is known which links lead where, for 12 bytes a link
   */
  public record Options(
      Path directory,
      SyncPolicy sync,
      int saveQueueMax,
      boolean foldsCase,
      boolean acceptLoss,
      Retention retention,
      boolean reuseIndex) {

    /** Loses nothing without being told to. */
    public Options(Path directory, SyncPolicy sync, int saveQueueMax, boolean foldsCase) {
      this(directory, sync, saveQueueMax, foldsCase, false, Retention.DEFAULT, false);
    }
  }

  private final LinkTable table;
  private final Decisions decisions;
  private final Journal journal;
  private final SaveLoop saveLoop;
  private final ScanLoop scanLoop;
  private final Segments segments;
  private final Compactor compactor;
  private final Checkpointing checkpointing;
  private final Maintenance maintenance;
  private final List<Closeable> owned;
  private final Domain domain;
  private final CredentialStore credentials;
  private final Domains domains;
  private final TagStore tags;
  private final int damagesAtStart;
  private boolean closed;

  /**
   * Without a thread, until {@link #start}.
   *
   * @param damagesAtStart how many recovery has met
   * @param owned closed after the journal, in this order
   */
  EmbeddedStore(
      LinkTable table,
      Decisions decisions,
      Journal journal,
      SaveLoop saveLoop,
      Segments segments,
      Stretch stretch,
      Compactor compactor,
      Checkpointing checkpointing,
      Maintenance.Duty readingAhead,
      Maintenance.Duty reuseFilling,
      int damagesAtStart,
      List<Closeable> owned) {
    this.table = table;
    this.decisions = decisions;
    this.journal = journal;
    this.saveLoop = saveLoop;
    this.segments = segments;
    this.compactor = compactor;
    this.checkpointing = checkpointing;
    this.maintenance =
        new Maintenance(
            List.of(
                segments::closeRetired, readingAhead, this::compact, checkpointing, reuseFilling));
    this.damagesAtStart = damagesAtStart;
    this.domain = table.domain();
    this.tags = new EmbeddedTags(table, decisions.tags(), saveLoop);
    this.credentials = new EmbeddedCredentials(table, decisions.credentials(), saveLoop);
    this.owned = owned;
    this.scanLoop = new ScanLoop(() -> table.links(stretch), System::nanoTime);
    this.domains = new EmbeddedDomains(table, decisions.domains(), saveLoop, this::list);
  }

  /** Opens the data directory, recovers what is in it, and starts its threads. */
  public static EmbeddedStore open(Options options) throws OpenException {
    return Opening.open(options);
  }

  /** The credentials in the same journal; open as long as this is. */
  public CredentialStore credentials() {
    return credentials;
  }

  @Override
  public Domain domain() {
    return domain;
  }

  @Override
  public Domains domains() {
    return domains;
  }

  @Override
  public byte[] secret() {
    return table.birth().secret().clone();
  }

  @Override
  public Generator generator() {
    List<Long> next = IntStream.range(0, NUMBERS).mapToObj(table::claimed).toList();
    return new Generator(secret(), next);
  }

  @Override
  public CompletionStage<Adopted> adopt(Generator generator) {
    return submit(
        new StoreSave<Adopted>(table, (NUMBERS + 2) * FRAME_BYTES_BEYOND) {
          @Override
          protected void decide(Batch batch) {
            Optional<LinkChange> adopted = decisions.adopt(batch, generator);
            adopted.ifPresent(this::change);
            decided(adopted.isPresent() ? new GoesOn() : new HasOwn());
          }

          @Override
          Adopted unsaved(Unsaved unsaved) {
            return unsaved;
          }
        });
  }

  @Override
  public Peek peek(Key key) {
    Link link = table.find(key);
    return link == null ? Peek.Absent.ABSENT : new Peek.Found(link);
  }

  @Override
  public CompletionStage<Optional<Link>> find(Key key) {
    return CompletableFuture.completedFuture(Optional.ofNullable(table.find(key)));
  }

  @Override
  public CompletionStage<Added> add(Key key, Draft draft) {
    return add(key, draft, Manner.ANEW);
  }

  @Override
  public CompletionStage<Added> add(Key key, Draft draft, Manner manner) {
    if (!draft.about().tags().isEmpty() || isFromElsewhere(manner)) {
      int bytesMax = bytesMax(key, draft) + RetryField.BYTES;
      return submit(
          new DetailedAddSave(decisions, table, bytesMax, table.hashed(key), draft, manner));
    }
    byte[] retry = manner.retry().map(RetryField::write).orElse(LinkFields.NO_BYTES);
    byte[] fields = DomainField.before(key.domain(), fields(draft, retry));
    int bytesMax = bytesMax(key, draft.target()) + fields.length;
    return submit(AddSave.of(decisions, table, bytesMax, key, draft, fields, manner));
  }

  @Override
  public Reuse reuse() {
    ReuseIndex reuse = table.secondary().reuse();
    return reuse == null ? Reuse.OFF : reuse.isWhole() ? Reuse.READY : Reuse.FILLING;
  }

  @Override
  public Recalled recall(RetryKey retry) {
    RetryTable.Entry entry = table.secondary().retries().find(retry, journal.now());
    if (entry == null) {
      return new Recalled.Unknown();
    }
    if (entry.key().wish() != retry.wish()) {
      return new Recalled.OtherWish();
    }
    Link link = table.link(entry.number());
    return link == null ? new Recalled.Gone() : new Recalled.Made(link);
  }

  @SuppressWarnings("ReferenceEquality") // of nearly all links
  private static boolean isFromElsewhere(Manner manner) {
    return manner.origin() != Origin.HERE;
  }

  /** But for its tags. */
  private static byte[] fields(Draft draft) {
    return fields(draft, LinkFields.NO_BYTES);
  }

  private static byte[] fields(Draft draft, byte[] further) {
    return LinkFields.of(draft.withAbout(draft.about().withTags(Tags.NONE)), further).write();
  }

  private static int bytesMax(Key key, Draft draft) {
    return bytesMax(key, draft.target())
        + fields(draft).length
        + TagDecisions.bytesMax(draft.about().tags());
  }

  @Override
  public CompletionStage<Replaced> replace(Key key, int version, Draft draft) {
    HashedKey hashed = table.hashed(key);
    // Those that are there now may be of a later version of Goto, and then they go along.
    int bytesMax =
        bytesMax(key, draft)
            + table.fieldsBytes(hashed)
            + FRAME_BYTES_BEYOND; // of visits that are settled
    return submit(new ReplaceSave(decisions, table, bytesMax, hashed, version, draft));
  }

  @Override
  public CompletionStage<Charged> spend(Key key, long number) {
    return submit(new VisitSave(decisions, table, table.hashed(key), number));
  }

  @Override
  public int visits(long number) {
    return table.asides().visits().visits(number);
  }

  @Override
  public CompletionStage<Removed> remove(Key key, int version) {
    return remove(key, version, false);
  }

  @Override
  public CompletionStage<Removed> purge(Key key, int version) {
    return remove(key, version, true);
  }

  private CompletionStage<Removed> remove(Key key, int version, boolean purges) {
    int bytesMax = bytesMax(key, "") + (purges ? FRAME_BYTES_BEYOND : 0);
    HashedKey hashed = table.hashed(key);
    return submit(new RemoveSave(decisions, table, bytesMax, hashed, version, purges));
  }

  /** How many bytes the fields of the link's newest version take. */
  int fieldsBytes(Key key) {
    return table.fieldsBytes(table.hashed(key));
  }

  /** Whether something of a link that was purged may still be in a file. */
  public boolean isPurging() {
    return !table.purging().isEmpty() || compactor.isDropping();
  }

  /** Waits until that is no longer so; false: this was not long enough. */
  public boolean awaitPurged(Duration patience) throws InterruptedException {
    long begin = System.nanoTime();
    while (isPurging()) {
      if (System.nanoTime() - begin > patience.toNanos()) {
        return false;
      }
      Thread.sleep(PURGE_LOOK);
    }
    return true;
  }

  @Override
  public PendingPage history(Key key) {
    return scanLoop.submit(new History(table, segments, key));
  }

  @Override
  public CompletionStage<Claimed> claim(int sequence, long floor, int count) {
    if (sequence < 0 || sequence > SEQUENCE_MAX || floor < 0 || count < 1 || count > CLAIM_MAX) {
      throw new IllegalArgumentException(
          "sequence " + sequence + ", floor " + floor + ", count " + count);
    }
    return submit(
        new StoreSave<Claimed>(table, FRAME_BYTES_BEYOND) {
          @Override
          protected void decide(Batch batch) {
            long first = Math.max(floor, decisions.claimed(sequence));
            change(decisions.claim(batch, sequence, first + count));
            decided(new Range(first, first + count));
          }

          @Override
          Claimed unsaved(Unsaved unsaved) {
            return unsaved;
          }
        });
  }

  @Override
  public CompletionStage<Claimed> release(int sequence, long next, long claimedEnd) {
    return submit(
        new StoreSave<Claimed>(table, FRAME_BYTES_BEYOND) {
          @Override
          protected void decide(Batch batch) {
            long now = decisions.claimed(sequence);
            if (now == claimedEnd && next < now) {
              change(decisions.claim(batch, sequence, next));
              now = next;
            }
            decided(new Range(now, now));
          }

          @Override
          Claimed unsaved(Unsaved unsaved) {
            return unsaved;
          }
        });
  }

  @Override
  public PendingPage list(Listing listing) {
    return scanLoop.submit(listing);
  }

  @Override
  public boolean hasCrawlable(int ofDomain) {
    return table.secondary().crawlable().has(ofDomain);
  }

  @Override
  public Stream<Link> crawlable(int ofDomain) {
    return table.crawlable(ofDomain);
  }

  /** Whose links these are without a look at what they say. */
  LongStream crawlableNumbers(int ofDomain) {
    return table.secondary().crawlable().newestFirst(ofDomain);
  }

  @Override
  public TagStore tags() {
    return tags;
  }

  @Override
  public long size() {
    return table.size();
  }

  @Override
  public long nextNumber() {
    return table.nextNumber();
  }

  /** Says where its metrics are read, and the journal's. */
  public void measure(Metrics metrics) {
    StoreMetrics.measure(metrics, table, damagesAtStart, checkpointing, compactor);
    saveLoop.measure(metrics);
  }

  /** How it is now. Any thread. */
  public Condition condition() {
    return new Condition(
        saveLoop.failing(),
        saveLoop.hasDied(),
        damagesAtStart,
        table.damage().frames(),
        table.countInDoubt());
  }

  /** Runs the save loop, the searches and what can wait on threads of their own. */
  void start() {
    startSaving();
    scanLoop.start("goto-scan");
    maintenance.start("goto-maintenance");
  }

  /** Runs the save loop only; maintenance is the caller's. */
  void startSaving() {
    saveLoop.start("goto-save");
  }

  private void compact() throws IOException {
    compactor.perform(maintenance::rest);
  }

  /** One turn of maintenance, for a store without a thread. */
  void maintainOnce() {
    maintenance.maintainOnce();
  }

  /** One turn of the save loop, for a store without a thread. */
  boolean saveOnce() {
    return saveLoop.saveOnce();
  }

  /** Where the link's newest frame is, for a test of what moves it. */
  long position(long number) {
    return NumberEntry.position(table.entry(number));
  }

  /** One turn of the scan loop, for a store without a thread. */
  boolean scanOnce() {
    return scanLoop.scanOnce();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    scanLoop.close();
    maintenance.close();
    compactor.finish();
    saveLoop.close();
    // An interrupted thread that writes has its file closed under it.
    boolean interrupted = Thread.interrupted();
    try {
      journal.close();
      if (!saveLoop.hasDied()) {
        writeCheckpoint();
      }
    } catch (IOException e) {
      LOG.log(Level.ERROR, "closing the journal: " + e + "; the next start will recover it");
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    segments.close();
    for (Closeable each : owned) {
      try {
        each.close();
      } catch (IOException e) {
        LOG.log(Level.WARNING, "closing: " + e);
      }
    }
  }

  private void writeCheckpoint() {
    try {
      checkpointing.atStop();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "no checkpoint was written: " + e + "; the next start takes longer");
    }
  }

  private <O> CompletionStage<O> submit(StoreSave<O> save) {
    saveLoop.submit(save);
    return save.stage();
  }

  private static int bytesMax(Key key, String target) {
    return key.code().length() * UTF_8_BYTES_MAX + target.length() + FRAME_BYTES_BEYOND;
  }
}
