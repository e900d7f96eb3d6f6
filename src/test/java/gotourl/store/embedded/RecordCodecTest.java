package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.journal.SegmentHeader;
import gotourl.link.About;
import gotourl.link.ConditionText;
import gotourl.link.Domain;
import gotourl.link.Draft;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.PasswordHash;
import gotourl.link.RuleText;
import gotourl.link.Rules;
import gotourl.link.Tags;
import gotourl.link.Terms;
import gotourl.link.UrlPolicy;
import gotourl.support.Drafts;
import gotourl.support.Seed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

  private static final Instant EPOCH = Instant.parse("2026-11-23T12:00:00Z");
  private static final SegmentHeader SEGMENT =
      new SegmentHeader(1, new UUID(0, 0), 9, 0, EPOCH.toEpochMilli(), 1000, 0, 0);

  private final ByteBuffer out = ByteBuffer.allocate(1 << 17);

  @Test
  void anAddIsReadBack() {
    assertReadBack(link(1000, 1, "abc", EPOCH, EPOCH), LinkFields.NO_BYTES);
    assertReadBack(
        link(1000 + (1 << 21), 1, "ünï/cödé", EPOCH.minusSeconds(7200), null), LinkFields.NO_BYTES);
  }

  @Test
  void aReplaceIsReadBack() {
    assertReadBack(
        link(3, 2, "abc", EPOCH.minusSeconds(1_000_000), EPOCH.plusMillis(5)), LinkFields.NO_BYTES);
    assertReadBack(
        link(5000, Integer.MAX_VALUE, "abc", EPOCH, EPOCH.plusMillis(5)), LinkFields.NO_BYTES);
  }

  @Test
  void termsAndWordsAreReadBack() {
    Random random = new Random(Seed.next("termsAndWordsAreReadBack"));
    for (int i = 0; i < 2_000; i++) {
      Draft draft = Drafts.of(random, "http://example.org/");
      byte[] unknown = random.nextBoolean() ? LinkFields.NO_BYTES : new byte[] {9, 1, 7};
      assertReadBack(link(draft, 1), unknown);
      assertReadBack(link(draft, 2), unknown);
    }
  }

  @Test
  void wordsAtTheirLongestFit() {
    String title = "€".repeat(About.TITLE_LENGTH_MAX);
    String note = "€".repeat(About.NOTE_LENGTH_MAX);
    Terms terms =
        Terms.NONE
            .withEnabled(false)
            .withBinned(true)
            .withValidSince(Optional.of(Instant.EPOCH))
            .withValidUntil(Optional.of(Terms.TIME_MAX))
            .withForwardsQuery(true)
            .withRedirectStatus(308)
            .withCacheSeconds(Terms.CACHE_SECONDS_MAX)
            .withCrawlable(true)
            .withMaxVisits(Integer.MAX_VALUE)
            .withPassword(Optional.of(new PasswordHash("pbkdf2-sha256$" + "x".repeat(114))))
            .withRules(longest());
    String target = "http://example.org/" + "x".repeat(UrlPolicy.TARGET_LENGTH_MAX - 19);
    Draft draft = new Draft(target, terms, new About(title, note), Integer.MAX_VALUE);
    assertReadBack(link(draft, 2), LinkFields.NO_BYTES);
  }

  /** As many of everything as there may be, in characters that take three bytes. */
  private static Rules longest() {
    String target = "http://example.org/";
    int conditions = Rules.RULES_MAX * Rules.CONDITIONS_MAX;
    int others = Rules.RULES_MAX * target.length() + conditions * "query€".length();
    String value = "€".repeat((Rules.CHARS_MAX - others) / conditions);
    RuleText rule =
        new RuleText(
            target,
            Collections.nCopies(Rules.CONDITIONS_MAX, new ConditionText("query", "€", value)));
    return switch (Rules.read(Collections.nCopies(Rules.RULES_MAX, rule))) {
      case Rules.Valid(Rules rules) -> rules;
      case Rules.Invalid invalid -> throw new AssertionError(invalid.faults());
    };
  }

  @Test
  void rulesThatCannotBeAreRefused() {
    for (byte[] rules :
        new byte[][] {
          {1}, // no rule
          {33}, // too many
          {1, 1, 'x', 0}, // without a condition
          {1, 1, 'x', 1, 1, 'y', 0, 0}, // a condition that nobody knows
          {1, 1, 'x', 1, 5, 's', 'h', 'a', 'r', 'e', 0, 4, '1', '0', '1'}, // more than all
          {1, 1, 'x', 1, 5, 's', 'h', 'a', 'r', 'e', 0, 9, '1'}, // cut
          {1, 1, 'x', 9}, // more conditions than there may be
          {0, 0}, // more than its value
        }) {
      byte[] fields = new byte[rules.length + 2];
      fields[0] = 13;
      fields[1] = (byte) rules.length;
      System.arraycopy(rules, 0, fields, 2, rules.length);
      out.clear();
      int kind = put(link(1000, 1, "abc", EPOCH, EPOCH), fields);
      assertThatThrownBy(() -> RecordCodec.decode(SEGMENT, kind, out.flip()))
          .as(HexFormat.of().formatHex(rules))
          .isInstanceOf(MalformedRecordException.class);
    }
  }

  @Test
  void whoeverHasNoTermsHasTheOneObjectThatSaysSo() {
    Draft noted = new Draft("http://example.org/", Terms.NONE, new About("a title", ""), 7);
    int kind = put(link(noted, 1), LinkFields.NO_BYTES);
    LinkRecord.Put read = (LinkRecord.Put) RecordCodec.decode(SEGMENT, kind, out.flip());
    assertThat(read.link().terms()).isSameAs(Terms.NONE);
  }

  @Test
  void aPlainLinkHasNoFields() {
    assertThat(put(link(Draft.to("http://example.org/"), 1), LinkFields.NO_BYTES))
        .isEqualTo(RecordCodec.ADD);
  }

  @Test
  void fieldsThatCannotBeAreRefused() {
    for (byte[] fields :
        new byte[][] {
          {2, 1, 16}, // a flag that a later version has
          {2, 2, 1, 1}, // more than its value
          {2, 0}, // no value
          {2}, // no length
          {2, 2, 1}, // cut
          {3, 1, 1}, // before 1970
          {3, 8, -2, -1, -1, -1, -1, -1, -1, 127}, // beyond the year 9999
          {5, 2, (byte) 0xb0, 2}, // status 304
          {5, 2, (byte) 0xad, 1}, // status 173
          {6, 5, -1, -1, -1, -1, 15}, // more seconds than a year
          {5, 2, (byte) 0x80, 0}, // not in its shortest form
        }) {
      out.clear();
      int kind = put(link(1000, 1, "abc", EPOCH, EPOCH), fields);
      assertThatThrownBy(() -> RecordCodec.decode(SEGMENT, kind, out.flip()))
          .as("%s", HexFormat.of().formatHex(fields))
          .isInstanceOf(MalformedRecordException.class);
    }
  }

  @Test
  void fieldsThatThisVersionDoesNotKnowAreKept() {
    assertReadBack(link(1000, 1, "abc", EPOCH, EPOCH), new byte[] {9, 2, 1, 1, 77, 0});
    assertReadBack(link(1000, 2, "abc", EPOCH, EPOCH), new byte[] {9, 2, 1, 1, 77, 0});
  }

  @Test
  void theDomainIsReadBackWithEachFrameOfALink() {
    for (int number : new int[] {1, 127, 128, DomainTable.NUMBER_MAX}) {
      Key key = key(new Domain(number, false), "abc");
      assertReadBack(
          new Link(1000, 1, key, "http://example.org/", EPOCH, EPOCH), LinkFields.NO_BYTES);
      assertReadBack(
          new Link(1000, 2, key, "http://example.org/", EPOCH, EPOCH), new byte[] {9, 1, 77});
      LinkRecord.Tombstone tombstone =
          new LinkRecord.Tombstone(17, 3, key, EPOCH.minusMillis(1), 2);
      out.clear();
      int kind = RecordCodec.encodeTombstone(out, SEGMENT, tombstone);
      assertThat(RecordCodec.decode(SEGMENT, kind, out.flip())).isEqualTo(tombstone);
    }
  }

  @Test
  void aDomainThatThereCannotBeIsRefused() {
    for (byte[] fields :
        new byte[][] {
          {1, 1, 0}, // that of links without the field
          {1, 0}, // no number
          {1}, // no length
          {1, 2, 5}, // cut
          {1, 2, 5, 0}, // more than its value
          {1, 1, (byte) 0x80}, // a number that does not end
          {1, 5, -1, -1, -1, -1, 7}, // more than there can be
          {2, 1, 1, 1, 1, 5}, // not the first of the fields
          {1, 1, 5, 1, 1, 5}, // twice
        }) {
      out.clear();
      int kind = put(link(1000, 1, "abc", EPOCH, EPOCH), fields);
      assertThatThrownBy(() -> RecordCodec.decode(SEGMENT, kind, out.flip()))
          .as("%s", HexFormat.of().formatHex(fields))
          .isInstanceOf(MalformedRecordException.class);
    }
  }

  @Test
  void aClaimOfASequenceThatThereIsNotIsRefused() {
    ByteBuffer claim = ByteBuffer.wrap(new byte[] {16, 1});
    assertThatThrownBy(() -> RecordCodec.decode(SEGMENT, RecordCodec.CLAIM, claim))
        .isInstanceOf(MalformedRecordException.class);
  }

  @Test
  void aTombstoneIsReadBack() {
    LinkRecord.Tombstone tombstone =
        new LinkRecord.Tombstone(17, 3, key("gone"), EPOCH.minusMillis(1), 2);
    int kind = RecordCodec.encodeTombstone(out, SEGMENT, tombstone);
    assertThat(RecordCodec.decode(SEGMENT, kind, out.flip())).isEqualTo(tombstone);
  }

  @Test
  void aClaimIsReadBack() {
    LinkRecord.Claim claim = new LinkRecord.Claim(7, 1L << 40);
    int kind = RecordCodec.encodeClaim(out, claim);
    assertThat(RecordCodec.decode(SEGMENT, kind, out.flip())).isEqualTo(claim);
  }

  @Test
  void aPayloadCutAnywhereIsRefused() {
    int kind = put(link(1000, 2, "abcdefg", EPOCH, EPOCH), new byte[] {9, 2, 1, 1});
    int beforeTarget = out.position() - "http://example.org/".length();
    for (int bytes = 0; bytes < beforeTarget; bytes++) {
      ByteBuffer cut = out.duplicate().position(0).limit(bytes).slice();
      assertThatThrownBy(() -> RecordCodec.decode(SEGMENT, kind, cut))
          .isInstanceOf(MalformedRecordException.class);
    }
  }

  /** The rules for codes may have become stricter since it was made. */
  @Test
  void aCodeIsReadAsItWasStored() {
    int kind = put(link(1000, 1, "abc", EPOCH, EPOCH), LinkFields.NO_BYTES);
    out.put(3, (byte) '/');
    LinkRecord.Put read = (LinkRecord.Put) RecordCodec.decode(SEGMENT, kind, out.flip());
    assertThat(read.link().key().code()).isEqualTo("/bc");
  }

  @Test
  void anUnknownKindIsRefused() {
    assertThatThrownBy(() -> RecordCodec.decode(SEGMENT, 63, ByteBuffer.allocate(20)))
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
        put(link(highest, 1, code, last, last), LinkFields.NO_BYTES);
        int payload = out.position() - code.length() - "http://example.org/".length();
        assertThat(4 + 2 + 1 + payload).as("%s days, %s", days, code).isLessThanOrEqualTo(16);
      }
      last = last.plusSeconds(86_400);
    }
    assertThat(last).isAfter(EPOCH.plusSeconds(180 * 86_400));
    assertThat(RecordCodec.outgrows(SEGMENT, EPOCH.toEpochMilli(), 1000 + (1L << 21))).isTrue();
  }

  @Test
  void tagsAreReadBackByTheirNumbers() {
    int[] numbers = {1, 127, 128, Integer.MAX_VALUE - 1};
    About about = new About("", "", NumberedTags.of(numbers, new TagTable()));
    Link link = link(new Draft("http://a/", Terms.NONE, about, Draft.NOBODY), 1);
    int kind = put(link, LinkFields.NO_BYTES);
    LinkFrame frame = new LinkFrame().of(SEGMENT, kind, out.flip());
    assertThat(frame.tags()).isEqualTo(numbers);
    assertThat(frame.fields().tags()).isEqualTo(numbers);
    LinkRecord.Put read = (LinkRecord.Put) RecordCodec.decode(SEGMENT, kind, out);
    assertThat(read.fields().write()).isEqualTo(frame.fields().write());
    assertThat(read.link().terms()).as("a plain link all the same").isSameAs(Terms.NONE);
  }

  @Test
  void moreTagsThanALinkMayHaveAreNotRead() {
    byte[] block = new byte[2 + Tags.COUNT_MAX + 1];
    block[0] = 14;
    block[1] = (byte) (Tags.COUNT_MAX + 1);
    Arrays.fill(block, 2, block.length, (byte) 1);
    assertThatThrownBy(() -> LinkFields.read(block, 0, block.length))
        .isInstanceOf(MalformedRecordException.class);
    block[1] = Tags.COUNT_MAX;
    assertThat(LinkFields.read(block, 0, block.length - 1).tags()).hasSize(Tags.COUNT_MAX);
  }

  private void assertReadBack(Link link, byte[] fields) {
    out.clear();
    int kind = put(link, fields);
    LinkRecord.Put read = (LinkRecord.Put) RecordCodec.decode(SEGMENT, kind, out.flip());
    assertThat(read.link()).isEqualTo(link);
    assertThat(read.previousSegment()).isEqualTo(previous(link));
    assertThat(read.unknownFields()).isEqualTo(fields);
  }

  private int put(Link link, byte[] fields) {
    return RecordCodec.encodePut(out, SEGMENT, new LinkRecord.Put(link, previous(link), fields));
  }

  private static Link link(Draft draft, int version) {
    Instant changed = version == 1 ? EPOCH : EPOCH.plusMillis(5);
    return new Link(2000, version, key("abc"), draft, EPOCH, changed);
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
