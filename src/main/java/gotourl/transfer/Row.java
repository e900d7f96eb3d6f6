package gotourl.transfer;

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
   * What is no link, or one that must not come along as it is; {@code reason} is a phrase for
   * people.
   */
  record Unreadable(Place place, String reason) implements Row {}
}
