package gotourl.store.embedded;

import gotourl.journal.DirectoryLock;
import gotourl.journal.FileDisk;
import gotourl.journal.Journal;
import gotourl.journal.SyncPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** A store on a real disk that compacts and writes checkpoints all the time. */
public final class BusyStore {

  private static final long SEGMENT_BYTES = 1 << 14;
  private static final int BATCH_BYTES = 1 << 14;
  private static final long CHECKPOINT_BYTES_MIN = 1 << 12;

  /** A tombstone is dropped as soon as nothing needs it. */
  public static final Retention NO_HISTORY = new Retention(Duration.ZERO, 0);

  public static final Retention SHORT_HISTORY = new Retention(Duration.ofDays(1), 1);

  private BusyStore() {}

  /** With all its threads. */
  public static EmbeddedStore open(Path directory, Retention retention)
      throws IOException, OpenException {
    EmbeddedStore store = openWithoutThreads(directory, retention);
    store.start();
    return store;
  }

  /** Saves by itself; maintenance and searches are the caller's, who need not pause. */
  static EmbeddedStore openToMaintain(Path directory) throws IOException, OpenException {
    EmbeddedStore store = openWithoutThreads(directory, SHORT_HISTORY);
    store.startSaving();
    return store;
  }

  private static EmbeddedStore openWithoutThreads(Path directory, Retention retention)
      throws IOException, OpenException {
    FileDisk disk = FileDisk.open(directory);
    return Opening.open(
        disk,
        new Journal.Options(EmbeddedStore.CONTENT, SyncPolicy.ALWAYS, SEGMENT_BYTES, BATCH_BYTES),
        new EmbeddedStore.Options(
            directory, SyncPolicy.ALWAYS, 16_384, false, false, retention, false),
        CHECKPOINT_BYTES_MIN,
        InstantSource.system(),
        new SecureRandom(),
        List.of(disk, DirectoryLock.acquire(directory)));
  }
}
