package gotourl.link;

/**
 * What short URLs begin with: the value of {@code -host}, the only source of short URLs. No header
 * of a request ever takes part.
 *
 * @param scheme {@code http} or {@code https}
 * @param authority as it was configured, for example {@code localhost:3000}
 */
public record BaseUrl(String scheme, String authority) {

  /** SKELETON: helper A writes this: {@code [http://|https://]host[:port]}, else the exception. */
  public static BaseUrl parse(String text) {
    return new BaseUrl("http", text);
  }

  /** The short URL of a key, percent-encoded where a URL needs it. */
  public String shortUrl(Key key) {
    return scheme + "://" + authority + "/" + key.code();
  }
}
