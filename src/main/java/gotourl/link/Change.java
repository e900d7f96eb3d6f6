package gotourl.link;

import java.util.Optional;

/**
 * What shall be otherwise about a link; what is empty stays as it is.
 *
 * @param target where it shall lead, as it was given
 */
public record Change(Optional<String> target) {

  /** Nothing. */
  public static final Change NONE = new Change(Optional.empty());

  /** Another target, and nothing else. */
  public static Change ofTarget(String target) {
    return new Change(Optional.of(target));
  }
}
