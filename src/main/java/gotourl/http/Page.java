package gotourl.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/**
 * A page of our own: a template from the resources, with <code>{{name}}</code> where a value goes.
 * Every value is escaped; this is the only place where text becomes HTML.
 */
final class Page {

  /** Nothing but our own files, no script or style in the page, no frame around it. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  /** What the frame calls the site. */
  private static final String SITE = "site";

  private final String template;
  private final String siteName;

  private Page(String template, String siteName) {
    this.template = template;
    this.siteName = siteName;
  }

  /** The page of that name inside the frame that all pages share. */
  static Page of(String name, String siteName) {
    String frame = new String(Resources.bytes("frame.html"), UTF_8);
    String main = new String(Resources.bytes(name), UTF_8);
    return new Page(frame.replace("<!-- main -->", main), siteName);
  }

  /** Fills the page in; a name without a value becomes nothing. */
  String fill(Map<String, String> values) {
    StringBuilder html = new StringBuilder(template.length() + 256);
    int at = 0;
    for (int open; (open = template.indexOf("{{", at)) >= 0; ) {
      int end = template.indexOf("}}", open);
      html.append(template, at, open);
      String name = template.substring(open + 2, end);
      html.append(escape(name.equals(SITE) ? siteName : values.getOrDefault(name, "")));
      at = end + 2;
    }
    return html.append(template, at, template.length()).toString();
  }

  Reply reply(Status status, Map<String, String> values) {
    return Reply.of(status, Reply.HTML, fill(values).getBytes(UTF_8))
        .with("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        // Not no-referrer: that would make browsers send "Origin: null" with our own form.
        .with("Referrer-Policy", "same-origin")
        .with("Cache-Control", "no-store");
  }

  /** For text and for attribute values in double quotes. */
  static String escape(String text) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(c);
      }
    }
    return html.toString();
  }
}
