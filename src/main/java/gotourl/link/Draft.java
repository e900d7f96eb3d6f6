package gotourl.link;

/**
 * What a version of a link is to say: all of it but what the store gives.
 *
 * @param target as {@link UrlPolicy} accepted it
 * @param author the number of the credential whose bearer says it, or {@link #NOBODY}
 */
public record Draft(String target, Terms terms, About about, int author) {

  /** Nobody who is known by a credential. */
  public static final int NOBODY = 0;

  /** Whoever has no terms has the one object that says so. */
  public Draft {
    terms = terms.equals(Terms.NONE) ? Terms.NONE : terms;
  }

  /** Of a plain link, by nobody in particular. */
  public static Draft to(String target) {
    return new Draft(target, Terms.NONE, About.NOTHING, NOBODY);
  }

  public Draft withTarget(String other) {
    return new Draft(other, terms, about, author);
  }

  public Draft withAbout(About other) {
    return new Draft(target, terms, other, author);
  }

  /** Whether the other says the same, whoever says it. */
  public boolean saysTheSameAs(Draft other) {
    return target.equals(other.target) && terms.equals(other.terms) && about.equals(other.about);
  }
}
