package gotourl.store.embedded;

import static java.util.stream.Collectors.joining;

import gotourl.access.Credential;
import gotourl.access.Kept;
import gotourl.access.Limits;
import gotourl.journal.Damage;
import gotourl.journal.FileDisk;
import gotourl.journal.Inspection;
import gotourl.journal.SegmentHeader;
import gotourl.link.About;
import gotourl.link.Domain;
import gotourl.link.Draft;
import gotourl.link.Fallbacks;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.NamedDomain;
import gotourl.link.Terms;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Segments as text: one line for each frame, {@code FILE OFFSET KIND name=value …}. The secret of
 * the key generator, the salts and the hashes of secrets are left out.
 */
public final class Dump implements Inspection.Visitor {

  private final Consumer<String> line;

  private Dump(Consumer<String> line) {
    this.line = line;
  }

  /** A data directory, or one segment's file. */
  public static void print(Path path, Consumer<String> line) throws IOException {
    Path absolute = path.toAbsolutePath();
    boolean isFile = !Files.isDirectory(absolute);
    Path parent = absolute.getParent();
    Path directory = isFile && parent != null ? parent : absolute;
    try (FileDisk disk = FileDisk.openExisting(directory)) {
      Inspection inspection = new Inspection(disk, new Dump(line));
      if (isFile) {
        inspection.one(String.valueOf(absolute.getFileName()));
      } else {
        inspection.all();
      }
    }
  }

  @Override
  public void segment(String file, SegmentHeader header) {
    line.accept(
        "%s 0 segment number=%d content=%d journal=%s made=%s base=%d previousEnd=%d%s"
            .formatted(
                file,
                header.number(),
                header.content(),
                header.journal(),
                Instant.ofEpochMilli(header.epochMillis()),
                header.base(),
                header.previousEnd(),
                compacted(header)));
  }

  private static String compacted(SegmentHeader header) {
    SegmentHeader.Compacted compacted = header.compacted();
    return compacted == null
        ? ""
        : " generation=%d first=%d end=%d continuedEnd=%d"
            .formatted(
                compacted.generation(),
                compacted.first(),
                compacted.end(),
                compacted.continuedEnd());
  }

  @Override
  public void frame(String file, long offset, SegmentHeader segment, int kind, ByteBuffer payload) {
    line.accept(file + " " + offset + " " + text(segment, kind, payload));
  }

  private String text(SegmentHeader segment, int kind, ByteBuffer payload) {
    if (segment.content() != EmbeddedStore.CONTENT) {
      return "kind-%d bytes=%d".formatted(kind, payload.remaining());
    }
    try {
      return switch (RecordCodec.decode(segment, kind, payload.duplicate())) {
        case LinkRecord.Birth birth ->
            "birth foldsCase=%s time=%s"
                .formatted(birth.foldsCase(), RecordCodec.birthTime(segment, payload));
        case LinkRecord.Claim(int sequence, long next) ->
            "claim sequence=%d next=%d".formatted(sequence, next);
        case LinkRecord.Purge(long number, Instant purged) ->
            "purge number=%d time=%s".formatted(number, purged);
        case LinkRecord.Put put -> put(put);
        case LinkRecord.Issued(Kept kept) -> secret(kept);
        case LinkRecord.Revoked(int number, Instant time) ->
            "revoke number=%d time=%s".formatted(number, time);
        case LinkRecord.Used(int number, Instant time) ->
            "use number=%d time=%s".formatted(number, time);
        case LinkRecord.Visited(long number, int count, Instant time) ->
            "visits number=%d count=%d time=%s".formatted(number, count, time);
        case LinkRecord.VisitsInDoubt(long end, Instant time) ->
            "visits below=%d unknown time=%s".formatted(end, time);
        case LinkRecord.TagNamed(int number, var name, Instant time, long _) ->
            "tag number=%d time=%s name=%s".formatted(number, time, name.text());
        case LinkRecord.TagDeleted(int number, Instant time) ->
            "untag number=%d time=%s".formatted(number, time);
        case LinkRecord.Tombstone(
                long number,
                int version,
                var key,
                Instant removed,
                long previous) ->
            "remove number=%d version=%d key=%s%s time=%s%s"
                .formatted(number, version, key.code(), domain(key), removed, before(previous));
        case LinkRecord.DomainSet(NamedDomain domain, Instant time) -> domain(domain, time);
        case LinkRecord.DomainRemoved(int number, Instant time) ->
            "domain-removed number=%d time=%s".formatted(number, time);
      };
    } catch (MalformedRecordException e) {
      return "kind-%d bytes=%d cannot be read: %s"
          .formatted(kind, payload.remaining(), e.getMessage());
    }
  }

  private static String secret(Kept kept) {
    Credential credential = kept.credential();
    Limits limits = credential.limits();
    return "secret number=%d operators=%s scopes=%s domains=%s tags=%s creationsPerHour=%d created=%s expires=%s name=%s"
        .formatted(
            credential.number(),
            kept.isOperators(),
            new TreeSet<>(credential.scopes()),
            new TreeSet<>(limits.domains()),
            new TreeSet<>(limits.tags()),
            limits.creationsPerHour(),
            kept.created(),
            kept.expires() == null ? "never" : kept.expires(),
            credential.name());
  }

  private static String domain(Key key) {
    return key.domain() == Domain.DEFAULT_NUMBER ? "" : " domain=" + key.domain();
  }

  private static String domain(NamedDomain domain, Instant time) {
    Fallbacks fallbacks = domain.fallbacks();
    return "domain number=%d name=%s foldsCase=%s base=%s unknown=%s expired=%s expiredIsGone=%s time=%s"
        .formatted(
            domain.number(),
            domain.name(),
            domain.domain().foldsCase(),
            fallbacks.base().orElse(""),
            fallbacks.unknown().orElse(""),
            fallbacks.expired().orElse(""),
            fallbacks.expiredIsGone(),
            time);
  }

  private static String before(long previousSegment) {
    return previousSegment == LinkFrame.NO_SEGMENT ? "" : " previousSegment=" + previousSegment;
  }

  private static String put(LinkRecord.Put put) {
    Link link = put.link();
    int unknown = put.unknownFields().length;
    return "%s number=%d version=%d key=%s%s target=%s created=%s changed=%s%s%s%s"
        .formatted(
            link.version() == 1 ? "add" : "replace",
            link.number(),
            link.version(),
            link.key().code(),
            domain(link.key()),
            link.target(),
            link.created(),
            link.changed(),
            before(put.previousSegment()),
            fields(put.fields()),
            unknown == 0 ? "" : " unknownFields=" + unknown);
  }

  private static String fields(LinkFields fields) {
    Terms terms = fields.terms();
    About about = fields.about();
    StringBuilder words = new StringBuilder();
    words.append(terms.enabled() ? "" : " disabled").append(terms.binned() ? " binned" : "");
    terms.validSince().ifPresent(since -> words.append(" validSince=").append(since));
    terms.validUntil().ifPresent(until -> words.append(" validUntil=").append(until));
    words.append(terms.forwardsQuery() ? " forwardsQuery" : "");
    if (terms.redirectStatus() != Terms.SERVERS_STATUS) {
      words.append(" redirectStatus=").append(terms.redirectStatus());
    }
    if (terms.cacheSeconds() != 0) {
      words.append(" cacheSeconds=").append(terms.cacheSeconds());
    }
    if (terms.maxVisits() != Terms.ANY_NUMBER) {
      words.append(" maxVisits=").append(terms.maxVisits());
    }
    words.append(terms.crawlable() ? " crawlable" : "");
    words.append(terms.password().isPresent() ? " password" : "");
    if (!terms.rules().isEmpty()) {
      words.append(" rules=").append(terms.rules().rules().size());
    }
    words.append(fields.author() == Draft.NOBODY ? "" : " author=" + fields.author());
    if (fields.tags().length > 0) {
      words.append(" tags=");
      words.append(Arrays.stream(fields.tags()).mapToObj(Integer::toString).collect(joining(",")));
    }
    quote(words, " title=", about.title());
    quote(words, " note=", about.note());
    return words.toString();
  }

  /** In quotation marks, so that it is seen where it ends; the line is one in any case. */
  private static void quote(StringBuilder words, String name, String text) {
    if (!text.isEmpty()) {
      words.append(name).append('"').append(text.replace("\"", "\\\"")).append('"');
    }
  }

  @Override
  public void stretch(Damage damage) {
    line.accept(
        "%s %d damage bytes=%d %s"
            .formatted(damage.file(), damage.offset(), damage.bytes(), damage.reason()));
  }
}
