package gotourl.transfer;

import java.nio.charset.Charset;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * How an import is to go.
 *
 * @param format what the source is; empty: what it looks like
 * @param dryRun whether only to say what would become of each row
 * @param charset how a text file is written; empty: by its first bytes, or else UTF-8
 * @param zone where the clock stood that wrote times without a zone
 */
public record ImportOptions(
    Optional<Format> format,
    OnConflict onConflict,
    boolean dryRun,
    DomainChoice domains,
    Optional<Charset> charset,
    ZoneId zone) {

  /** What is there stays; everything else by what the source looks like. */
  public static final ImportOptions USUAL =
      new ImportOptions(
          Optional.empty(),
          OnConflict.KEEP,
          false,
          new DomainChoice.Usual(),
          Optional.empty(),
          ZoneOffset.UTC);

  public ImportOptions onConflict(OnConflict other) {
    return new ImportOptions(format, other, dryRun, domains, charset, zone);
  }

  /** The same, without changing anything. */
  public ImportOptions dry() {
    return new ImportOptions(format, onConflict, true, domains, charset, zone);
  }

  public ImportOptions into(DomainChoice other) {
    return new ImportOptions(format, onConflict, dryRun, other, charset, zone);
  }

  Reading reading() {
    return new Reading(charset, zone);
  }
}
