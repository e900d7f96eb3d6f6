package gotourl.cli;

import gotourl.config.Configuration;
import gotourl.config.Setting;
import gotourl.link.Domain;
import gotourl.link.DomainList;
import gotourl.link.DomainName;
import gotourl.link.Key;
import gotourl.link.LinkStore;
import gotourl.link.NamedDomain;
import gotourl.store.embedded.EmbeddedStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code goto purge CODE}: removes a link and every byte that is kept of it. */
final class Purge implements Command {

  /** A store of a hundred million links is written anew in a quarter of this. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Option DOMAIN =
      new Option("domain", "HOST", "the domain that the code belongs to; else the default domain");

  @Override
  public String name() {
    return "purge";
  }

  @Override
  public String summary() {
    return "Removes a link and all its versions from the data directory, without a trace.";
  }

  @Override
  public List<String> details() {
    return List.of(
        "The server must not be running on the data directory. Returns when no segment holds the",
        "link's code or targets any more; if it is cut off before, the next start goes on with it.",
        "Copies made by goto backup are other directories: a purge does not reach them.",
        "Exit code: 0 purged, 1 no such link or it could not be done, 2 not understood.");
  }

  @Override
  public List<Option> options() {
    return List.of(DOMAIN);
  }

  @Override
  public String argument() {
    return "CODE";
  }

  @Override
  public Setting.Use use() {
    return Setting.Use.PURGE;
  }

  @Override
  public int run(Configuration configuration, Words words, Terminal terminal) throws Failure {
    String code = words.first();
    try (EmbeddedStore store = DataDirectory.openExisting(configuration.store())) {
      LinkStore.Removed outcome =
          store.purge(key(domain(store, words), code)).toCompletableFuture().join();
      switch (outcome) {
        case LinkStore.Gone(var link) -> awaitPurged(store, link.key());
        case LinkStore.Stale stale -> throw new AssertionError(stale);
        case LinkStore.Missing missing -> throw new Failure("there is no link " + code);
        case LinkStore.Unsaved unsaved -> throw new Failure(unsaved.cause().words());
      }
      terminal.say("purged " + code);
      return Main.DONE;
    }
  }

  private static Domain domain(EmbeddedStore store, Words words) throws Failure {
    Optional<String> named = words.last(DOMAIN.name());
    if (named.isEmpty()) {
      return store.domain();
    }
    DomainList domains = store.domains().now();
    return domains
        .named(named.get())
        .or(() -> DomainName.parse(named.get()).flatMap(domains::named))
        .map(NamedDomain::domain)
        .orElseThrow(() -> new Failure("there is no domain " + named.get()));
  }

  private static Key key(Domain domain, String code) throws Failure {
    return switch (Key.parse(domain, code)) {
      case Key.Valid(Key key) -> key;
      case Key.Invalid(Key.Fault fault) -> throw new Failure(code + ": " + fault.words());
    };
  }

  private static void awaitPurged(EmbeddedStore store, Key key) throws Failure {
    try {
      if (!store.awaitPurged(PATIENCE)) {
        throw new Failure(
            key.code()
                + " is removed, but something of it may still be on disk: the next start goes on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted; the next start goes on with the purge", e);
    }
  }
}
