package gotourl.link;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What shall be otherwise about a link; everything else stays as it is.
 *
 * @param target where it shall lead, as it was given
 * @param terms makes the terms that it shall have of those that it has
 * @param about the same for what is noted about it
 * @param author the number of the credential whose bearer wants it, or {@link Draft#NOBODY}
 */
public record Change(
    Optional<String> target, UnaryOperator<Terms> terms, UnaryOperator<About> about, int author) {

  /** Nothing. */
  public static final Change NONE =
      new Change(
          Optional.empty(), UnaryOperator.identity(), UnaryOperator.identity(), Draft.NOBODY);

  /** Another target, and nothing else. */
  public static Change ofTarget(String target) {
    return NONE.withTarget(Optional.of(target));
  }

  /** Into the bin or out of it, and nothing else. */
  static Change ofBinned(boolean binned, int author) {
    return new Change(
        Optional.empty(), terms -> terms.withBinned(binned), UnaryOperator.identity(), author);
  }

  /** Enabled or disabled, and nothing else. */
  static Change ofEnabled(boolean enabled, int author) {
    return new Change(
        Optional.empty(), terms -> terms.withEnabled(enabled), UnaryOperator.identity(), author);
  }

  /** The same, and out of the bin. */
  Change outOfBin() {
    return new Change(target, old -> terms.apply(old).withBinned(false), about, author);
  }

  /** All that the draft says. */
  static Change to(Draft draft, int author) {
    return new Change(Optional.of(draft.target()), _ -> draft.terms(), _ -> draft.about(), author);
  }

  Change withTarget(Optional<String> other) {
    return new Change(other, terms, about, author);
  }

  /** What the link says once it is changed. */
  Draft of(Draft draft) {
    return new Draft(
        target.orElse(draft.target()),
        terms.apply(draft.terms()),
        about.apply(draft.about()),
        author);
  }
}
