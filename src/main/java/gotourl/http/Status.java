package gotourl.http;

/** The statuses that this server sends. */
enum Status {
  OK(200, "OK"),
  CREATED(201, "Created"),
  ACCEPTED(202, "Accepted"),
  NO_CONTENT(204, "No Content"),
  MOVED_PERMANENTLY(301, "Moved Permanently"),
  FOUND(302, "Found"),
  SEE_OTHER(303, "See Other"),
  NOT_MODIFIED(304, "Not Modified"),
  TEMPORARY_REDIRECT(307, "Temporary Redirect"),
  PERMANENT_REDIRECT(308, "Permanent Redirect"),
  BAD_REQUEST(400, "Bad Request"),
  UNAUTHORIZED(401, "Unauthorized"),
  FORBIDDEN(403, "Forbidden"),
  NOT_FOUND(404, "Not Found"),
  METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
  REQUEST_TIMEOUT(408, "Request Timeout"),
  CONFLICT(409, "Conflict"),
  GONE(410, "Gone"),
  PRECONDITION_FAILED(412, "Precondition Failed"),
  CONTENT_TOO_LARGE(413, "Content Too Large"),
  URI_TOO_LONG(414, "URI Too Long"),
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported Media Type"),
  EXPECTATION_FAILED(417, "Expectation Failed"),
  UNPROCESSABLE_CONTENT(422, "Unprocessable Content"),
  TOO_MANY_REQUESTS(429, "Too Many Requests"),
  HEADERS_TOO_LARGE(431, "Request Header Fields Too Large"),
  INTERNAL_SERVER_ERROR(500, "Internal Server Error"),
  SERVICE_UNAVAILABLE(503, "Service Unavailable"),
  VERSION_NOT_SUPPORTED(505, "HTTP Version Not Supported");

  private final int code;
  private final String line;

  Status(int code, String phrase) {
    this.code = code;
    this.line = "HTTP/1.1 " + code + " " + phrase + "\r\n";
  }

  int code() {
    return code;
  }

  String line() {
    return line;
  }

  /** Of a redirect: whether a client that follows it sends the same method and body again. */
  boolean keepsMethod() {
    return this == TEMPORARY_REDIRECT || this == PERMANENT_REDIRECT;
  }

  /** The one with this number. */
  static Status of(int code) {
    for (Status status : values()) {
      if (status.code == code) {
        return status;
      }
    }
    throw new IllegalArgumentException("no status of ours: " + code);
  }

  /** The status of a redirect by its number. */
  static Status ofRedirect(int code) {
    return switch (code) {
      case 301 -> MOVED_PERMANENTLY;
      case 302 -> FOUND;
      case 303 -> SEE_OTHER;
      case 307 -> TEMPORARY_REDIRECT;
      case 308 -> PERMANENT_REDIRECT;
      default -> throw new IllegalArgumentException("no redirect status: " + code);
    };
  }
}
