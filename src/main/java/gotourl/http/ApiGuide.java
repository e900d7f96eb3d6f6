package gotourl.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /-/api/}: the API for people, Swagger UI on our own description. Its files are read when
 * the first person asks for one: two megabytes, for which most servers are never asked.
 */
final class ApiGuide {

  static final String PATH = "-/api/";

  /** Where the jar of this version, which pom.xml names, keeps its files. */
  private static final String SWAGGER_UI = "/META-INF/resources/webjars/swagger-ui/5.34.1/";

  /**
   * As strict as our other pages, but that it may ask us for more, and that Swagger's style has its
   * icons inside.
   */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

  private ApiGuide() {}

  /** Reads them once, on the first thread that comes. */
  private static final class Files {
    static final Assets ALL =
        new Assets(
            Map.of(
                PATH,
                Assets.Asset.of(
                    "api.html",
                    Reply.HTML,
                    new Field("Content-Security-Policy", CONTENT_SECURITY_POLICY),
                    new Field("Referrer-Policy", "no-referrer")),
                PATH + "start.js",
                Assets.Asset.of("api.js", Assets.SCRIPT),
                PATH + "swagger-ui.css",
                Assets.Asset.of(SWAGGER_UI + "swagger-ui.css", Assets.STYLE),
                PATH + "swagger-ui-bundle.js",
                Assets.Asset.of(SWAGGER_UI + "swagger-ui-bundle.js", Assets.SCRIPT)));
  }

  /** Whether a path can name one of its files. */
  static boolean mayHave(String path) {
    return path.startsWith(PATH) && path.indexOf('/', PATH.length()) < 0;
  }

  /** May read files; {@code null} if the path names none. */
  static Answer.@Nullable Now answer(Request request, String path) {
    return Files.ALL.answer(request, path);
  }
}
