package gotourl.bench.store;

import gotourl.journal.SyncPolicy;
import gotourl.link.Domain;
import gotourl.link.Key;
import gotourl.link.LinkStore;
import gotourl.store.embedded.EmbeddedStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Ours, with the default sync: every add is acknowledged after its sync. */
final class GotoEngine implements Engine {

  /** Beyond what may be in flight here; the queue has a bound of 16 MiB as well. */
  private static final int SAVE_QUEUE_MAX = 1 << 16;

  /** Enough for full batches; what many more under way touch would not stay in the cache. */
  private static final int LOAD_IN_FLIGHT = 1 << 13;

  /** How many adds pass between two looks at the clock. */
  private static final int ADDS_PER_LOOK = 64;

  private final EmbeddedStore store;
  private final Domain domain;

  /** Makes it. */
  static final class Maker implements Engine.Maker {
    @Override
    public String name() {
      return "goto";
    }

    @Override
    public Engine open(Path directory) throws Exception {
      return new GotoEngine(directory);
    }
  }

  GotoEngine(Path directory) throws Exception {
    store =
        EmbeddedStore.open(
            new EmbeddedStore.Options(directory, SyncPolicy.ALWAYS, SAVE_QUEUE_MAX, false));
    domain = store.domain();
  }

  EmbeddedStore store() {
    return store;
  }

  Key key(String code) {
    return switch (Key.parse(domain, code)) {
      case Key.Valid valid -> valid.key();
      case Key.Invalid invalid ->
          throw new IllegalStateException(code + ": " + invalid.fault().words());
    };
  }

  @Override
  public long adds(Links links, int inFlight, long nanos) {
    return adds(links, inFlight, Long.MAX_VALUE, System.nanoTime() + nanos);
  }

  @Override
  public void load(Links links, long count) {
    adds(links, LOAD_IN_FLIGHT, count, Long.MAX_VALUE);
  }

  /** From one thread, until so many are added or that time has come. */
  private long adds(Links links, int inFlight, long count, long end) {
    Answers answers = new Answers(inFlight);
    long before = store.size();
    byte[] target = new byte[Links.TARGET_BYTES];
    long number = 0;
    while (number < count) {
      if (number % ADDS_PER_LOOK == 0 && end != Long.MAX_VALUE && System.nanoTime() - end >= 0) {
        break;
      }
      links.target(number, target);
      Key key = key(latin(target, Links.CODE_IN_TARGET, Links.CODE_BYTES));
      answers.awaitRoom();
      answers.await(store.add(key, latin(target)));
      number++;
    }
    answers.awaitAll();
    if (store.size() - before != number) {
      throw new IllegalStateException(
          "of %d adds, %d are there".formatted(number, store.size() - before));
    }
    return number;
  }

  @Override
  public Finder finder() {
    return code -> {
      String text = latin(code);
      // The target's text holds exactly its bytes: they are out when it is there.
      return store.peek(key(text)) instanceof LinkStore.Peek.Found found
          && found.link().target().startsWith(text, Links.CODE_IN_TARGET);
    };
  }

  private static String latin(byte[] bytes) {
    return latin(bytes, 0, bytes.length);
  }

  private static String latin(byte[] bytes, int from, int count) {
    return new String(bytes, from, count, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    store.close();
  }
}
