package gotourl.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Our own files: a fixed map in memory, so that no path can lead anywhere else. */
final class Assets {

  static final String STYLE = "text/css; charset=utf-8";
  static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String SVG = "image/svg+xml";

  private final Map<String, Asset> byPath;

  /** Of the pages for everybody. */
  Assets() {
    this(
        Map.of(
            "-/goto.css", Asset.of("goto.css", STYLE),
            "-/copy.js", Asset.of("copy.js", SCRIPT),
            "-/icon.svg", Asset.of("icon.svg", SVG),
            "favicon.ico", Asset.of("icon.svg", SVG),
            "robots.txt", Asset.of("robots.txt", Reply.PLAIN)));
  }

  Assets(Map<String, Asset> byPath) {
    this.byPath = byPath;
  }

  /** {@code null} if the path names no file. */
  Answer.@Nullable Now answer(Request request, String path) {
    Asset asset = byPath.get(path);
    if (asset == null) {
      return null;
    }
    if (!request.isGetOrHead()) {
      return Replies.READ_ONLY;
    }
    String known = request.header(HttpHeaderNames.IF_NONE_MATCH);
    return known.contains(asset.tag()) || known.equals("*") ? asset.unchanged() : asset.whole();
  }

  record Asset(String tag, Reply whole, Reply unchanged) {

    /** An hour, then the tag is asked for again: an upgrade is seen soon. */
    private static final String CACHING = "public, max-age=3600";

    /**
     * @param fields of the header, besides the usual
     */
    static Asset of(String name, String contentType, Field... fields) {
      byte[] bytes = Resources.bytes(name);
      String tag = '"' + HexFormat.of().formatHex(sha256(bytes), 0, 8) + '"';
      return new Asset(
          tag,
          tagged(whole(contentType, bytes, fields), tag),
          tagged(Reply.empty(Status.NOT_MODIFIED), tag));
    }

    private static Reply whole(String contentType, byte[] bytes, Field... fields) {
      Reply whole = Reply.of(Status.OK, contentType, bytes);
      for (Field field : fields) {
        whole = whole.with(field.name(), field.value());
      }
      return whole;
    }

    private static Reply tagged(Reply reply, String tag) {
      return reply.with("ETag", tag).with("Cache-Control", CACHING);
    }

    private static byte[] sha256(byte[] bytes) {
      try {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError("every Java platform has SHA-256", e);
      }
    }
  }
}
