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
            "favicon.ico", Asset.of("icon.svg", SVG)));
  }

  Assets(Map<String, Asset> byPath) {
    this.byPath = byPath;
  }

  /** {@code null} if the path names no file. */
  Answer.@Nullable Now answer(Request request, String path) {
    Asset asset = byPath.get(path);
    return asset == null ? null : asset.answer(request);
  }

  record Asset(String tag, Reply whole, Reply unchanged) {

    /** An hour, then the tag is asked for again: an upgrade is seen soon. */
    private static final String CACHING = "public, max-age=3600";

    /**
     * @param fields of the header, besides the usual
     */
    static Asset of(String name, String contentType, Field... fields) {
      return of(Resources.bytes(name), contentType, CACHING, fields);
    }

    /** The same of these bytes. */
    static Asset of(byte[] bytes, String contentType, String caching, Field... fields) {
      String tag = '"' + HexFormat.of().formatHex(sha256(bytes), 0, 8) + '"';
      return new Asset(
          tag,
          tagged(whole(contentType, bytes, fields), tag, caching),
          tagged(Reply.empty(Status.NOT_MODIFIED), tag, caching));
    }

    Answer.Now answer(Request request) {
      if (!request.isGetOrHead()) {
        return Replies.READ_ONLY;
      }
      String known = request.header(HttpHeaderNames.IF_NONE_MATCH);
      return known.contains(tag) || known.equals("*") ? unchanged : whole;
    }

    private static Reply whole(String contentType, byte[] bytes, Field... fields) {
      Reply whole = Reply.of(Status.OK, contentType, bytes);
      for (Field field : fields) {
        whole = whole.with(field.name(), field.value());
      }
      return whole;
    }

    private static Reply tagged(Reply reply, String tag, String caching) {
      return reply.with("ETag", tag).with("Cache-Control", caching);
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
