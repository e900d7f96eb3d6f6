package gotourl.link;

/**
 * The part of a link's identity that its host decides.
 *
 * @param number what the journal stores for it; 0 is the default domain
 * @param foldsCase whether {@code /AbC} and {@code /abc} are the same link; fixed at creation
 */
public record Domain(int number, boolean foldsCase) {

  /** The number of the domain that answers for every host without links of its own. */
  public static final int DEFAULT_NUMBER = 0;

  /** What the default domain is called where a name is needed; no host can be called so. */
  public static final String DEFAULT_NAME = "DEFAULT";

  /** The default domain. */
  public static Domain ofDefault(boolean foldsCase) {
    return new Domain(DEFAULT_NUMBER, foldsCase);
  }
}
