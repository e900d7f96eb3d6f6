package gotourl.transfer;

import gotourl.access.Kept;
import gotourl.link.Generator;

/** One row of a source. */
sealed interface Row {

  Place place();

  /** A link, not yet judged. */
  record Read(Place place, ForeignLink link) implements Row {

    /** That is nothing but a code and a target; empty where the source has nothing. */
    Read(Place place, String code, String target) {
      this(place, ForeignLink.of(code, target));
    }
  }

  /** A domain, which links behind it belong to. */
  record OfDomain(Place place, ForeignDomain domain) implements Row {}

  /** A tag, which need not be any link's. */
  record OfTag(Place place, String name) implements Row {}

  /**
   * What the store was that an export is of, before all other rows.
   *
   * @param foldsCase whether its codes are folded
   */
  record OfStore(Place place, boolean foldsCase) implements Row {}

  /**
   * All links of it stood before this.
   *
   * @param nextNumber above all numbers that they have had
   */
  record OfEnd(Place place, long nextNumber) implements Row {}

  /**
   * Where that store had come to in giving out codes.
   *
   * @param nextSecret above all numbers of credentials
   */
  record OfGenerator(Place place, Generator generator, int nextSecret) implements Row {}

  /** A credential that it kept. */
  record OfSecret(Place place, Kept kept) implements Row {}

  /**
   * What is no link, or one that must not come along as it is; {@code reason} is a phrase for
   * people.
   */
  record Unreadable(Place place, String reason) implements Row {}
}
