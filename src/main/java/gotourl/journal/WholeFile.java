package gotourl.journal;

import java.io.IOException;

/** How a file comes to be whole or not there at all. */
final class WholeFile {

  private WholeFile() {}

  interface Content {
    void appendTo(Disk.Appender file) throws IOException;
  }

  /**
   * Writes it under an unfinished name, syncs it, renames it and syncs the directory. After a
   * failure nothing of it is left, unless the disk refuses that as well: then the next start
   * deletes it.
   */
  static void write(Disk disk, String name, Content content) throws IOException {
    String unfinished = name + Journal.UNFINISHED;
    if (disk.list().contains(unfinished)) {
      disk.delete(unfinished);
    }
    try {
      try (Disk.Appender file = disk.create(unfinished)) {
        content.appendTo(file);
        file.sync();
      }
      disk.rename(unfinished, name);
    } catch (IOException | RuntimeException e) {
      try {
        disk.delete(unfinished);
      } catch (IOException deleting) {
        e.addSuppressed(deleting);
      }
      throw e;
    }
    disk.sync();
  }
}
