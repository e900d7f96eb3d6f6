package gotourl.journal;

import java.io.IOException;

/**
 * Marks a directory that is being filled by a backup or a repair. What is in it may be a sound
 * journal that lacks most of the links: it must not be taken for the whole.
 */
public final class Unfinished {

  /** The mark's name. */
  static final String FILE = "unfinished";

  private Unfinished() {}

  /** Durably, before the first segment. */
  public static void begin(Disk disk) throws IOException {
    SmallFile.write(disk, FILE, "goto was still filling this directory: it is not whole.\n");
  }

  /** Durably, after the last segment; what is there is to be synced by then. */
  public static void end(Disk disk) throws IOException {
    disk.delete(FILE);
    disk.sync();
  }

  /** Whether the mark is there. */
  public static boolean is(Disk disk) throws IOException {
    return disk.list().contains(FILE);
  }

  /** Refuses a directory that has the mark. */
  public static void refuse(Disk disk) throws IOException {
    if (is(disk)) {
      throw new BrokenJournalException(
          "it is a copy that was not finished; finish it with the command that began it, or use"
              + " another one");
    }
  }
}
