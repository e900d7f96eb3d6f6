package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Credential;
import gotourl.access.Kept;
import gotourl.access.Limits;
import gotourl.access.Scope;
import gotourl.access.SecretHash;
import gotourl.journal.SegmentHeader;
import gotourl.link.About;
import gotourl.link.Condition;
import gotourl.link.Domain;
import gotourl.link.Draft;
import gotourl.link.Fallbacks;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.NamedDomain;
import gotourl.link.Rule;
import gotourl.link.Rules;
import gotourl.link.Terms;
import gotourl.support.FormatDoc;
import gotourl.support.TagCounts;
import gotourl.visitor.LanguageRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The payloads of docs/FORMAT.md are the payloads of the store. */
class FormatDocTest {

  private static final Instant EPOCH = Instant.ofEpochMilli(1_700_000_000_000L);
  private static final SegmentHeader SEGMENT =
      new SegmentHeader(1, new UUID(0, 0), 9, 0, EPOCH.toEpochMilli(), 1000, 0, 0);

  private final ByteBuffer out = ByteBuffer.allocate(200);
  private final Map<String, String> expected = new LinkedHashMap<>();

  @Test
  void payloadsAreAsTheDocumentShowsThem() throws IOException {
    byte[] secret = HexFormat.of().parseHex("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf");
    row(
        "1 birth, folded, at the epoch",
        RecordCodec.encodeBirth(out, SEGMENT, new LinkRecord.Birth(true, secret), EPOCH));
    row(
        "2 claim of sequence 7 up to 128",
        RecordCodec.encodeClaim(out, new LinkRecord.Claim(7, 128)));
    Link added =
        new Link(1002, 1, key("abc"), "http://a/", EPOCH.plusMillis(3), EPOCH.plusMillis(3));
    row(
        "3 add of `abc` → `http://a/`, number 1002, 3 ms after the epoch",
        RecordCodec.encodePut(
            out, SEGMENT, new LinkRecord.Put(added, LinkFrame.NO_SEGMENT, LinkFields.NO_BYTES)));
    Key ofDomain = key(new Domain(5, false), "abc");
    Link there = new Link(1002, 1, ofDomain, "http://a/", EPOCH.plusMillis(3), EPOCH.plusMillis(3));
    row(
        "67 the same with the field domain = 5",
        RecordCodec.encodePut(
            out, SEGMENT, new LinkRecord.Put(there, LinkFrame.NO_SEGMENT, LinkFields.NO_BYTES)));
    Terms terms =
        Terms.NONE
            .withEnabled(false)
            .withValidUntil(Optional.of(Instant.ofEpochMilli(1_800_000_000_000L)))
            .withRedirectStatus(301)
            .withCacheSeconds(3600);
    Link limited =
        new Link(
            1002,
            1,
            key("abc"),
            new Draft("http://a/", terms, new About("A", ""), 2),
            EPOCH.plusMillis(3),
            EPOCH.plusMillis(3));
    row(
        "67 the same, disabled, until 2027-01-15T08:00:00Z, with status 301, to be kept for an hour, with the title `A`, by credential 2",
        RecordCodec.encodePut(
            out, SEGMENT, new LinkRecord.Put(limited, LinkFrame.NO_SEGMENT, LinkFields.NO_BYTES)));
    Rules rules =
        new Rules(
            List.of(
                new Rule(
                    "http://b/",
                    List.of(
                        new Condition.InLanguage(List.of(LanguageRange.parse("de"))),
                        new Condition.OfShare(5_000)))));
    Link ruled =
        new Link(
            1002,
            1,
            key("abc"),
            new Draft("http://a/", Terms.NONE.withRules(rules), About.NOTHING, Draft.NOBODY),
            EPOCH.plusMillis(3),
            EPOCH.plusMillis(3));
    row(
        "67 add of `abc` → `http://a/`, number 1002, 3 ms after the epoch, with a rule to `http://b/` for German and 50 %",
        RecordCodec.encodePut(
            out, SEGMENT, new LinkRecord.Put(ruled, LinkFrame.NO_SEGMENT, LinkFields.NO_BYTES)));
    About tagged = new About("", "", NumberedTags.of(new int[] {1, 200}, new TagTable()));
    row(
        "67 add of `abc` → `http://a/`, number 1002, 3 ms after the epoch, with the tags 1 and 200",
        RecordCodec.encodePut(
            out,
            SEGMENT,
            new LinkRecord.Put(
                new Link(
                    1002,
                    1,
                    key("abc"),
                    new Draft("http://a/", Terms.NONE, tagged, Draft.NOBODY),
                    EPOCH.plusMillis(3),
                    EPOCH.plusMillis(3)),
                LinkFrame.NO_SEGMENT,
                LinkFields.NO_BYTES)));
    Link replaced =
        new Link(999, 2, key("é"), "http://b/", EPOCH.minusMillis(1), EPOCH.plusMillis(64));
    row(
        "4 replace of `é` → `http://b/`, number 999, version 2, the one before in the segment before, made 1 ms before the epoch, 64 ms after it",
        RecordCodec.encodePut(
            out, SEGMENT, new LinkRecord.Put(replaced, SEGMENT.number() - 1, LinkFields.NO_BYTES)));
    row(
        "5 remove of `abc`, number 1002, version 3, the one before in the same segment, at the epoch",
        RecordCodec.encodeTombstone(
            out, SEGMENT, new LinkRecord.Tombstone(1002, 3, key("abc"), EPOCH, SEGMENT.number())));
    row(
        "69 the same of domain 5",
        RecordCodec.encodeTombstone(
            out, SEGMENT, new LinkRecord.Tombstone(1002, 3, ofDomain, EPOCH, SEGMENT.number())));
    row(
        "6 purge of number 999, 64 ms after the epoch",
        RecordCodec.encodePurge(out, SEGMENT, new LinkRecord.Purge(999, EPOCH.plusMillis(64))));
    byte[] hash = HexFormat.of().parseHex("b0b1b2b3b4b5b6b7".repeat(4));
    Limits limits = new Limits(Set.of("go.example"), Set.of("b", "a"), 300);
    Credential shop = new Credential(1, "shop", Set.of(Scope.CREATE, Scope.READ), limits);
    Credential admin = new Credential(2, "admin", Set.of(Scope.ADMIN));
    Instant soon = EPOCH.plusMillis(64);
    row(
        "7 secret of the credential 1, made 3 ms after the epoch, create and read, expires at 64 ms, 300 an hour, `shop`, domain `go.example`, tags `a` and `b`",
        encode(new Kept(shop, SecretHash.of(hash), false, EPOCH.plusMillis(3), soon, null)));
    row(
        "7 secret of the credential 2, the operator's, `admin`, made at the epoch",
        encode(new Kept(admin, SecretHash.of(hash), true, EPOCH, null, null)));
    row(
        "8 revoke of the credential 2, at the epoch",
        CredentialCodec.encode(out, EPOCH.toEpochMilli(), new LinkRecord.Revoked(2, EPOCH)));
    row(
        "9 use of the credential 200, 64 ms after the epoch",
        CredentialCodec.encode(out, EPOCH.toEpochMilli(), new LinkRecord.Used(200, soon)));
    row(
        "10 visits of the link 1002, 3 of them, 64 ms after the epoch",
        VisitCodec.encode(out, EPOCH.toEpochMilli(), new LinkRecord.Visited(1002, 3, soon)));
    row(
        "10 visits of the links below 1002 are unknown, at the epoch",
        VisitCodec.encode(out, EPOCH.toEpochMilli(), new LinkRecord.VisitsInDoubt(1002, EPOCH)));
    row(
        "11 name of the tag 1, 3 ms after the epoch, `shop`",
        TagCodec.encode(
            out,
            EPOCH.toEpochMilli(),
            new LinkRecord.TagNamed(1, TagCounts.name("shop"), EPOCH.plusMillis(3), 0)));
    row(
        "12 delete of the tag 200, at the epoch",
        TagCodec.encode(out, EPOCH.toEpochMilli(), new LinkRecord.TagDeleted(200, EPOCH)));
    Fallbacks fallbacks =
        Fallbacks.NONE.withUnknown(Optional.of("http://a/")).withExpiredIsGone(true);
    row(
        "13 domain 5, `d.example`, folding, unknown codes lead to `http://a/`, expired links are gone, 3 ms after the epoch",
        encode(
            new LinkRecord.DomainSet(
                new NamedDomain(new Domain(5, true), "d.example", fallbacks),
                EPOCH.plusMillis(3))));
    row(
        "13 the default domain, unknown codes lead nowhere, the domain alone to `http://b/`, at the epoch",
        encode(
            new LinkRecord.DomainSet(
                NamedDomain.ofDefault(Domain.ofDefault(true))
                    .withFallbacks(Fallbacks.NONE.withBase(Optional.of("http://b/"))),
                EPOCH)));
    row("14 removal of domain 5, at the epoch", encode(new LinkRecord.DomainRemoved(5, EPOCH)));

    Map<String, String> documented = new LinkedHashMap<>();
    FormatDoc.examples("Examples: payloads of links")
        .forEach((what, bytes) -> documented.put(what, FormatDoc.hex(bytes)));
    assertThat(documented).isEqualTo(expected);
  }

  private int encode(Kept kept) {
    return CredentialCodec.encode(out, EPOCH.toEpochMilli(), new LinkRecord.Issued(kept));
  }

  private int encode(LinkRecord.OfDomain domain) {
    return DomainCodec.encode(out, EPOCH.toEpochMilli(), domain);
  }

  private void row(String what, int kind) {
    assertThat(what).startsWith(kind + " ");
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    out.clear();
    expected.put(what, FormatDoc.hex(bytes));
  }
}
