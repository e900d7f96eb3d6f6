package gotourl.journal;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Linux gives a file huge pages only while it reads it: a page that is cached, small, stays small
 * (a file as it was written is in pages of 4 to 64 KiB). So it has to leave the cache first. What
 * is not synced yet does not leave, and stays as it is.
 *
 * <p>Needs a file system that knows large pages (ext4 since Linux 6.16, XFS, Btrfs); elsewhere the
 * file is read once more for nothing.
 */
final class LinuxPageCache extends PageCache {

  private static final Logger LOG = System.getLogger(Journal.class.getName());

  private static final int MADV_HUGEPAGE = 14;
  private static final int MADV_PAGEOUT = 21;
  private static final int MADV_POPULATE_READ = 22;

  private static final String HUGE_FIELD = "FilePmdMapped:";
  private static final int BYTES_PER_KIB = 1024;

  static boolean isHere() {
    return System.getProperty("os.name", "").equals("Linux");
  }

  @Override
  void preferHuge(long address, long bytes) {
    madvise(address, bytes, MADV_HUGEPAGE);
  }

  @Override
  void bringIn(long address, long bytes) {
    madvise(address, bytes, MADV_POPULATE_READ);
  }

  @Override
  long hugeBytes(long address) {
    String wanted = Long.toHexString(address) + "-";
    boolean found = false;
    try (BufferedReader lines = Files.newBufferedReader(Path.of("/proc/self/smaps"))) {
      String line;
      while ((line = lines.readLine()) != null) {
        if (!found) {
          found = line.startsWith(wanted);
        } else if (line.startsWith(HUGE_FIELD)) {
          return Long.parseLong(line.replaceAll("\\D", "")) * BYTES_PER_KIB;
        }
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "it is not known which pages are huge", e);
    }
    return 0;
  }

  @Override
  void bringInHuge(long address) {
    madvise(address, HUGE_BYTES, MADV_PAGEOUT);
    bringIn(address, HUGE_BYTES);
  }

  private static void madvise(long address, long bytes, int advice) {
    try {
      int _ = (int) Calls.MADVISE.invokeExact(address, bytes, advice);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Resolved when it is first needed, and only on Linux. */
  private static final class Calls {
    private static final Linker LINKER = Linker.nativeLinker();

    @SuppressWarnings("restricted") // the jar's manifest and the launch script grant it
    static final MethodHandle MADVISE =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("madvise"),
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
  }
}
