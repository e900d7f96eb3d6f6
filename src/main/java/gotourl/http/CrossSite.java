package gotourl.http;

import gotourl.link.BaseUrl;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;

/**
 * Whether another site makes a browser add a link. Browsers say so themselves: by Sec-Fetch-Site on
 * secure origins and localhost, by Origin on any POST. Whoever sends neither is no browser of
 * today, and nobody's credentials are at stake.
 */
final class CrossSite {

  private static final String SEC_FETCH_SITE = "Sec-Fetch-Site";

  private CrossSite() {}

  static boolean forbids(Request request, BaseUrl base) {
    String site = request.header(SEC_FETCH_SITE);
    if (!site.isEmpty()) {
      return !site.equals("same-origin") && !site.equals("none");
    }
    String origin = request.header(HttpHeaderNames.ORIGIN);
    boolean posts = HttpMethod.POST.equals(request.method());
    return posts && !origin.isEmpty() && !isOurs(origin, request, base);
  }

  /** By what we are called, or by what the client calls us: a comparison, never an answer. */
  private static boolean isOurs(String origin, Request request, BaseUrl base) {
    int start = origin.indexOf("://");
    if (start < 0) {
      return false;
    }
    String authority = origin.substring(start + 3);
    return authority.equalsIgnoreCase(base.authority())
        || authority.equalsIgnoreCase(request.header(HttpHeaderNames.HOST));
  }
}
