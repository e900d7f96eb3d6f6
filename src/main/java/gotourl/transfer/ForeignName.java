package gotourl.transfer;

/**
 * How people would find a link in the place that it comes from.
 *
 * @param code empty if it has none that can be read
 * @param domain empty: the default one
 */
record ForeignName(String code, String domain) {

  /**
   * @param code the member that has it
   */
  static ForeignName of(JsonMembers link, String code) {
    return new ForeignName(orNothing(link, code), orNothing(link, "domain"));
  }

  private static String orNothing(JsonMembers link, String name) {
    try {
      return link.text(name);
    } catch (RowFault noText) {
      return ""; // the fault is met again, and told, where the link is read
    }
  }

  /** The row of a link of this name that cannot come along. */
  Row.Unreadable unreadable(Place place, RowFault fault) {
    String named =
        code.isEmpty()
            ? ""
            : domain.isEmpty()
                ? "code " + Quoted.of(code) + ": "
                : "code " + Quoted.of(code) + " of " + Quoted.of(domain) + ": ";
    return new Row.Unreadable(place, named + fault.reason());
  }
}
