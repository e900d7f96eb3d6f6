package gotourl.link;

import com.ibm.icu.text.IDNA;
import java.util.EnumSet;
import java.util.Set;

/**
 * Host names beyond ASCII, by UTS #46 as the URL standard wants it: not transitional, bidirectional
 * text and joiners checked, hyphens and lengths not. Loaded when the first such name comes by,
 * never for plain names: the tables behind it take time and memory.
 */
final class InternationalName {

  private static final IDNA UTS46 =
      IDNA.getUTS46Instance(
          IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ
              | IDNA.NONTRANSITIONAL_TO_ASCII
              | IDNA.NONTRANSITIONAL_TO_UNICODE);

  /** The library always looks for these; the standard does not mind them. */
  private static final Set<IDNA.Error> TOLERATED =
      EnumSet.of(
          IDNA.Error.EMPTY_LABEL,
          IDNA.Error.LABEL_TOO_LONG,
          IDNA.Error.DOMAIN_NAME_TOO_LONG,
          IDNA.Error.LEADING_HYPHEN,
          IDNA.Error.TRAILING_HYPHEN,
          IDNA.Error.HYPHEN_3_4);

  private InternationalName() {}

  static String toAscii(String name) throws UrlFault {
    IDNA.Info info = new IDNA.Info();
    StringBuilder ascii = new StringBuilder(name.length() + 16);
    UTS46.nameToASCII(name, ascii, info);
    if (!TOLERATED.containsAll(info.getErrors())) {
      throw new UrlFault("The host name is no valid international name.");
    }
    return ascii.toString();
  }
}
