package gotourl.store.embedded;

import gotourl.journal.SyncPolicy;
import gotourl.link.LinkStore;
import java.nio.file.Path;

/** One machine's links. */
public abstract class EmbeddedStore implements LinkStore {

  /** Where the data is, how it is synced, how many saves may wait, and whether codes are folded. */
  public record Options(Path directory, SyncPolicy sync, int saveQueueMax, boolean foldsCase) {}

  /** Opens the store; the exception's message is one line for people. */
  public static EmbeddedStore open(Options options) throws OpenException {
    throw new OpenException("no store in this build: " + options.directory());
  }
}
