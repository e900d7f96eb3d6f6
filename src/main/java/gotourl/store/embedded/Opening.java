package gotourl.store.embedded;

import gotourl.journal.Batch;
import gotourl.journal.DirectoryLock;
import gotourl.journal.Disk;
import gotourl.journal.FileDisk;
import gotourl.journal.Journal;
import gotourl.journal.Resumption;
import gotourl.journal.SaveLoop;
import gotourl.journal.Segments;
import gotourl.journal.Stretch;
import gotourl.journal.Unfinished;
import gotourl.link.KeyGenerator;
import gotourl.link.LinkStore;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From a data directory to a store: lock, recover, be born if there is nothing yet. */
final class Opening {

  private static final Logger LOG = System.getLogger(EmbeddedStore.class.getName());

  /**
   * The save queue's bound in bytes: some batches' worth, and nothing that strains a small heap.
   */
  private static final long SAVE_QUEUE_BYTES_MAX = 16L << 20;

  /** One of these is in every directory of ours, or in a new file system. */
  private static final Set<String> OURS = Set.of(DirectoryLock.NAME, "lost+found");

  private Opening() {}

  /** Opens the data directory, recovers what is in it, and starts its threads. */
  static EmbeddedStore open(EmbeddedStore.Options options) throws OpenException {
    Path directory = options.directory();
    try {
      FileDisk disk = FileDisk.open(directory);
      refuseForeign(directory);
      DirectoryLock lock = DirectoryLock.acquire(directory);
      try {
        EmbeddedStore store =
            open(
                disk,
                Journal.Options.of(EmbeddedStore.CONTENT, options.sync()),
                options,
                Checkpointing.BYTES_MIN,
                InstantSource.system(),
                new SecureRandom(),
                List.of(disk, lock));
        store.start();
        return store;
      } catch (IOException | OpenException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (DirectoryLock.HeldException e) {
      throw new OpenException(directory + " is in use by process " + e.pid(), e);
    } catch (AccessDeniedException e) {
      throw new OpenException("cannot write to " + directory + ": permission denied", e);
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
      throw new OpenException("cannot use " + directory + ": " + reason, e);
    } catch (IOException e) {
      throw new OpenException("cannot open " + directory + ": " + e.getMessage(), e);
    }
  }

  /** A directory with other people's files is more likely a slip of the hand than meant. */
  private static void refuseForeign(Path directory) throws IOException, OpenException {
    try (Stream<Path> files = Files.list(directory)) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      boolean ours =
          names.stream().anyMatch(name -> OURS.contains(name) || Journal.isSegment(name));
      if (!names.isEmpty() && !ours) {
        throw new OpenException(
            directory + " holds other files and no links; name a new or an empty directory");
      }
    }
  }

  /** Without a thread: {@link EmbeddedStore#saveOnce} does the save loop's work. */
  static EmbeddedStore open(
      Disk disk,
      Journal.Options journalOptions,
      EmbeddedStore.Options options,
      long checkpointBytesMin,
      InstantSource clock,
      RandomGenerator random,
      List<Closeable> owned)
      throws IOException, OpenException {
    Unfinished.refuse(disk);
    Parts parts =
        new Parts(disk, journalOptions, options, checkpointBytesMin, clock, random, owned);
    if (disk.list().contains(CheckpointFile.NAME)) {
      try (CheckpointFile checkpoint = checkpoint(disk)) {
        return open(parts, checkpoint);
      } catch (CheckpointFile.DamagedException | Resumption.RefusedException e) {
        LOG.log(
            Level.WARNING,
            "the checkpoint is not used, and the whole journal read instead: " + e.getMessage());
      }
    }
    return open(parts, null);
  }

  /** Only a cache: one that the disk does not give is none. */
  private static CheckpointFile checkpoint(Disk disk) throws CheckpointFile.DamagedException {
    try {
      return CheckpointFile.open(disk);
    } catch (CheckpointFile.DamagedException e) {
      throw e;
    } catch (IOException e) {
      throw new CheckpointFile.DamagedException("it cannot be read: " + e.getMessage());
    }
  }

  /** What a store is made of before the journal is read. */
  private record Parts(
      Disk disk,
      Journal.Options journalOptions,
      EmbeddedStore.Options options,
      long checkpointBytesMin,
      InstantSource clock,
      RandomGenerator random,
      List<Closeable> owned) {}

  private static EmbeddedStore open(Parts parts, @Nullable CheckpointFile checkpoint)
      throws IOException, OpenException {
    EmbeddedStore.Options options = parts.options;
    Segments segments = new Segments();
    KeyHash hash =
        checkpoint == null
            ? KeyHash.random(parts.random)
            : new KeyHash(checkpoint.map().hashSeed());
    LinkTable table = new LinkTable(segments, hash);
    ReuseIndex reuse = options.reuseIndex() ? table.indexTargets() : null;
    Recovery recovery = new Recovery(table, line -> LOG.log(Level.WARNING, line));
    Decisions decisions = new Decisions(table, parts.clock);
    Journal journal;
    try {
      journal =
          Journal.open(
              parts.disk,
              parts.journalOptions.acceptingLoss(options.acceptLoss()),
              segments,
              new TableOwner(recovery, table, parts.clock, checkpoint),
              parts.clock,
              parts.random);
    } catch (IOException | RuntimeException e) {
      segments.close();
      throw e;
    }
    try {
      SaveLoop saveLoop =
          new SaveLoop(
              journal,
              new SaveLoop.Options(options.saveQueueMax(), SAVE_QUEUE_BYTES_MAX),
              decisions::forget);
      LinkRecord.Birth birth = table.birthIfAny();
      if (birth == null) {
        if (recovery.damages() > 0) {
          throw new OpenException(
              "the frames that say what the store is are damaged or lost; restore the first segment"
                  + " from a backup");
        }
        birth = beBorn(table, decisions, saveLoop, options.foldsCase(), parts.random);
      }
      if (options.foldsCase() && !birth.foldsCase()) {
        throw new OpenException(
            "the store was made with case-sensitive codes; that cannot be changed");
      }
      if (!journal.losses().isEmpty()) {
        AcceptedLoss.save(table, decisions, saveLoop);
        journal.acceptLosses();
        LOG.log(
            Level.WARNING,
            "what is lost was given up, as -accept-loss says; starts need it no longer");
      }
      Compactor compactor =
          new Compactor(table, segments, journal, saveLoop, options.retention(), parts.clock);
      Checkpointing checkpointing =
          new Checkpointing(
              parts.disk,
              journal,
              saveLoop,
              segments,
              table,
              compactor,
              recovery.bytes(),
              parts.checkpointBytesMin);
      return new EmbeddedStore(
          table,
          decisions,
          journal,
          saveLoop,
          segments,
          new Stretch(segments, parts.disk),
          compactor,
          checkpointing,
          checkpoint == null ? () -> {} : new ReadingAhead(segments, table),
          reuse == null ? () -> {} : new ReuseFilling(table, reuse),
          recovery.damages(),
          parts.owned);
    } catch (IOException | OpenException | RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  /** Writes the birth frame, twice: the generator's secret survives a flipped bit. */
  private static LinkRecord.Birth beBorn(
      LinkTable table,
      Decisions decisions,
      SaveLoop saveLoop,
      boolean foldsCase,
      RandomGenerator random)
      throws OpenException {
    byte[] secret = new byte[KeyGenerator.SECRET_BYTES];
    random.nextBytes(secret);
    LinkRecord.Birth birth = new LinkRecord.Birth(foldsCase, secret);
    StoreSave<Boolean> save =
        new StoreSave<>(table, 2 * EmbeddedStore.FRAME_BYTES_BEYOND) {
          @Override
          protected void decide(Batch batch) {
            change(decisions.birth(batch, birth));
            change(decisions.birth(batch, birth));
            decided(true);
          }

          @Override
          Boolean unsaved(LinkStore.Unsaved unsaved) {
            return false;
          }
        };
    saveLoop.submit(save);
    saveLoop.saveOnce();
    if (!save.stage().join()) {
      throw new OpenException("the disk does not take writes");
    }
    return birth;
  }
}
