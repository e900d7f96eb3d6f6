package gotourl.link;

import java.time.Instant;

/**
 * A link as one of its versions has it.
 *
 * @param number given at creation, never used twice; lists, clicks and totals go by it
 * @param version 1 at creation, one more with each change
 * @param key what a client asks for
 * @param target where it leads: serialised ASCII, as {@link UrlPolicy} accepted it
 * @param terms on what terms; {@link Terms#NONE} itself if it has none
 * @param about what people note about it
 * @param author the number of the credential by which this version was said, or {@link
 *     Draft#NOBODY}
 * @param created when version 1 was saved, to the millisecond
 * @param changed when this version was saved, to the millisecond
 */
public record Link(
    long number,
    int version,
    Key key,
    String target,
    Terms terms,
    About about,
    int author,
    Instant created,
    Instant changed) {

  /** Of a draft. */
  public Link(long number, int version, Key key, Draft draft, Instant created, Instant changed) {
    this(
        number,
        version,
        key,
        draft.target(),
        draft.terms(),
        draft.about(),
        draft.author(),
        created,
        changed);
  }

  /** A plain one. */
  public Link(long number, int version, Key key, String target, Instant created, Instant changed) {
    this(number, version, key, Draft.to(target), created, changed);
  }

  /** The same link if it said this. */
  Link saying(Draft draft) {
    return new Link(number, version, key, draft, created, changed);
  }

  /** What this version says. */
  public Draft draft() {
    return new Draft(target, terms, about, author);
  }
}
