package gotourl.link;

/**
 * Why a text is no URL, as a sentence for people. Thrown from the depth of the parsers to {@link
 * UrlPolicy} and {@link BaseUrl}, which turn it into their own outcome; it carries no stack trace.
 */
final class UrlFault extends Exception {

  UrlFault(String sentence) {
    super(sentence, null, false, false);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
