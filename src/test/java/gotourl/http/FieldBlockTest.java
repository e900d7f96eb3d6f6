package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Netty's decoder reads what we encode. */
class FieldBlockTest {

  private static final int LIST_BYTES_MAX = 100_000;

  private static Http2Headers decode(byte[] block) throws Http2Exception {
    ByteBuf bytes = Unpooled.wrappedBuffer(block);
    return new DefaultHttp2HeadersDecoder(true, LIST_BYTES_MAX).decodeHeaders(1, bytes);
  }

  @Test
  void everyStatusIsReadBack() throws Http2Exception {
    for (Status status : Status.values()) {
      Http2Headers headers = decode(FieldBlock.of(status, List.of()));
      assertThat(headers.status()).hasToString(Integer.toString(status.code()));
      assertThat(headers.size()).isEqualTo(1);
    }
  }

  @Test
  void everyNameThatWeSendIsReadBackInLowerCase() throws Http2Exception {
    for (String name :
        List.of(
            "Allow",
            "Cache-Control",
            "Content-Length",
            "Content-Type",
            "Date",
            "ETag",
            "Location",
            "Retry-After",
            "X-Content-Type-Options",
            "Content-Security-Policy",
            "Referrer-Policy")) {
      Http2Headers headers = decode(FieldBlock.of(Status.OK, List.of(new Field(name, "v"))));
      assertThat(headers.get(name.toLowerCase(Locale.ROOT))).as(name).hasToString("v");
    }
  }

  @Test
  void valuesOfEveryLengthAreReadBack() throws Http2Exception {
    for (int length = 0; length < 20_000; length = length < 600 ? length + 1 : length + 997) {
      String value = "v".repeat(length);
      Http2Headers headers = decode(FieldBlock.of(Status.OK, List.of(new Field("x", value))));
      assertThat(headers.get("x")).hasToString(value);
    }
  }

  @Test
  void aRedirectIsItsBeginningAndTheTarget() throws Http2Exception {
    ByteBuf out = Unpooled.buffer().writeBytes(FieldBlock.ofRedirect(Status.SEE_OTHER));
    FieldBlock.writeValue(out, "https://example.org/");
    Http2Headers headers = new DefaultHttp2HeadersDecoder().decodeHeaders(1, out);
    assertThat(headers.status()).hasToString("303");
    assertThat(headers.get("location")).hasToString("https://example.org/");
    assertThat(headers.get("content-length")).hasToString("0");
  }
}
