package gotourl.http;

import gotourl.http.api.Makers;
import gotourl.link.LinkStore.Unsaved;
import gotourl.link.Shortener.CodeRefused;
import gotourl.link.Shortener.CodeTaken;
import gotourl.link.Shortener.Made;
import gotourl.link.Shortener.NoFreeCode;
import gotourl.link.Shortener.NotSaved;
import gotourl.link.Shortener.Reused;
import gotourl.link.Shortener.Shortened;
import gotourl.link.Shortener.TargetRefused;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The one table from outcome to status and words. */
final class Replies {

  /** Malformed in a way that leaves no doubt; the connection cannot be trusted after it. */
  static final Reply MALFORMED =
      refusal(Status.BAD_REQUEST, "This request is malformed.").closing();

  static final Reply URI_TOO_LONG =
      refusal(Status.URI_TOO_LONG, "The request line is longer than 8 KiB.").closing();
  static final Reply HEADERS_TOO_LARGE =
      refusal(
              Status.HEADERS_TOO_LARGE,
              "The header is larger than 16 KiB or has more than 100 fields.")
          .closing();
  static final Reply BODY_TOO_LARGE =
      refusal(Status.CONTENT_TOO_LARGE, "The body is larger than 64 KiB.").closing();
  static final Reply TOO_MANY_BODIES =
      refusal(Status.SERVICE_UNAVAILABLE, "Too many bodies come at once on this connection.")
          .with("Retry-After", "1");
  static final Reply VERSION_UNKNOWN =
      refusal(Status.VERSION_NOT_SUPPORTED, "This server speaks HTTP/1.1 and HTTP/1.0.").closing();
  static final Reply EXPECTATION_UNKNOWN =
      refusal(Status.EXPECTATION_FAILED, "The only expectation met here is 100-continue.")
          .closing();

  /** To a client in the middle of a long request. */
  static final Reply STOPPING =
      refusal(Status.SERVICE_UNAVAILABLE, "The server is stopping.").closing();

  static final Reply TOO_SLOW =
      refusal(Status.REQUEST_TIMEOUT, "The request took too long to arrive.").closing();

  static final Reply NOT_FOUND = refusal(Status.NOT_FOUND, "There is no such link.");
  static final Reply GONE = refusal(Status.GONE, "This link has expired.");
  static final Reply READ_ONLY =
      refusal(Status.METHOD_NOT_ALLOWED, "Only GET and HEAD are answered here.")
          .with("Allow", "GET, HEAD");
  static final Reply ADD_METHODS =
      refusal(Status.METHOD_NOT_ALLOWED, "Only GET, HEAD and POST are answered here.")
          .with("Allow", "GET, HEAD, POST");
  static final Reply FAILED =
      refusal(Status.INTERNAL_SERVER_ERROR, "Something went wrong here; it was noted.");

  /** Who is told this keeps away from everything and comes again (RFC 9309, 2.3.1.4). */
  static final Reply BUSY_FOR_ROBOTS =
      refusal(Status.SERVICE_UNAVAILABLE, "Too many domains are asked for what robots may see.")
          .with("Retry-After", "5");

  static final Reply NOT_TLS =
      refusal(
              Status.BAD_REQUEST,
              "Plain HTTP was sent to a port for TLS: the address begins with https://.")
          .closing();

  static final Told ADD_OFF =
      new Told(Status.FORBIDDEN, "Adding links is switched off on this server.");
  static final Told CROSS_SITE =
      new Told(Status.FORBIDDEN, "Another site asked your browser to add this link; it was not.");
  static final Told SECRET_NEEDED =
      new Told(
          Status.UNAUTHORIZED,
          "Adding a link takes a secret here: in the form, or sent as Authorization: Bearer.");
  static final Told SECRET_UNKNOWN =
      new Told(Status.UNAUTHORIZED, "Nobody bears this secret, or no longer.");
  static final Told SECRET_INSUFFICIENT =
      new Told(Status.FORBIDDEN, "This secret does not allow adding a link here.");
  static final Told SECRET_IN_URL =
      new Told(
          Status.BAD_REQUEST,
          "A secret stands in the URL, where many see it: it should be revoked. Send it in the form,"
              + " or as Authorization: Bearer.");
  static final Told BODY_MALFORMED = new Told(Status.BAD_REQUEST, "The form could not be read.");
  static final Told BODY_UNSUPPORTED =
      new Told(
          Status.UNSUPPORTED_MEDIA_TYPE,
          "Send the form as application/x-www-form-urlencoded or multipart/form-data,"
              + " uncompressed.");

  /** Codes run out only until the generator has moved on: a moment. */
  private static final int NO_CODE_RETRY_SECONDS = 1;

  private static final int NO_RETRY = 0;

  private Replies() {}

  /**
   * @param words a sentence for people
   * @param retrySeconds for Retry-After; 0 for none
   */
  record Told(Status status, String words, int retrySeconds) {

    Told(Status status, String words) {
      this(status, words, NO_RETRY);
    }

    Reply plain() {
      return dress(refusal(status, words));
    }

    /** Adds what the outcome asks for to an answer of any form. */
    Reply dress(Reply reply) {
      if (status == Status.UNAUTHORIZED) {
        return reply.with("WWW-Authenticate", Makers.CHALLENGE);
      }
      return retrySeconds == NO_RETRY
          ? reply
          : reply.with("Retry-After", Integer.toString(retrySeconds));
    }
  }

  /** Where plain HTTP only leads to https: whoever sends something has sent it for all to read. */
  static Reply onlyByHttps(String origin) {
    return refusal(
            Status.METHOD_NOT_ALLOWED,
            "Only GET and HEAD are answered here, and lead to https. Send this to " + origin + ".")
        .with("Allow", "GET, HEAD");
  }

  /** Whose secret may make no more links for now. */
  static Told quotaUsedUp(int creationsPerHour, Duration wait) {
    return new Told(
        Status.TOO_MANY_REQUESTS,
        "This secret may make " + creationsPerHour + " links in an hour, and has.",
        Math.clamp(wait.plusSeconds(1).minusNanos(1).toSeconds(), 1, Integer.MAX_VALUE));
  }

  /** Who asks for too many keys that name no link. */
  static Told tooManyGuesses(long waitNanos) {
    return tooMany(
        waitNanos,
        "Too many links that do not exist were asked for from your address; try again in a moment.");
  }

  /** Who tries too many passwords, or a link with which others do. */
  static Told tooManyPasswords(long waitNanos) {
    return tooMany(waitNanos, "Too many wrong passwords were tried; try again in a moment.");
  }

  private static Told tooMany(long waitNanos, String words) {
    long seconds = Math.ceilDiv(waitNanos, TimeUnit.SECONDS.toNanos(1));
    return new Told(Status.TOO_MANY_REQUESTS, words, Math.clamp(seconds, 1, Integer.MAX_VALUE));
  }

  /** How saving a link went. For {@link Made} the words are for those who see a page. */
  static Told of(Shortened shortened) {
    return switch (shortened) {
      case Made _, Reused _ -> new Told(Status.OK, "Your link is ready.");
      case TargetRefused(String reason) -> new Told(Status.UNPROCESSABLE_CONTENT, sentence(reason));
      case CodeRefused(var fault) ->
          new Told(Status.UNPROCESSABLE_CONTENT, sentence(fault.words()));
      case CodeTaken taken -> new Told(Status.CONFLICT, "This code belongs to another link.");
      case NoFreeCode none ->
          new Told(
              Status.SERVICE_UNAVAILABLE,
              "No free code was found; try again in a moment.",
              NO_CODE_RETRY_SECONDS);
      case NotSaved(Unsaved unsaved) ->
          new Told(
              Status.SERVICE_UNAVAILABLE,
              "Not saved: " + unsaved.cause().words() + ".",
              Math.clamp(unsaved.retryAfter().toSeconds(), 1, Integer.MAX_VALUE));
    };
  }

  /** A link with only so many visits, of which none could be charged. */
  static Told notCharged(Unsaved unsaved) {
    return new Told(
        Status.SERVICE_UNAVAILABLE,
        "This link cannot be followed just now: " + unsaved.cause().words() + ".",
        Math.clamp(unsaved.retryAfter().toSeconds(), 1, Integer.MAX_VALUE));
  }

  /** Plain words that no cache may keep: the next request may go better. */
  private static Reply refusal(Status status, String words) {
    return Reply.plain(status, words).with("Cache-Control", "no-store");
  }

  private static String sentence(String words) {
    if (words.isEmpty()) {
      return words;
    }
    String begun = Character.toUpperCase(words.charAt(0)) + words.substring(1);
    return begun.endsWith(".") ? begun : begun + ".";
  }
}
