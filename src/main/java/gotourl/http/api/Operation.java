package gotourl.http.api;

import gotourl.access.Scope;
import java.util.List;
import java.util.Locale;

/**
 * What can be done, for those who read the OpenAPI file: one entry each. What is not in an entry
 * (HEAD, OPTIONS, and problems that any request can have) is told once, in the file's own words.
 */
@SuppressWarnings("ImmutableEnumChecker") // Its lists are copies that nobody can change.
enum Operation {
  LIST_LINKS(
      "GET",
      "/links",
      "A page of links",
      Scope.READ,
      List.of(200),
      List.of(Problem.MALFORMED, Problem.UNAUTHENTICATED, Problem.NOT_FOUND, Problem.BUSY)),
  MAKE_LINK(
      "POST",
      "/links",
      "Make a link, or many: a row each in, a row each out, while they come",
      Scope.CREATE,
      List.of(200, 201),
      List.of(
          Problem.INVALID,
          Problem.UNAUTHENTICATED,
          Problem.FORBIDDEN,
          Problem.NOT_FOUND,
          Problem.CODE_TAKEN,
          Problem.RETRY_GONE,
          Problem.TOO_LARGE,
          Problem.UNSUPPORTED,
          Problem.REFUSED,
          Problem.QUOTA_USED_UP,
          Problem.NOT_SAVED)),
  SHOW_LINK(
      "GET",
      "/links/{shortCode}",
      "One link",
      Scope.READ,
      List.of(200, 304),
      List.of(Problem.MALFORMED, Problem.UNAUTHENTICATED, Problem.NOT_FOUND, Problem.OUTDATED)),
  EDIT_LINK(
      "PATCH",
      "/links/{shortCode}",
      "Edit a link",
      Scope.WRITE,
      List.of(200, 204),
      List.of(
          Problem.INVALID,
          Problem.UNAUTHENTICATED,
          Problem.FORBIDDEN,
          Problem.NOT_FOUND,
          Problem.IN_BIN,
          Problem.OUTDATED,
          Problem.TOO_LARGE,
          Problem.UNSUPPORTED,
          Problem.REFUSED,
          Problem.NOT_SAVED)),
  REMOVE_LINK(
      "DELETE",
      "/links/{shortCode}",
      "Put a link into the bin, or remove it for good",
      Scope.WRITE,
      List.of(204),
      List.of(
          Problem.MALFORMED,
          Problem.UNAUTHENTICATED,
          Problem.FORBIDDEN,
          Problem.NOT_FOUND,
          Problem.OUTDATED,
          Problem.NOT_SAVED)),
  UNBIN_LINK(
      "POST",
      "/links/{shortCode}/restore",
      "Take a link out of the bin; one that is not in it stays as it is",
      Scope.WRITE,
      List.of(200, 204),
      List.of(
          Problem.MALFORMED,
          Problem.UNAUTHENTICATED,
          Problem.FORBIDDEN,
          Problem.NOT_FOUND,
          Problem.OUTDATED,
          Problem.NOT_SAVED)),
  LINK_HISTORY(
      "GET",
      "/links/{shortCode}/history",
      "The versions of a link, newest first",
      Scope.READ,
      List.of(200),
      List.of(Problem.MALFORMED, Problem.UNAUTHENTICATED, Problem.NOT_FOUND, Problem.BUSY)),
  EXPLAIN_LINK(
      "GET",
      "/links/{shortCode}/explain",
      "What a redirect would do, and why",
      Scope.READ,
      List.of(200),
      List.of(Problem.MALFORMED, Problem.UNAUTHENTICATED, Problem.NOT_FOUND)),
  QR_SVG(
      "GET",
      "/links/{shortCode}/qr.svg",
      "The short URL as a QR code",
      Scope.READ,
      List.of(200, 304),
      List.of(Problem.INVALID, Problem.UNAUTHENTICATED, Problem.NOT_FOUND)),
  QR_PNG(
      "GET",
      "/links/{shortCode}/qr.png",
      "The short URL as a QR code",
      Scope.READ,
      List.of(200, 304),
      List.of(Problem.INVALID, Problem.UNAUTHENTICATED, Problem.NOT_FOUND)),
  RESTORE_LINK(
      "POST",
      "/links/{shortCode}/history/{version}/restore",
      "Have a link say again what it said in that version",
      Scope.WRITE,
      List.of(200, 204),
      List.of(
          Problem.MALFORMED,
          Problem.UNAUTHENTICATED,
          Problem.FORBIDDEN,
          Problem.NOT_FOUND,
          Problem.OUTDATED,
          Problem.REFUSED,
          Problem.NOT_SAVED)),
  LIST_TAGS(
      "GET",
      "/tags",
      "A page of tags, by name, and how many links have each",
      Scope.READ,
      List.of(200),
      List.of(Problem.MALFORMED, Problem.UNAUTHENTICATED, Problem.NOT_FOUND)),
  RENAME_TAG(
      "PATCH",
      "/tags/{tag}",
      "Give a tag another name; no link gets a new version by it",
      Scope.WRITE,
      List.of(200, 204),
      List.of(
          Problem.INVALID,
          Problem.UNAUTHENTICATED,
          Problem.FORBIDDEN,
          Problem.NOT_FOUND,
          Problem.TAG_TAKEN,
          Problem.TOO_LARGE,
          Problem.UNSUPPORTED,
          Problem.REFUSED,
          Problem.NOT_SAVED)),
  DELETE_TAG(
      "DELETE",
      "/tags/{tag}",
      "Take a tag away from all links; none gets a new version by it",
      Scope.WRITE,
      List.of(204),
      List.of(
          Problem.MALFORMED,
          Problem.UNAUTHENTICATED,
          Problem.FORBIDDEN,
          Problem.NOT_FOUND,
          Problem.NOT_SAVED)),
  DISABLE_HOST(
      "POST",
      "/hosts/{host}/disable",
      "Disable all links that lead to a host or to one below it; next says where to go on",
      Scope.ADMIN,
      List.of(200),
      List.of(
          Problem.INVALID,
          Problem.UNAUTHENTICATED,
          Problem.NOT_FOUND,
          Problem.REFUSED,
          Problem.NOT_SAVED)),
  IMPORT_LINKS(
      "POST",
      "/import",
      "Bring links in from elsewhere; answered when all of them are settled",
      Scope.ADMIN,
      List.of(200),
      List.of(
          Problem.INVALID,
          Problem.UNAUTHENTICATED,
          Problem.NOT_FOUND,
          Problem.UNSUPPORTED,
          Problem.NOT_FINISHED)),
  EXPORT_LINKS(
      "GET",
      "/export",
      "All links, or all that makes the same server again",
      Scope.READ,
      List.of(200),
      List.of(Problem.INVALID, Problem.UNAUTHENTICATED, Problem.FORBIDDEN, Problem.NOT_FOUND)),
  START_BACKUP(
      "POST",
      "/backup",
      "Bring the server's copy of its data directory up to date, where it keeps one",
      Scope.ADMIN,
      List.of(202),
      List.of(
          Problem.INVALID,
          Problem.UNAUTHENTICATED,
          Problem.NOT_FOUND,
          Problem.NO_BACKUP_DIRECTORY)),
  LIST_JOBS(
      "GET",
      "/jobs",
      "Imports, exports and backups, those that run and the last ones",
      Scope.ADMIN,
      List.of(200),
      List.of(Problem.INVALID, Problem.UNAUTHENTICATED, Problem.NOT_FOUND)),
  SHOW_JOB(
      "GET",
      "/jobs/{id}",
      "How far one of them is, or what came of it",
      Scope.ADMIN,
      List.of(200),
      List.of(Problem.INVALID, Problem.UNAUTHENTICATED, Problem.NOT_FOUND)),
  CANCEL_JOB(
      "DELETE",
      "/jobs/{id}",
      "End it soon; what it has done stays",
      Scope.ADMIN,
      List.of(202),
      List.of(Problem.INVALID, Problem.UNAUTHENTICATED, Problem.NOT_FOUND)),
  JOB_REPORT(
      "GET",
      "/jobs/{id}/report",
      "What became of the rows of an import, a JSON object a row",
      Scope.ADMIN,
      List.of(200),
      List.of(Problem.INVALID, Problem.UNAUTHENTICATED, Problem.NOT_FOUND)),
  LIST_SECRETS(
      "GET",
      "/secrets",
      "All secrets, without their values",
      Scope.ADMIN,
      List.of(200),
      List.of(Problem.MALFORMED, Problem.UNAUTHENTICATED, Problem.NOT_FOUND)),
  MAKE_SECRET(
      "POST",
      "/secrets",
      "Make a secret; its value is shown this once",
      Scope.ADMIN,
      List.of(201),
      List.of(
          Problem.INVALID,
          Problem.UNAUTHENTICATED,
          Problem.NOT_FOUND,
          Problem.TOO_MANY_SECRETS,
          Problem.TOO_LARGE,
          Problem.UNSUPPORTED,
          Problem.REFUSED,
          Problem.NOT_SAVED)),
  LIST_DOMAINS(
      "GET",
      "/domains",
      "All domains",
      Scope.READ,
      List.of(200),
      List.of(Problem.MALFORMED, Problem.UNAUTHENTICATED, Problem.NOT_FOUND)),
  MAKE_DOMAIN(
      "POST",
      "/domains",
      "Make a domain",
      Scope.ADMIN,
      List.of(201),
      List.of(
          Problem.INVALID,
          Problem.UNAUTHENTICATED,
          Problem.FORBIDDEN,
          Problem.NOT_FOUND,
          Problem.DOMAIN_EXISTS,
          Problem.TOO_LARGE,
          Problem.UNSUPPORTED,
          Problem.REFUSED,
          Problem.NOT_SAVED)),
  SHOW_DOMAIN(
      "GET",
      "/domains/{name}",
      "One domain",
      Scope.READ,
      List.of(200),
      List.of(Problem.MALFORMED, Problem.UNAUTHENTICATED, Problem.NOT_FOUND)),
  EDIT_DOMAIN(
      "PATCH",
      "/domains/{name}",
      "Change where a domain leads",
      Scope.ADMIN,
      List.of(200),
      List.of(
          Problem.INVALID,
          Problem.UNAUTHENTICATED,
          Problem.FORBIDDEN,
          Problem.NOT_FOUND,
          Problem.TOO_LARGE,
          Problem.UNSUPPORTED,
          Problem.REFUSED,
          Problem.NOT_SAVED)),
  REMOVE_DOMAIN(
      "DELETE",
      "/domains/{name}",
      "Remove a domain that has no links",
      Scope.ADMIN,
      List.of(204),
      List.of(
          Problem.MALFORMED,
          Problem.UNAUTHENTICATED,
          Problem.FORBIDDEN,
          Problem.NOT_FOUND,
          Problem.DOMAIN_IN_USE,
          Problem.NOT_SAVED)),
  REVOKE_SECRET(
      "DELETE",
      "/secrets/{number}",
      "Let its bearer in no more",
      Scope.ADMIN,
      List.of(204),
      List.of(Problem.MALFORMED, Problem.UNAUTHENTICATED, Problem.NOT_FOUND, Problem.NOT_SAVED));

  private final String method;
  private final String path;
  private final String summary;
  private final Scope scope;
  private final List<Integer> successes;
  private final List<Problem> problems;

  Operation(
      String method,
      String path,
      String summary,
      Scope scope,
      List<Integer> successes,
      List<Problem> problems) {
    this.method = method;
    this.path = path;
    this.summary = summary;
    this.scope = scope;
    this.successes = List.copyOf(successes);
    this.problems = List.copyOf(problems);
  }

  /** In small letters, as OpenAPI has it. */
  String method() {
    return method.toLowerCase(Locale.ROOT);
  }

  /** Below the root, with names in braces. */
  String path() {
    return path;
  }

  String summary() {
    return summary;
  }

  /** What it takes, in words. */
  String scope() {
    return scope.name().toLowerCase(Locale.ROOT);
  }

  /** Statuses of answers that are no problem. */
  List<Integer> successes() {
    return successes;
  }

  /** One for each status. */
  List<Problem> problems() {
    return problems;
  }
}
