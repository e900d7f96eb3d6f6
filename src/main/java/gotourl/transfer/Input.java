package gotourl.transfer;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * The bytes of a source, read once and in order. What they are is found out from the first of them,
 * which are read again then; compressed ones are recognised by their own first bytes, whatever the
 * file is called.
 */
final class Input implements Closeable {

  private static final int BUFFER_BYTES = 1 << 16;

  private static final int GZIP_MAGIC_0 = 0x1f;
  private static final int GZIP_MAGIC_1 = 0x8b;

  private final InputStream in;
  private final byte[] head;

  private Input(InputStream in, byte[] head) {
    this.in = in;
    this.head = head;
  }

  static Input of(InputStream raw) throws IOException {
    byte[] magic = raw.readNBytes(2);
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(magic), raw);
    InputStream in =
        magic.length == 2 && (magic[0] & 0xff) == GZIP_MAGIC_0 && (magic[1] & 0xff) == GZIP_MAGIC_1
            ? new GZIPInputStream(whole, BUFFER_BYTES)
            : whole;
    return new Input(in, in.readNBytes(Format.HEAD_BYTES));
  }

  boolean isEmpty() {
    return head.length == 0;
  }

  /** What it looks like, even if its beginning is damaged. */
  Optional<Format> format() throws IOException {
    return Format.ofDamaged(head);
  }

  /** What it looks like. */
  Optional<Format> wholeFormat() throws IOException {
    return Format.of(head);
  }

  /** The one that reads it. */
  Source source(Format format, Reading reading) {
    InputStream again = new SequenceInputStream(new ByteArrayInputStream(head), in);
    return format.source(new Window(again, format.lookaheadBytes()), reading);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
