package gotourl.http.api;

import gotourl.qr.ImageStyle;
import gotourl.qr.PngImage;
import gotourl.qr.QrCode;
import gotourl.qr.SvgImage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The forms in which a code can be had, by the last part of the path. */
enum Picture {
  SVG("qr.svg", SvgImage.CONTENT_TYPE) {
    @Override
    Optional<byte[]> draw(QrCode code, ImageStyle style) {
      return Optional.of(SvgImage.draw(code, style).getBytes(StandardCharsets.US_ASCII));
    }
  },
  PNG("qr.png", PngImage.CONTENT_TYPE) {
    @Override
    Optional<byte[]> draw(QrCode code, ImageStyle style) {
      return PngImage.draw(code, style);
    }
  };

  private final String segment;
  private final String type;

  Picture(String segment, String type) {
    this.segment = segment;
    this.type = type;
  }

  static @Nullable Picture of(String segment) {
    for (Picture picture : values()) {
      if (picture.segment.equals(segment)) {
        return picture;
      }
    }
    return null;
  }

  /** The type of its content. */
  String type() {
    return type;
  }

  /** Empty if that many pixels cannot hold it. */
  abstract Optional<byte[]> draw(QrCode code, ImageStyle style);
}
