package gotourl.transfer;

import java.util.function.ToLongFunction;

/**
 * Counts of an import: every row of a source is in exactly one of them. A stretch of damage counts
 * as one refused row, for nobody can say how many it held. Domains, tags and credentials that come
 * along are in none, unless they are refused.
 *
 * @param added {@link Outcome#NEW}
 * @param same {@link Outcome#SAME}
 * @param replaced {@link Outcome#REPLACED}
 * @param renamed {@link Outcome#RENAMED}
 * @param taken {@link Outcome#TAKEN}
 * @param refused {@link Outcome#REFUSED}
 */
public record Report(long added, long same, long replaced, long renamed, long taken, long refused) {

  /** Of counts of each outcome. */
  static Report of(ToLongFunction<Outcome> count) {
    return new Report(
        count.applyAsLong(Outcome.NEW),
        count.applyAsLong(Outcome.SAME),
        count.applyAsLong(Outcome.REPLACED),
        count.applyAsLong(Outcome.RENAMED),
        count.applyAsLong(Outcome.TAKEN),
        count.applyAsLong(Outcome.REFUSED));
  }

  public long rows() {
    return added + same + replaced + renamed + taken + refused;
  }

  /** One phrase; what there is none of and seldom is, is left out. */
  public String words() {
    return added
        + " links added, "
        + same
        + " already there, "
        + seldom(replaced, " replaced, ")
        + seldom(renamed, " under another code, ")
        + seldom(taken, " taken by other targets, ")
        + refused
        + " refused";
  }

  /** The same, of an import that goes no further. */
  String soFar() {
    return "so far " + words() + "; importing it again is safe";
  }

  private static String seldom(long count, String words) {
    return count == 0 ? "" : count + words;
  }
}
