package gotourl.http.api;

import java.util.Locale;

/**
 * What can go wrong, as RFC 9457 has it: programs go by the {@link #type}, which stays for ever;
 * the rest is for people.
 */
enum Problem {
  MALFORMED(400, "The request cannot be read"),
  INVALID(400, "Fields are missing, unknown or of the wrong type"),
  SECRET_IN_URL(400, "A secret stands in the URL"),
  UNAUTHENTICATED(401, "A secret is needed"),
  FORBIDDEN(403, "The secret does not allow this"),
  NOT_FOUND(404, "There is nothing here"),
  METHOD_NOT_ALLOWED(405, "This method is not known here"),
  TOO_SLOW(408, "The request took too long to arrive"),
  CODE_TAKEN(409, "The code belongs to another link"),
  IN_BIN(409, "The link is in the bin"),
  DOMAIN_EXISTS(409, "There is a domain of this name"),
  TOO_MANY_DOMAINS(409, "There are as many domains as there can be"),
  DOMAIN_IN_USE(409, "The domain has links"),
  TAG_TAKEN(409, "The name belongs to another tag"),
  TOO_MANY_SECRETS(409, "There are as many secrets as there can be"),
  RETRY_IN_HAND(409, "The same call is being answered"),
  RETRY_GONE(410, "What the call has made is there no more"),
  OUTDATED(412, "The link has another version"),
  TOO_LARGE(413, "The body is too large"),
  UNSUPPORTED(415, "The body is of another type"),
  EXPECTATION_UNKNOWN(417, "The expectation is unknown"),
  REFUSED(422, "Fields have values that they cannot have"),
  NO_BACKUP_DIRECTORY(409, "The server keeps no backup"),
  NOT_FINISHED(422, "What was begun could not be finished"),
  RETRY_KEY_REUSED(422, "The Idempotency-Key belongs to another call"),
  QUOTA_USED_UP(429, "The secret has made as many links in an hour as it may"),
  FAILED(500, "Something went wrong here"),
  NOT_SAVED(503, "It was not saved"),
  NO_FREE_CODE(503, "No free code was found"),
  BUSY(503, "The server is busy");

  private static final String NAMESPACE = "urn:goto:problem:";

  private final int status;
  private final String title;

  Problem(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** A name and no address: there is nothing to be had there. */
  String type() {
    return NAMESPACE + slug();
  }

  /** Its last part. */
  String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }

  /** What is meant where the front refuses a request by a status alone. */
  static Problem ofStatus(int status) {
    return switch (status) {
      case 408 -> TOO_SLOW;
      case 413 -> TOO_LARGE;
      case 417 -> EXPECTATION_UNKNOWN;
      case 500 -> FAILED;
      case 503 -> BUSY;
      default -> MALFORMED;
    };
  }
}
