package gotourl.bench.store.peers;

import gotourl.bench.store.Blocking;
import gotourl.bench.store.Engine;
import gotourl.bench.store.Links;
import java.nio.file.Path;
import java.util.Arrays;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.FlushOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * RocksDB for point reads: a whole-key Bloom filter and a hash index in each block, as its {@code
 * optimizeForPointLookup} sets them; a block cache that holds everything; no compression, as ours.
 * A block's checksum is verified when it is read into the cache, not again at each find.
 */
class RocksPeer implements Engine {

  /** Each blocks until its write is synced; RocksDB makes one sync of those that wait. */
  private static final int THREADS_MAX = 256;

  private static final int LOAD_BATCH = 10_000;
  private static final long BLOCK_CACHE_BYTES = 4L << 30;
  private static final double BLOOM_BITS = 10;
  private static final double HASH_INDEX_LOAD = 0.75;

  static {
    RocksDB.loadLibrary();
  }

  /** Makes it with writes as single ones. */
  public static final class Maker implements Engine.Maker {
    @Override
    public String name() {
      return "rocksdb";
    }

    @Override
    public Engine open(Path directory) throws RocksDBException {
      return new RocksPeer(directory);
    }
  }

  /** Makes it with the client's batches. */
  public static final class BatchMaker implements Engine.Maker {
    @Override
    public String name() {
      return "rocksdb-batch";
    }

    @Override
    public Engine open(Path directory) throws RocksDBException {
      return new RocksPeer(directory) {
        @Override
        public long adds(Links links, int inFlight, long nanos) throws Exception {
          return batches(links, inFlight, nanos);
        }
      };
    }
  }

  private final Cache cache = new LRUCache(BLOCK_CACHE_BYTES);
  private final BloomFilter filter = new BloomFilter(BLOOM_BITS, false);
  private final Options options =
      new Options()
          .setCreateIfMissing(true)
          .setCompressionType(CompressionType.NO_COMPRESSION)
          .setMaxBackgroundJobs(Runtime.getRuntime().availableProcessors())
          .setTableFormatConfig(
              new BlockBasedTableConfig()
                  .setBlockCache(cache)
                  .setFilterPolicy(filter)
                  .setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash)
                  .setDataBlockHashTableUtilRatio(HASH_INDEX_LOAD));
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final ReadOptions verified = new ReadOptions().setVerifyChecksums(true);
  private final RocksDB rocks;

  RocksPeer(Path directory) throws RocksDBException {
    rocks = RocksDB.open(options, directory.toString());
  }

  @Override
  public long adds(Links links, int inFlight, long nanos) throws Exception {
    return Blocking.adds(
        Math.min(inFlight, THREADS_MAX),
        1,
        nanos,
        number -> rocks.put(synced, Bytes.code(links, number), Bytes.target(links, number)));
  }

  /** The client gathers: two threads, each with half of what is in flight in one batch. */
  long batches(Links links, int inFlight, long nanos) throws Exception {
    int each = Math.max(1, inFlight / 2);
    return Blocking.adds(2, each, nanos, first -> write(links, first, each));
  }

  private void write(Links links, long first, int count) throws RocksDBException {
    try (WriteBatch batch = new WriteBatch()) {
      for (long number = first; number < first + count; number++) {
        batch.put(Bytes.code(links, number), Bytes.target(links, number));
      }
      rocks.write(synced, batch);
    }
  }

  @Override
  public void load(Links links, long count) throws RocksDBException {
    for (long first = 0; first < count; first += LOAD_BATCH) {
      write(links, first, (int) Math.min(LOAD_BATCH, count - first));
    }
  }

  /** All in one sorted run, on disk. */
  @Override
  public void settle() throws RocksDBException {
    try (FlushOptions flush = new FlushOptions().setWaitForFlush(true);
        CompactRangeOptions whole = new CompactRangeOptions()) {
      rocks.flush(flush);
      rocks.compactRange(rocks.getDefaultColumnFamily(), null, null, whole);
    }
  }

  @Override
  public Finder finder() {
    byte[] target = new byte[Links.TARGET_BYTES];
    return code -> {
      Arrays.fill(target, Links.CODE_IN_TARGET, Links.TARGET_BYTES, (byte) 0);
      return rocks.get(verified, code, target) == Links.TARGET_BYTES && Links.belongs(code, target);
    };
  }

  @Override
  public void close() {
    rocks.close();
    verified.close();
    synced.close();
    options.close();
    filter.close();
    cache.close();
  }
}
