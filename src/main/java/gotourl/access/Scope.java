package gotourl.access;

/** What the bearer of a secret may do. */
public enum Scope {
  /** Make links. */
  CREATE,
  /** See links, their history and numbers. */
  READ,
  /** Change and remove links. */
  WRITE,
  /** All of that, and secrets, domains and settings. */
  ADMIN
}
