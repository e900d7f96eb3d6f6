package gotourl.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One import. One thread runs it, and waits; any may look how far it is, or end it. */
public final class Importing {

  private static final Report NOTHING = new Report(0, 0, 0, 0, 0, 0);

  private final String name;
  private final ImportOptions options;
  private final BiFunction<ImportOptions, DomainChoice, Import> begin;
  private final Transfer.Pause pause;
  private volatile @Nullable Import run;
  private volatile boolean isCancelled;

  Importing(
      String name,
      ImportOptions options,
      BiFunction<ImportOptions, DomainChoice, Import> begin,
      Transfer.Pause pause) {
    this.name = name;
    this.options = options;
    this.begin = begin;
    this.pause = pause;
  }

  /**
   * Reads the source to its end; gzip is unpacked on the way. Does not close it.
   *
   * @throws TransferException if it is of no known format, if the store goes on refusing to save,
   *     or if the import was ended
   * @throws IOException if the source cannot be read; {@link #failed} makes a sentence of that
   */
  public Report run(InputStream in) throws IOException {
    Input input = Input.of(in);
    if (input.isEmpty()) {
      return NOTHING;
    }
    Optional<Format> given = options.format();
    Format format =
        given.isPresent()
            ? given.get()
            : input.format(options.reading()).orElseThrow(this::foreign);
    try (ReadAhead ahead = new ReadAhead(input.source(format, options.reading()))) {
      return run(ahead, format.usualDomains());
    }
  }

  /** The same, of a running server of another kind. */
  public Report run(ForeignInstance instance) throws IOException {
    try (RemoteSource source = instance.open(pause)) {
      return run(source, new DomainChoice.Own());
    }
  }

  /** The same, of a source that is no file. */
  Report run(Source source, DomainChoice usual) throws IOException {
    DomainChoice choice =
        switch (options.domains()) {
          case DomainChoice.Usual _ -> usual;
          case DomainChoice.Own own -> own;
          case DomainChoice.Named named -> named;
        };
    Import begun = begin.apply(options, choice);
    run = begun;
    if (isCancelled) {
      begun.cancel();
    }
    return begun.run(source);
  }

  private TransferException foreign() {
    String known =
        Arrays.stream(Format.values()).map(Format::word).collect(Collectors.joining(", "));
    return new TransferException(
        name + " is in none of the formats that can be imported (" + known + ")", NOTHING, null);
  }

  /** So far. */
  public Report report() {
    Import begun = run;
    return begun == null ? NOTHING : begun.report();
  }

  /** Ends it soon: {@link #run} throws, and says what was done. */
  public void cancel() {
    isCancelled = true;
    Import begun = run;
    if (begun != null) {
      begun.cancel();
    }
  }

  /** What there is to say of a source that cannot be read. */
  public TransferException failed(IOException e) {
    return new TransferException(
        "reading " + name + " failed: " + e.getMessage() + "; " + report().soFar(), report(), e);
  }
}
