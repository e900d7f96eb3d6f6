package gotourl.link;

import java.time.Instant;
import java.util.Optional;

/**
 * What a link brings along that was made elsewhere before.
 *
 * @param number that it had; it keeps it where no link ever had it or a higher one, and otherwise
 *     has the next one like any other. {@link #NO_NUMBER}: it had none
 * @param version how often something was said of it
 * @param created when version 1 was saved; empty: now
 * @param changed when this version was saved; empty: then as well
 * @param visits how many of its {@link Terms#maxVisits} were charged
 */
public record Origin(
    long number, int version, Optional<Instant> created, Optional<Instant> changed, int visits) {

  /** For {@link #number}. */
  public static final long NO_NUMBER = -1;

  /**
   * The highest that is kept: some thousand times what one machine holds, and beyond it are many
   * more for links to come.
   */
  public static final long NUMBER_MAX = 1L << 36;

  /** Of a link that is made here and now. */
  public static final Origin HERE = new Origin(NO_NUMBER, 1, Optional.empty(), Optional.empty(), 0);

  public Origin {
    if (number < NO_NUMBER || number > NUMBER_MAX) {
      throw new IllegalArgumentException("no number of a link: " + number);
    }
    if (version < 1 || visits < 0) {
      throw new IllegalArgumentException("version " + version + ", visits " + visits);
    }
    if (!isTime(created) || !isTime(changed)) {
      throw new IllegalArgumentException("not a time for a link: " + created + changed);
    }
    if (changed.isPresent() && (created.isEmpty() || changed.get().isBefore(created.get()))) {
      throw new IllegalArgumentException("changed at " + changed + ", before it was made");
    }
  }

  private static boolean isTime(Optional<Instant> time) {
    return time.map(Terms::isTime).orElse(true);
  }

  /** Of a link that was made then. */
  public static Origin at(Instant created) {
    return HERE.withCreated(created);
  }

  public Origin withCreated(Instant time) {
    return new Origin(number, version, Optional.of(time), changed, visits);
  }

  public Origin withVisits(int count) {
    return new Origin(number, version, created, changed, count);
  }
}
