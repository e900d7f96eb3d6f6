package gotourl.link;

import org.jspecify.annotations.Nullable;

/**
 * A condition of a rule as it is written, sent and stored.
 *
 * <pre>
 *   type      name       value
 *   device    -          android, ios, mobile, windows, macos, linux, chromeos, desktop
 *   browser   -          chrome, firefox, safari, edge, opera, samsung, other
 *   language  -          ranges like de or de-CH (RFC 4647)
 *   country   -          codes like DE (ISO 3166)
 *   address   -          addresses and blocks like 10.0.0.0/8
 *   query     required   what it must be, decoded; empty: nothing; null: anything or nothing
 *   date      -          FROM/UNTIL, each like 2026-01-31T12:00:00Z, or .. for open
 *   share     -          percent of the visitors, with up to two digits behind the point
 * </pre>
 *
 * The first five take several values between commas, of which one must fit.
 */
public record ConditionText(String type, @Nullable String name, @Nullable String value) {

  static ConditionText of(ConditionKind kind, String value) {
    return new ConditionText(kind.word(), null, value);
  }
}
