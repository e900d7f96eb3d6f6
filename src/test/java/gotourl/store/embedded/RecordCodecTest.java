package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.journal.SegmentHeader;
import gotourl.link.Domain;
import gotourl.link.Link;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

  private static final Instant EPOCH = Instant.parse("2026-11-23T12:00:00Z");
  private static final SegmentHeader SEGMENT =
      new SegmentHeader(1, new UUID(0, 0), 9, 0, EPOCH.toEpochMilli(), 1000, 0, 0);

  private final RecordCodec codec = new RecordCodec(Domain.ofDefault(false));
  private final ByteBuffer out = ByteBuffer.allocate(1 << 17);

  @Test
  void anAddIsReadBack() {
    assertReadBack(link(1000, 1, "abc", EPOCH, EPOCH), LinkFields.NONE);
    assertReadBack(
        link(1000 + (1 << 21), 1, "ünï/cödé", EPOCH.minusSeconds(7200), null), LinkFields.NONE);
  }

  @Test
  void aReplaceIsReadBack() {
    assertReadBack(
        link(3, 2, "abc", EPOCH.minusSeconds(1_000_000), EPOCH.plusMillis(5)), LinkFields.NONE);
    assertReadBack(
        link(5000, Integer.MAX_VALUE, "abc", EPOCH, EPOCH.plusMillis(5)), LinkFields.NONE);
  }

  @Test
  void fieldsThatThisVersionDoesNotKnowAreKept() {
    assertReadBack(link(1000, 1, "abc", EPOCH, EPOCH), new byte[] {9, 2, 1, 1, 77, 0});
    assertReadBack(link(1000, 2, "abc", EPOCH, EPOCH), new byte[] {9, 2, 1, 1, 77, 0});
  }

  @Test
  void aLinkOfADomainThatThereIsNotIsRefused() {
    int kind = put(link(1000, 1, "abc", EPOCH, EPOCH), new byte[] {1, 1, 5});
    assertThatThrownBy(() -> codec.decode(SEGMENT, kind, out.flip()))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("domain");
  }

  @Test
  void aClaimOfASequenceThatThereIsNotIsRefused() {
    ByteBuffer claim = ByteBuffer.wrap(new byte[] {16, 1});
    assertThatThrownBy(() -> codec.decode(SEGMENT, RecordCodec.CLAIM, claim))
        .isInstanceOf(MalformedRecordException.class);
  }

  @Test
  void aTombstoneIsReadBack() {
    LinkRecord.Tombstone tombstone =
        new LinkRecord.Tombstone(17, 3, key("gone"), EPOCH.minusMillis(1), 2);
    int kind = RecordCodec.encodeTombstone(out, SEGMENT, tombstone);
    assertThat(codec.decode(SEGMENT, kind, out.flip())).isEqualTo(tombstone);
  }

  @Test
  void aClaimIsReadBack() {
    LinkRecord.Claim claim = new LinkRecord.Claim(7, 1L << 40);
    int kind = RecordCodec.encodeClaim(out, claim);
    assertThat(codec.decode(SEGMENT, kind, out.flip())).isEqualTo(claim);
  }

  @Test
  void aPayloadCutAnywhereIsRefused() {
    int kind = put(link(1000, 2, "abcdefg", EPOCH, EPOCH), new byte[] {9, 2, 1, 1});
    int beforeTarget = out.position() - "http://example.org/".length();
    for (int bytes = 0; bytes < beforeTarget; bytes++) {
      ByteBuffer cut = out.duplicate().position(0).limit(bytes).slice();
      assertThatThrownBy(() -> codec.decode(SEGMENT, kind, cut))
          .isInstanceOf(MalformedRecordException.class);
    }
  }

  /** The rules for codes may have become stricter since it was made. */
  @Test
  void aCodeIsReadAsItWasStored() {
    int kind = put(link(1000, 1, "abc", EPOCH, EPOCH), LinkFields.NONE);
    out.put(3, (byte) '/');
    LinkRecord.Put read = (LinkRecord.Put) codec.decode(SEGMENT, kind, out.flip());
    assertThat(read.link().key().code()).isEqualTo("/bc");
  }

  @Test
  void anUnknownKindIsRefused() {
    assertThatThrownBy(() -> codec.decode(SEGMENT, 63, ByteBuffer.allocate(20)))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessage("kind 63 is unknown");
  }

  @Test
  void numbersHaveOneForm() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      long value = random.nextLong() >> random.nextInt(64);
      out.clear();
      Varint.writeZigzag(out, value);
      assertThat(Varint.readZigzag(out.flip())).isEqualTo(value);
    }
    assertThatThrownBy(() -> Varint.read(ByteBuffer.wrap(new byte[] {(byte) 0x80, 0})))
        .isInstanceOf(MalformedRecordException.class);
    assertThatThrownBy(() ->
            Varint.read(
                ByteBuffer.wrap(
                    "\377\377\377\377\377\377\377\377\377\2"
                        .getBytes(StandardCharsets.ISO_8859_1))))
        .isInstanceOf(MalformedRecordException.class);
  }

  /**
   * Of the frame's overhead, six bytes are the journal's: check, length of two bytes (kind is
   * counted here).
   */
  @Test
  void aPlainLinkCostsAtMost16BytesBeyondItsCodeAndTarget() {
    Instant last = EPOCH;
    for (long days = 0; !RecordCodec.outgrows(SEGMENT, last.toEpochMilli(), 1000); days++) {
      for (String code : new String[] {"a", "abcdefg", "x".repeat(255)}) {
        long highest = 1000 + (1L << 21) - 1;
        out.clear();
        put(link(highest, 1, code, last, last), LinkFields.NONE);
        int payload = out.position() - code.length() - "http://example.org/".length();
        assertThat(4 + 2 + 1 + payload).as("%s days, %s", days, code).isLessThanOrEqualTo(16);
      }
      last = last.plusSeconds(86_400);
    }
    assertThat(last).isAfter(EPOCH.plusSeconds(180 * 86_400));
    assertThat(RecordCodec.outgrows(SEGMENT, EPOCH.toEpochMilli(), 1000 + (1L << 21))).isTrue();
  }

  private void assertReadBack(Link link, byte[] fields) {
    out.clear();
    int kind = put(link, fields);
    LinkRecord.Put read = (LinkRecord.Put) codec.decode(SEGMENT, kind, out.flip());
    assertThat(read.link()).isEqualTo(link);
    assertThat(read.previousSegment()).isEqualTo(previous(link));
    assertThat(read.unknownFields()).isEqualTo(fields);
  }

  private int put(Link link, byte[] fields) {
    return RecordCodec.encodePut(out, SEGMENT, new LinkRecord.Put(link, previous(link), fields));
  }

  private static long previous(Link link) {
    return link.version() == 1 ? LinkFrame.NO_SEGMENT : SEGMENT.number() - 3;
  }

  private static Link link(
      long number,
      int version,
      String code,
      Instant created,
      @org.jspecify.annotations.Nullable Instant changed) {
    return new Link(
        number,
        version,
        key(code),
        "http://example.org/",
        created,
        changed == null ? created : changed);
  }
}
