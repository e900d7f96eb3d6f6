package gotourl.bench.store.peers;

import static java.nio.ByteBuffer.allocateDirect;

import gotourl.bench.store.Blocking;
import gotourl.bench.store.Engine;
import gotourl.bench.store.Links;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.Txn;

/**
 * LMDB with its default durability (each commit is synced) and lmdbjava's quickest buffers. One
 * writer at a time: one add a transaction. A finder keeps its read transaction. No checksums are
 * verified: it has none.
 */
final class LmdbPeer implements Engine {

  private static final int LOAD_BATCH = 100_000;

  /** Address space, not memory: enough for 200 million links. */
  private static final long MAP_BYTES = 64L << 30;

  /** Makes it. */
  public static final class Maker implements Engine.Maker {
    @Override
    public String name() {
      return "lmdb";
    }

    @Override
    public Engine open(Path directory) {
      return new LmdbPeer(directory);
    }
  }

  private final Env<ByteBuffer> env;
  private final Dbi<ByteBuffer> dbi;
  private final ByteBuffer code = allocateDirect(Links.CODE_BYTES);
  private final ByteBuffer target = allocateDirect(Links.TARGET_BYTES);

  LmdbPeer(Path directory) {
    env = Env.create().setMapSize(MAP_BYTES).setMaxDbs(1).open(directory.toFile());
    dbi = env.openDbi("links", DbiFlags.MDB_CREATE);
  }

  private void put(Txn<ByteBuffer> transaction, Links links, long number) {
    code.clear().put(Bytes.code(links, number)).flip();
    target.clear().put(Bytes.target(links, number)).flip();
    dbi.put(transaction, code, target);
  }

  private void add(Links links, long first, long end) {
    try (Txn<ByteBuffer> transaction = env.txnWrite()) {
      for (long number = first; number < end; number++) {
        put(transaction, links, number);
      }
      transaction.commit();
    }
  }

  @Override
  public long adds(Links links, int inFlight, long nanos) throws Exception {
    return Blocking.adds(1, 1, nanos, number -> add(links, number, number + 1));
  }

  @Override
  public void load(Links links, long count) {
    for (long first = 0; first < count; first += LOAD_BATCH) {
      add(links, first, Math.min(first + LOAD_BATCH, count));
    }
  }

  @Override
  public Finder finder() {
    return new TransactionFinder(dbi, env.txnRead());
  }

  private static final class TransactionFinder implements Finder {

    private final Dbi<ByteBuffer> dbi;
    private final Txn<ByteBuffer> transaction;
    private final ByteBuffer key = allocateDirect(Links.CODE_BYTES);
    private final byte[] target = new byte[Links.TARGET_BYTES];

    TransactionFinder(Dbi<ByteBuffer> dbi, Txn<ByteBuffer> transaction) {
      this.dbi = dbi;
      this.transaction = transaction;
    }

    @Override
    public boolean find(byte[] code) {
      key.clear().put(code).flip();
      ByteBuffer found = dbi.get(transaction, key);
      if (found == null || found.remaining() != Links.TARGET_BYTES) {
        return false;
      }
      found.get(target);
      return Links.belongs(code, target);
    }

    @Override
    public void close() {
      transaction.close();
    }
  }

  @Override
  public void close() {
    env.close();
  }
}
