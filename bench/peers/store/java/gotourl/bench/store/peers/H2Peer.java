package gotourl.bench.store.peers;

import gotourl.bench.store.Blocking;
import gotourl.bench.store.Engine;
import gotourl.bench.store.Links;
import java.nio.file.Path;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.StringDataType;

/**
 * H2's MVStore with a commit and a sync for each add, on many threads: a commit saves what others
 * have put by then, so that it is several times quicker than one thread.
 */
final class H2Peer implements Engine {

  private static final int THREADS_MAX = 256;

  /** Makes it. */
  public static final class Maker implements Engine.Maker {
    @Override
    public String name() {
      return "h2";
    }

    @Override
    public Engine open(Path directory) {
      return new H2Peer(directory);
    }
  }

  private final MVStore store;
  private final MVMap<String, String> map;

  H2Peer(Path directory) {
    store =
        new MVStore.Builder()
            .fileName(directory.resolve("links.mv").toString())
            .autoCommitDisabled()
            .open();
    map =
        store.openMap(
            "links",
            new MVMap.Builder<String, String>()
                .keyType(StringDataType.INSTANCE)
                .valueType(StringDataType.INSTANCE));
  }

  @Override
  public long adds(Links links, int inFlight, long nanos) throws Exception {
    return Blocking.adds(
        Math.min(inFlight, THREADS_MAX),
        1,
        nanos,
        number -> {
          map.put(links.code(number), links.target(number));
          store.commit();
          store.sync();
        });
  }

  @Override
  public void close() {
    store.close();
  }
}
