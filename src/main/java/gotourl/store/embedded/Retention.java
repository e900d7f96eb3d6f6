package gotourl.store.embedded;

import java.time.Duration;

/**
 * How long what a link was before stays on disk.
 *
 * @param age earlier versions, and that a link was removed, are kept until so long after the link's
 *     last change
 * @param versions and at most so many earlier versions; 0: no history at all
 */
public record Retention(Duration age, int versions) {

  /** Long enough to see who changed what last quarter, and to undo it. */
  public static final Retention DEFAULT = new Retention(Duration.ofDays(90), 20);

  /** Whether a version is kept although there is a newer one, changed then. */
  boolean keeps(int version, int newestVersion, long newestChangedMillis, long nowMillis) {
    return newestVersion - version <= versions && isRecent(newestChangedMillis, nowMillis);
  }

  /** Whether it is still to be seen that a link was removed then. */
  boolean keepsTombstone(long removedMillis, long nowMillis) {
    return versions > 0 && isRecent(removedMillis, nowMillis);
  }

  private boolean isRecent(long changedMillis, long nowMillis) {
    return nowMillis - changedMillis < age.toMillis();
  }
}
