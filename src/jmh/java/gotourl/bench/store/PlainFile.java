package gotourl.bench.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * No store at all: a file to which one record at a time is appended and synced ({@code fdatasync}),
 * whatever is in flight. It says what a sync costs here.
 */
final class PlainFile implements Engine {

  private final FileChannel file;

  /** Makes it. */
  static final class Maker implements Engine.Maker {
    @Override
    public String name() {
      return "fdatasync";
    }

    @Override
    public Engine open(Path directory) throws IOException {
      return new PlainFile(directory);
    }
  }

  PlainFile(Path directory) throws IOException {
    file =
        FileChannel.open(
            directory.resolve("records"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  @Override
  public long adds(Links links, int inFlight, long nanos) throws Exception {
    byte[] code = new byte[Links.CODE_BYTES];
    byte[] target = new byte[Links.TARGET_BYTES];
    ByteBuffer frame = ByteBuffer.allocateDirect(Links.LINK_BYTES);
    return Blocking.adds(
        1,
        1,
        nanos,
        number -> {
          links.code(number, code);
          links.target(number, target);
          frame.clear().put(code).put(target).flip();
          while (frame.hasRemaining()) {
            file.write(frame);
          }
          file.force(false);
        });
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
