package gotourl.journal;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The seam under all file I/O: one flat directory. {@link FileDisk} is the real one; tests have one
 * that forgets what was not synced.
 *
 * <p>A name is durable only after {@link #sync()}, a file's bytes only after {@link
 * Appender#sync()}.
 */
public interface Disk extends Closeable {

  /** The names of all files, in no order. */
  List<String> list() throws IOException;

  /** A new, empty file; fails if the name is taken. */
  Appender create(String name) throws IOException;

  /** An existing file, for reading. */
  Reader open(String name) throws IOException;

  /** Gives a file another name, replacing what bore it; readers see the one or the other. */
  void rename(String from, String to) throws IOException;

  void delete(String name) throws IOException;

  /**
   * Gives a file of another directory a name in this one too, and makes its bytes durable. The two
   * names are then the same file.
   *
   * @return false if the two directories cannot share a file; nothing has happened then
   */
  boolean link(Disk from, String name, String to) throws IOException;

  /** What can be done so that whole mapped files are found in memory more quickly. */
  default PageCache pageCache() {
    return PageCache.NONE;
  }

  /** Makes creations, renames and deletions durable. */
  void sync() throws IOException;

  @Override
  void close() throws IOException;

  /** A file that only grows. After any exception it must only be closed. */
  interface Appender extends Closeable {
    /** Writes all remaining bytes at the end of the file. */
    void append(ByteBuffer bytes) throws IOException;

    /** Returns when everything appended is durable. */
    void sync() throws IOException;
  }

  /** A file that is read at any offset. */
  interface Reader extends Closeable {
    long size() throws IOException;

    /** Fills {@code into} from {@code offset}, less only where the file ends. */
    void read(ByteBuffer into, long offset) throws IOException;

    /**
     * The first bytes of the file in memory, for reading, as long as {@code arena} lives; the
     * reader may be closed before. The file must not become shorter than that.
     */
    MemorySegment map(long bytes, Arena arena) throws IOException;
  }
}
