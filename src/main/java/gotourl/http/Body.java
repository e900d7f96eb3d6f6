package gotourl.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request's body while it comes: counted always, kept only if somebody will read it. */
final class Body {

  private int bytes;
  private @Nullable ByteBuf kept;

  /** Begins anew with the next request. */
  void begin() {
    drop();
    bytes = 0;
  }

  /** Counts a part that came; false if the body is now larger than one may be. */
  boolean count(ByteBuf part) {
    bytes += part.readableBytes();
    return bytes <= Limits.BODY_BYTES_MAX;
  }

  /** Keeps a part for a request; a body in one piece, as nearly all are, is not copied twice. */
  void keep(Request request, ByteBuf part, boolean last, ByteBufAllocator alloc) {
    if (kept == null && last) {
      request.body(ByteBufUtil.getBytes(part));
      return;
    }
    if (kept == null) {
      kept = alloc.buffer(part.readableBytes(), Limits.BODY_BYTES_MAX);
    }
    kept.writeBytes(part);
  }

  int keptBytes() {
    return kept == null ? 0 : kept.readableBytes();
  }

  /** Hands over what was kept. */
  void end(Request request) {
    if (kept != null) {
      request.body(ByteBufUtil.getBytes(kept));
      drop();
    }
  }

  /**
   * @param taken time since the header
   * @param partial bytes that are here and not counted yet
   */
  boolean isSlow(Duration taken, int partial, Limits limits) {
    Duration counted = taken.minus(limits.bodyGrace());
    return counted.isPositive()
        && (bytes + partial) * 1000L < counted.toMillis() * limits.bodyBytesPerSecond();
  }

  void drop() {
    if (kept != null) {
      kept.release();
      kept = null;
    }
  }
}
