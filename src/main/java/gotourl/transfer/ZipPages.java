package gotourl.transfer;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Pages in a zip, written while they come. */
final class ZipPages implements PagePlace {

  /**
   * A zip ends with a list of all that is in it, which is in memory until then: some 300 bytes a
   * page, 80 MB.
   */
  static final int PAGES_MAX = 1 << 18;

  private static final int BUFFER_BYTES = 1 << 16;

  private final ZipOutputStream zip;
  private final LocalDateTime time;
  private int pages;

  /**
   * @param out stays open
   * @param at when all of it was made
   */
  ZipPages(OutputStream out, Instant at) {
    // It writes a few bytes at a time.
    this.zip = new ZipOutputStream(new BufferedOutputStream(out, BUFFER_BYTES));
    this.time = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }

  @Override
  public Put put(String path, byte[] page) throws IOException {
    if (++pages > PAGES_MAX) {
      throw new TransferException(
          "more than " + PAGES_MAX + " pages are too many for a zip", Jobs.NOTHING, null);
    }
    ZipEntry entry = new ZipEntry(path);
    entry.setTimeLocal(time);
    zip.putNextEntry(entry);
    zip.write(page);
    zip.closeEntry();
    return Put.DONE;
  }

  @Override
  public void finish() throws IOException {
    zip.finish();
    zip.flush();
  }
}
