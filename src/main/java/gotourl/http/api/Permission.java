package gotourl.http.api;

/** What a client hears that may not do what it asks for. */
final class Permission {

  private Permission() {}

  /** May see it, and not do this to it. */
  static Refused forbidden() {
    return new Refused(Problem.FORBIDDEN, "The secret's scopes do not allow this.");
  }

  /** May not see it: the same as if there were nothing. */
  static Refused nothingHere() {
    return new Refused(Problem.NOT_FOUND, "There is nothing here, or nothing for this secret.");
  }
}
