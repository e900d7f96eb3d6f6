package gotourl.journal;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.FormatDoc;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** The bytes of docs/FORMAT.md are the bytes of the journal. */
class FormatDocTest {

  private static final long SALT = 0x0123456789abcdefL;

  @Test
  void headersAndFramesAreAsTheDocumentShowsThem() throws IOException {
    Map<String, String> expected = new LinkedHashMap<>();
    SegmentHeader header =
        new SegmentHeader(
            1,
            new UUID(0x1011121314151617L, 0x18191a1b1c1d1e1fL),
            2,
            SALT,
            1_700_000_000_000L,
            1000,
            4096,
            0x01020304);
    byte[] copy = Arrays.copyOf(header.encode().array(), SegmentHeader.COPY_BYTES);
    expected.put("header, one copy", FormatDoc.hex(copy));
    SegmentHeader compacted =
        new SegmentHeader(
            header.content(),
            header.journal(),
            5,
            header.salt(),
            header.epochMillis(),
            header.base(),
            header.previousEnd(),
            header.previousCheck(),
            new SegmentHeader.Compacted(7, 2, 0x3000, 0x2000, 0x05060708));
    expected.put(
        "header of a compacted segment, generation 7, for the run 2 to 5, one copy",
        FormatDoc.hex(Arrays.copyOf(compacted.encode().array(), SegmentHeader.COPY_BYTES)));
    expected.put(
        "frame of kind 3, payload `hello`, at offset 256, synced before",
        frame(256, Frame.SYNCED_BEFORE));
    expected.put("the same behind it, at offset 267, not marked", frame(267, 0));
    Map<String, String> documented = new LinkedHashMap<>();
    FormatDoc.examples("Examples: headers and frames")
        .forEach((what, bytes) -> documented.put(what, FormatDoc.hex(bytes)));
    assertThat(documented).isEqualTo(expected);
  }

  private static String frame(long offset, int flag) {
    byte[] payload = "hello".getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = new byte[Frame.BYTES_MAX];
    int count = Frame.encode(bytes, 3 | flag, payload, 5, Frame.mask(SALT, offset), new CRC32C());
    return FormatDoc.hex(Arrays.copyOf(bytes, count));
  }
}
