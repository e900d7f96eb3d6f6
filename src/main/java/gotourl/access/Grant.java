package gotourl.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is granted to the bearer of a secret that is to be made.
 *
 * @param name for people, who tell it from others by it; need not be the only one
 * @param scopes what its bearer may do
 * @param expires from then on it is worth nothing; {@code null}: never
 */
public record Grant(String name, Set<Scope> scopes, Limits limits, @Nullable Instant expires) {

  /** One line of a list. */
  public static final int NAME_LENGTH_MAX = 100;

  /** Of domains, and of tags: whoever needs more wants no limit. */
  public static final int LIMITED_TO_MAX = 16;

  /** The longest name that DNS has, and a port. */
  public static final int DOMAIN_LENGTH_MAX = 253 + 6;

  public static final int TAG_LENGTH_MAX = 100;

  /** A limit beyond it limits nobody. */
  public static final int CREATIONS_MAX = 1_000_000;

  /** The last moment with a year of four digits. */
  public static final Instant EXPIRES_MAX = Instant.parse("9999-12-31T23:59:59Z");

  /**
   * What is wrong with one of its parts.
   *
   * @param part which: {@code name}, {@code scopes}, {@code domains}, {@code tags}, {@code quota}
   *     or {@code expires}
   * @param reason completes the sentence "the part …"
   */
  public record Fault(String part, String reason) {}

  public Grant {
    scopes = Set.copyOf(scopes);
  }

  /** All that keeps a secret from being made now for this. */
  public List<Fault> faults(Instant now) {
    List<Fault> faults = new ArrayList<>();
    if (!isText(name, NAME_LENGTH_MAX)) {
      faults.add(
          new Fault("name", "must have 1 to " + NAME_LENGTH_MAX + " characters, no controls"));
    }
    if (scopes.isEmpty()) {
      faults.add(new Fault("scopes", "must name what the bearer may do"));
    }
    checkLimitedTo(faults, "domains", limits.domains(), DOMAIN_LENGTH_MAX);
    checkLimitedTo(faults, "tags", limits.tags(), TAG_LENGTH_MAX);
    if (limits.creationsPerHour() < Limits.NO_QUOTA || limits.creationsPerHour() > CREATIONS_MAX) {
      faults.add(new Fault("quota", "must be from 1 to " + CREATIONS_MAX + " an hour"));
    }
    if (scopes.contains(Scope.ADMIN) && !limits.equals(Limits.NONE)) {
      faults.add(
          new Fault("scopes", "must not have admin beside limits: it could make a secret without"));
    }
    if (expires != null && !(expires.isAfter(now) && !expires.isAfter(EXPIRES_MAX))) {
      faults.add(new Fault("expires", "must be in the future, and before the year 10000"));
    }
    return faults;
  }

  private static void checkLimitedTo(
      List<Fault> faults, String part, Set<String> names, int lengthMax) {
    if (names.size() > LIMITED_TO_MAX
        || !names.stream().allMatch(each -> isText(each, lengthMax))) {
      faults.add(
          new Fault(
              part,
              "must be at most %d, of 1 to %d characters, no controls"
                  .formatted(LIMITED_TO_MAX, lengthMax)));
    }
  }

  private static boolean isText(String text, int lengthMax) {
    return !text.isBlank()
        && text.length() <= lengthMax
        && text.codePoints().noneMatch(c -> Character.isISOControl(c) || isSurrogate(c));
  }

  /** Half of a character: it has no place in UTF-8. */
  private static boolean isSurrogate(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }
}
