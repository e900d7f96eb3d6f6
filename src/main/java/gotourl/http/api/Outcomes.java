package gotourl.http.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import gotourl.access.Credential;
import gotourl.access.Scope;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkStore.Listed;
import gotourl.link.LinkStore.Page;
import gotourl.link.LinkStore.Unlisted;
import gotourl.link.LinkStore.Unsaved;
import gotourl.link.Links;
import gotourl.link.Retries;
import gotourl.link.ShortUrls;
import gotourl.link.Shortener;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** The one table from what the domain says to what a client is told. */
final class Outcomes {

  /** Codes run out only until the generator has moved on: a moment. */
  private static final int NO_CODE_RETRY_SECONDS = 1;

  /** As long as a save takes, rounded up. */
  private static final int RETRY_SECONDS = 1;

  private final ShortUrls urls;
  private final Links links;

  Outcomes(ShortUrls urls, Links links) {
    this.urls = urls;
    this.links = links;
  }

  private Showing now() {
    return Showing.now(urls, links);
  }

  /** A link as it is. */
  Response of(Link link) {
    return shown(200, link);
  }

  /**
   * @param shows whether the client may see the link that has the code
   */
  Response of(Shortener.Shortened shortened, boolean shows) {
    return switch (shortened) {
      case Shortener.Made(Link link) -> made(link);
      case Shortener.Reused(Link link) -> shown(200, link).with("Location", location(link));
      case Shortener.TargetRefused(String reason) -> refused(LinkField.LONG_URL, reason);
      case Shortener.CodeRefused(Key.Fault fault) -> refused(LinkField.SHORT_CODE, fault.words());
      case Shortener.CodeTaken(Link holder) ->
          Problems.of(
              Problem.CODE_TAKEN,
              "The code "
                  + holder.key().code()
                  + (shows && holder.terms().binned()
                      ? " belongs to a link in the bin: restore that, or release its code."
                      : " belongs to another link, which stays."),
              List.of(Fault.value(LinkField.SHORT_CODE.label(), "belongs to another link")));
      case Shortener.NoFreeCode _ ->
          Problems.later(
              Problem.NO_FREE_CODE,
              "Too many codes in a row belong to other links; try again, or with a longer code.",
              NO_CODE_RETRY_SECONDS);
      case Shortener.NotSaved(Unsaved unsaved) -> of(unsaved);
    };
  }

  private Response made(Link link) {
    return shown(201, link).with("Location", location(link));
  }

  private String location(Link link) {
    Key key = link.key();
    String path = "/" + Api.ROOT + "/links/" + segment(key);
    return urls.isOfDefault(key)
        ? path
        : path + "?" + DomainParameter.NAME + "=" + urls.domainName(key);
  }

  /** Of a call that was made before, as it seems; not of a fresh one. */
  Response of(Retries.Begun begun) {
    return switch (begun) {
      case Retries.Fresh _ -> throw new IllegalArgumentException("is to be answered anew");
      case Retries.MadeBefore(Link link) -> made(link).with("Idempotent-Replayed", "true");
      case Retries.InHand _ ->
          Problems.later(
              Problem.RETRY_IN_HAND,
              "A call with this Idempotency-Key is in hand; ask again in a moment.",
              RETRY_SECONDS);
      case Retries.OtherWish _ ->
          Problems.of(
              Problem.RETRY_KEY_REUSED,
              "This Idempotency-Key came with another body before; nothing was made now.");
      case Retries.MadeAndGone _ ->
          Problems.of(
              Problem.RETRY_GONE,
              "The link that was made under this Idempotency-Key is there no more.");
      case Retries.NotSearched(Unlisted unlisted) -> of(unlisted);
    };
  }

  Response of(Links.Edited edited, Credential who) {
    boolean shows = who.allows(Scope.READ);
    return switch (edited) {
      case Links.Changed(Link link) -> shows ? shown(200, link) : Response.empty(204).unkept();
      case Links.TargetRefused(String reason) -> refused(LinkField.LONG_URL, reason);
      case Links.Outdated(Link now) -> outdated(now, shows);
      case Links.NoSuchLink _ -> noSuchLink();
      case Links.NoSuchVersion _ ->
          Problems.of(Problem.NOT_FOUND, "This version of the link is not kept.");
      case Links.NotSearched(Unlisted unlisted) -> of(unlisted);
      case Links.InBin _ ->
          Problems.of(
              Problem.IN_BIN, "The link is in the bin and stays as it is; restore it first.");
      case Links.OutOfReach _ -> faulty(LinkField.TAGS, Reach.mustHaveOneOf(who));
      case Links.Outrun _ -> outrun();
      case Links.NotSaved(Unsaved unsaved) -> of(unsaved);
    };
  }

  /** The same, of a link that was put into the bin. */
  Response binned(Links.Edited edited, Credential who) {
    return edited instanceof Links.Changed ? Response.empty(204).unkept() : of(edited, who);
  }

  /**
   * @param shows whether the client may see the link
   */
  Response of(Links.Removed removed, boolean shows) {
    return switch (removed) {
      case Links.Discarded _ -> Response.empty(204).unkept();
      case Links.Outdated(Link now) -> outdated(now, shows);
      case Links.NoSuchLink _ -> noSuchLink();
      case Links.Outrun _ -> outrun();
      case Links.NotSaved(Unsaved unsaved) -> of(unsaved);
    };
  }

  Response of(Listed listed) {
    return switch (listed) {
      case Page page -> of(page);
      case Unlisted unlisted -> of(unlisted);
    };
  }

  static Response of(Unlisted unlisted) {
    return Problems.later(
        Problem.BUSY,
        "No page: " + unlisted.reason().words() + ".",
        unlisted.retryAfter().toSeconds());
  }

  /**
   * The versions of one link; none: there is no such link.
   *
   * @param reaches whether who asks reaches a link
   */
  Response history(Listed listed, Predicate<Link> reaches) {
    return switch (listed) {
      case Page page when page.links().isEmpty() || !reaches.test(page.links().getFirst()) ->
          noSuchLink();
      case Page page -> Response.json(200, versions(page.links())).unkept();
      case Unlisted unlisted -> of(unlisted);
    };
  }

  private byte[] versions(List<Link> versions) {
    Showing now = now();
    return JsonText.of(out -> {
      out.writeStartObject();
      out.writeArrayPropertyStart("versions");
      for (Link version : versions) {
        LinkField.write(out, version, now);
      }
      out.writeEndArray();
      out.writeEndObject();
    });
  }

  private Response of(Page page) {
    Showing now = now();
    byte[] body =
        JsonText.of(out -> {
          out.writeStartObject();
          out.writeArrayPropertyStart("links");
          for (Link link : page.links()) {
            LinkField.write(out, link, now);
          }
          out.writeEndArray();
          out.writeName("next");
          if (page.next().isPresent()) {
            out.writeString(page.next().get().text());
          } else {
            out.writeNull();
          }
          out.writeEndObject();
        });
    return Response.json(200, body).unkept();
  }

  static Response quotaUsedUp(Credential who, Duration wait) {
    return Problems.later(
        Problem.QUOTA_USED_UP,
        "The secret may make " + who.limits().creationsPerHour() + " links in an hour, and has.",
        wait.plus(Duration.ofSeconds(1)).minusNanos(1).toSeconds());
  }

  static Response noSuchLink() {
    return Problems.of(Problem.NOT_FOUND, "There is no such link.");
  }

  private Response shown(int status, Link link) {
    Showing now = now();
    return tagged(Response.json(status, JsonText.of(out -> LinkField.write(out, link, now))), link);
  }

  /** The client has this version already. */
  static Response unchanged(Link link) {
    return tagged(Response.empty(304), link);
  }

  /** May be kept by who asked, who then asks whether it is still so. */
  private static Response tagged(Response response, Link link) {
    return response.with("ETag", EntityTags.of(link)).with("Cache-Control", "private, no-cache");
  }

  static Response outdated(Link now, boolean shows) {
    return Problems.of(
        Problem.OUTDATED,
        shows
            ? "The link is at version " + now.version() + " by now; it stays as it is."
            : "The link is at another version by now; it stays as it is.");
  }

  private static Response refused(LinkField field, String reason) {
    return faulty(field, "is refused: " + reason);
  }

  private static Response faulty(LinkField field, String reason) {
    Faults faults = new Faults();
    faults.add(Fault.value(field.label(), reason));
    return faults.response();
  }

  private static Response outrun() {
    return Problems.later(
        Problem.BUSY, "Others change this link all the time; yours did not get a turn.", 1);
  }

  static Response of(Unsaved unsaved) {
    if (unsaved.cause() == Unsaved.Cause.TOO_MANY_TAGS) {
      return refused(LinkField.TAGS, unsaved.cause().words());
    }
    return Problems.later(
        Problem.NOT_SAVED,
        "Not saved: " + unsaved.cause().words() + ".",
        unsaved.retryAfter().toSeconds());
  }

  /** A code as one segment of a path; there are no spaces in codes. */
  private static String segment(Key key) {
    return URLEncoder.encode(key.code(), UTF_8);
  }
}
