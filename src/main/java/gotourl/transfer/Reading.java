package gotourl.transfer;

import java.nio.charset.Charset;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What a text file does not say of itself.
 *
 * @param charset how its characters are written; empty: by its first bytes, or else UTF-8
 * @param zone where the clock stood that wrote times without a zone
 */
record Reading(Optional<Charset> charset, ZoneId zone) {

  /** UTF-8, and the time of Greenwich. */
  static final Reading USUAL = new Reading(Optional.empty(), ZoneOffset.UTC);
}
