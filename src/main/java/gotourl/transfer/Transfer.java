package gotourl.transfer;

import gotourl.link.LinkStore;
import gotourl.link.UrlPolicy;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** Brings in the files of other programs; which ones: {@code docs/IMPORT.md}. */
public final class Transfer {

  /**
   * Counts of one import: every row of the file is in exactly one of them. A stretch of damage
   * counts as one refused row, for nobody can say how many it held.
   *
   * @param added new links
   * @param same rows whose link was there already, with the same target
   * @param refused rows that were named to the caller
   */
  public record Report(long added, long same, long refused) {

    public long rows() {
      return added + same + refused;
    }
  }

  /** How the import waits before it tries again to save; a test does not. */
  interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  private final LinkStore store;
  private final UrlPolicy policy;
  private final Pause pause;

  public Transfer(LinkStore store, UrlPolicy policy) {
    this(store, policy, Thread::sleep);
  }

  Transfer(LinkStore store, UrlPolicy policy, Pause pause) {
    this.store = store;
    this.policy = policy;
    this.pause = pause;
  }

  /**
   * Brings in a file; its format is recognised by its first bytes.
   *
   * <p>Rows are decided in their order: a code that stands twice keeps its first target. Importing
   * the same file again changes nothing.
   *
   * @param refusals gets one line for each row refused, in the order of the file, with its place
   *     and the reason; called on the calling thread
   * @throws TransferException if the file cannot be read or is of no known format, or if the store
   *     goes on refusing to save
   */
  public Report importFile(Path file, Consumer<String> refusals) {
    Import running = new Import(store, policy, pause, refusals);
    try {
      Format format = Format.ofDamaged(file);
      if (format == Format.FOREIGN) {
        throw new TransferException(
            file + " is neither a gob file nor JSON lines of the original goto",
            running.report(),
            null);
      }
      try (Window window = format.window(Files.newInputStream(file))) {
        return running.run(format.source(window));
      }
    } catch (NoSuchFileException e) {
      throw new TransferException("there is no file " + file, running.report(), e);
    } catch (AccessDeniedException e) {
      throw new TransferException(file + " may not be read", running.report(), e);
    } catch (IOException e) {
      throw new TransferException(
          "reading " + file + " failed: " + e.getMessage() + "; " + running.soFar(),
          running.report(),
          e);
    }
  }

  /** Whether the file looks like one that {@link #importFile} can read; false if unreadable. */
  public static boolean recognises(Path file) {
    try {
      return switch (Format.of(file)) {
        case GOB, JSON_LINES -> true;
        case FOREIGN, EMPTY -> false;
      };
    } catch (IOException e) {
      return false;
    }
  }
}
