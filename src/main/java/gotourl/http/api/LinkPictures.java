package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.access.Scope;
import gotourl.link.Link;
import gotourl.link.Links;
import gotourl.link.ShortUrls;
import gotourl.qr.ImageStyle;
import gotourl.qr.QrCode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** {@code links/{code}/qr.svg} and {@code qr.png}: the short URL of a link, to be scanned. */
final class LinkPictures {

  static final String METHODS = "GET, HEAD, OPTIONS";

  /** Of a digest: as unlikely to be two pictures' as anything needs to be. */
  private static final int TAG_BYTES = 12;

  private final ShortUrls urls;
  private final Reach reach;

  /**
   * @param urls what is drawn: no header of a call takes part
   */
  LinkPictures(Links links, ShortUrls urls) {
    this.urls = urls;
    this.reach = new Reach(links);
  }

  Response answer(Call call, Credential who, LinkName name, Picture picture) throws Refused {
    return switch (call.method()) {
      case "GET", "HEAD" -> show(call, who, name, picture);
      case "OPTIONS" -> Methods.options(METHODS);
      case String _ -> throw Methods.notAllowed(METHODS);
    };
  }

  private Response show(Call call, Credential who, LinkName name, Picture picture) throws Refused {
    if (!who.allows(Scope.READ)) {
      throw Permission.nothingHere();
    }
    ImageStyle.Valid wished = QrParameter.read(call);
    Link link =
        reach.find(who, reach.key(who, name)).orElseThrow(() -> new Refused(Outcomes.noSuchLink()));
    byte[] drawn = draw(link, wished, picture);
    String tag = tag(drawn);
    Response response =
        EntityTags.ifNoneMatchHas(call, tag)
            ? Response.empty(304)
            : Response.of(200, picture.type(), drawn);
    return response.with("ETag", '"' + tag + '"').with("Cache-Control", "private, no-cache");
  }

  private byte[] draw(Link link, ImageStyle.Valid wished, Picture picture) throws Refused {
    QrCode code =
        QrCode.of(urls.shortUrl(link.key()), wished.errorCorrection())
            .orElseThrow(() -> new IllegalStateException("no code has room for a short URL"));
    return picture
        .draw(code, wished.style())
        .orElseThrow(() -> tooSmall(wished.style().sizeMin(code)));
  }

  private static Refused tooSmall(int sizeMin) {
    Fault fault =
        Fault.shape(QrParameter.SIZE.label(), "must be " + sizeMin + " at least for this link");
    return new Refused(Problems.of(Problem.INVALID, "The code has more modules.", List.of(fault)));
  }

  /** The same for the same picture, whatever the link's version: edits do not touch its address. */
  private static String tag(byte[] drawn) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(drawn);
      return HexFormat.of().formatHex(digest, 0, TAG_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every platform has SHA-256", e);
    }
  }
}
