package gotourl.transfer;

import gotourl.link.LinkStore;
import gotourl.link.UrlPolicy;
import java.nio.file.Path;
import java.util.function.Consumer;

/** SKELETON: helper C writes this. */
public final class Transfer {

  /** Counts of one import: every row of the file is in exactly one of them. */
  public record Report(long added, long same, long refused) {}

  public Transfer(LinkStore store, UrlPolicy policy) {}

  /**
   * Brings in a file; its format is recognised by its first bytes.
   *
   * @param refusals gets one line for each row refused, with its place and the reason
   */
  public Report importFile(Path file, Consumer<String> refusals) {
    throw new UnsupportedOperationException();
  }

  /** Whether the file looks like one that {@link #importFile} can read. */
  public static boolean recognises(Path file) {
    return false;
  }
}
