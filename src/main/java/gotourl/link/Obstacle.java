package gotourl.link;

import java.time.Instant;
import java.util.Optional;

/** Why a link leads nowhere. Visitors do not hear it; those who manage links do. */
public enum Obstacle {
  DISABLED("it is disabled"),
  BINNED("it is in the bin"),
  NOT_YET_VALID("it is not valid yet"),
  EXPIRED("it is not valid any more"),
  REFUSED("where it would lead may be no target, or no longer");

  private final String words;

  Obstacle(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }

  /** What keeps a link on these terms from being in force then. */
  static Optional<Obstacle> of(Terms terms, Instant at) {
    if (terms.isInForce(at)) {
      return Optional.empty();
    }
    if (!terms.enabled()) {
      return Optional.of(DISABLED);
    }
    if (terms.binned()) {
      return Optional.of(BINNED);
    }
    boolean isEarly = terms.validSince().map(at::isBefore).orElse(false);
    return Optional.of(isEarly ? NOT_YET_VALID : EXPIRED);
  }
}
