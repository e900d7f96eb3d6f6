package gotourl.store.embedded;

import gotourl.link.About;
import gotourl.link.Draft;
import gotourl.link.PasswordHash;
import gotourl.link.Rules;
import gotourl.link.Tags;
import gotourl.link.Terms;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A link's optional fields: {@code tag varint | length varint | value}, one after another, those
 * that we know first and by their tags. What a later version of Goto wrote is kept behind them, so
 * that nothing is lost by going back a version.
 *
 * <p>That of the domain belongs to the key and is none of these: {@link DomainField}.
 *
 * @param about but for its tags, which are {@code tags}
 * @param tags their numbers
 * @param unknown those that this version does not know, as they stand in the frame
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LinkFields(Terms terms, About about, int author, int[] tags, byte[] unknown) {

  static final byte[] NO_BYTES = {};

  static final LinkFields NONE =
      new LinkFields(Terms.NONE, About.NOTHING, Draft.NOBODY, NumberedTags.NO_NUMBERS, NO_BYTES);

  static final int FLAGS = 2;
  private static final int VALID_SINCE = 3;
  private static final int VALID_UNTIL = 4;
  private static final int REDIRECT_STATUS = 5;
  private static final int CACHE_SECONDS = 6;
  private static final int TITLE = 7;
  private static final int NOTE = 8;
  private static final int AUTHOR = 10;
  private static final int MAX_VISITS = 11;
  private static final int PASSWORD = 12;
  private static final int RULES = 13;
  static final int TAGS = 14;
  private static final int IMPORTED_VISITS = 16;

  private static final int DISABLED = 1;
  static final int BINNED = 1 << 1;
  private static final int FORWARDS_QUERY = 1 << 2;
  private static final int CRAWLABLE = 1 << 3;
  private static final int FLAGS_KNOWN = DISABLED | BINNED | FORWARDS_QUERY | CRAWLABLE;

  private static final int STATUS_MAX = 308;

  /** Tag, length and value of all that are numbers, and tag and length of the others. */
  private static final int NUMBERS_BYTES_MAX = 128;

  private static final int UTF_8_BYTES_MAX = 3;

  /**
   * What a draft says beside the target.
   *
   * @param draft whose tags have numbers
   */
  static LinkFields of(Draft draft, byte[] unknown) {
    int[] tags = NumberedTags.numbersOf(draft.about().tags());
    return new LinkFields(draft.terms(), draft.about(), draft.author(), tags, unknown);
  }

  /** With the tags by their names. */
  About about(TagTable table) {
    return tags.length == 0 ? about : about.withTags(NumberedTags.of(tags, table));
  }

  /** Whether nothing is to be written. */
  boolean isEmpty() {
    return unknown.length == 0
        && author == Draft.NOBODY
        && tags.length == 0
        && terms.equals(Terms.NONE)
        && about.title().isEmpty()
        && about.note().isEmpty()
        && about.importedVisits() == 0;
  }

  /** The whole block, without its length. */
  byte[] write() {
    if (isEmpty()) {
      return NO_BYTES;
    }
    String password = terms.password().map(PasswordHash::text).orElse("");
    byte[] rules = terms.rules().isEmpty() ? NO_BYTES : RulesCodec.write(terms.rules());
    int characters = about.title().length() + about.note().length() + password.length();
    ByteBuffer out =
        ByteBuffer.allocate(
            NUMBERS_BYTES_MAX
                + UTF_8_BYTES_MAX * characters
                + rules.length
                + TagField.NUMBER_BYTES_MAX * tags.length
                + unknown.length);
    int flags = flags();
    if (flags != 0) {
      writeNumber(out, FLAGS, flags);
    }
    terms.validSince().ifPresent(since -> writeTime(out, VALID_SINCE, since));
    terms.validUntil().ifPresent(until -> writeTime(out, VALID_UNTIL, until));
    if (terms.redirectStatus() != Terms.SERVERS_STATUS) {
      writeNumber(out, REDIRECT_STATUS, terms.redirectStatus());
    }
    if (terms.cacheSeconds() != 0) {
      writeNumber(out, CACHE_SECONDS, terms.cacheSeconds());
    }
    writeText(out, TITLE, about.title());
    writeText(out, NOTE, about.note());
    if (author != Draft.NOBODY) {
      writeNumber(out, AUTHOR, author);
    }
    if (terms.maxVisits() != Terms.ANY_NUMBER) {
      writeNumber(out, MAX_VISITS, terms.maxVisits());
    }
    writeText(out, PASSWORD, password);
    writeBytes(out, RULES, rules);
    TagField.write(out, tags);
    if (about.importedVisits() != 0) {
      writeNumber(out, IMPORTED_VISITS, about.importedVisits());
    }
    out.put(unknown);
    byte[] block = new byte[out.position()];
    out.get(0, block);
    return block;
  }

  private int flags() {
    return (terms.enabled() ? 0 : DISABLED)
        | (terms.binned() ? BINNED : 0)
        | (terms.forwardsQuery() ? FORWARDS_QUERY : 0)
        | (terms.crawlable() ? CRAWLABLE : 0);
  }

  private static void writeNumber(ByteBuffer out, int tag, long value) {
    int lengthAt = begin(out, tag);
    Varint.write(out, value);
    end(out, lengthAt);
  }

  private static void writeTime(ByteBuffer out, int tag, Instant time) {
    int lengthAt = begin(out, tag);
    Varint.writeZigzag(out, time.toEpochMilli());
    end(out, lengthAt);
  }

  /** Of a number, whose length is one byte. */
  private static int begin(ByteBuffer out, int tag) {
    Varint.write(out, tag);
    out.put((byte) 0);
    return out.position() - 1;
  }

  private static void end(ByteBuffer out, int lengthAt) {
    out.put(lengthAt, (byte) (out.position() - lengthAt - 1));
  }

  private static void writeText(ByteBuffer out, int tag, String text) {
    writeBytes(out, tag, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void writeBytes(ByteBuffer out, int tag, byte[] bytes) {
    if (bytes.length > 0) {
      Varint.write(out, tag);
      Varint.write(out, bytes.length);
      out.put(bytes);
    }
  }

  /**
   * Reads a block.
   *
   * @throws MalformedRecordException if it does not consist of whole fields, or one that we know
   *     cannot be what it says
   */
  static LinkFields read(byte[] bytes, int from, int count) {
    return count == 0 ? NONE : new Reading(bytes, from, count).all();
  }

  /** One reading of a block. */
  private static final class Reading {

    private final ByteBuffer in;
    private final int first;
    private final ByteBuffer unknown;
    private int flags;
    private Optional<Instant> validSince = Optional.empty();
    private Optional<Instant> validUntil = Optional.empty();
    private int redirectStatus = Terms.SERVERS_STATUS;
    private int cacheSeconds;
    private int maxVisits = Terms.ANY_NUMBER;
    private Optional<PasswordHash> password = Optional.empty();
    private Rules rules = Rules.NONE;
    private String title = "";
    private String note = "";
    private int author = Draft.NOBODY;
    private int[] tags = NumberedTags.NO_NUMBERS;
    private long importedVisits;

    Reading(byte[] bytes, int from, int count) {
      in = ByteBuffer.wrap(bytes, from, count);
      first = from;
      unknown = ByteBuffer.allocate(count);
    }

    LinkFields all() {
      try {
        while (in.hasRemaining()) {
          field();
        }
        Terms read =
            new Terms(
                (flags & DISABLED) == 0,
                (flags & BINNED) != 0,
                validSince,
                validUntil,
                (flags & FORWARDS_QUERY) != 0,
                redirectStatus,
                cacheSeconds,
                (flags & CRAWLABLE) != 0,
                maxVisits,
                password,
                rules);
        byte[] rest = new byte[unknown.position()];
        unknown.get(0, rest);
        // Whoever has no terms has the one object that says so.
        return new LinkFields(
            read.equals(Terms.NONE) ? Terms.NONE : read,
            new About(title, note, Tags.NONE, importedVisits),
            author,
            tags,
            rest);
      } catch (BufferUnderflowException e) {
        throw new MalformedRecordException("a field ends too early");
      } catch (IllegalArgumentException e) {
        throw new MalformedRecordException("a field cannot be: " + e.getMessage());
      }
    }

    private void field() {
      int start = in.position();
      long tag = Varint.read(in);
      if (tag == DomainField.TAG && start != first) {
        throw new MalformedRecordException("the domain is not the first of the fields");
      }
      long length = Varint.read(in);
      if (length < 0 || length > in.remaining()) {
        throw new MalformedRecordException("a field ends too early");
      }
      ByteBuffer value = in.slice(in.position(), (int) length);
      in.position(in.position() + (int) length);
      if (tag == DomainField.TAG) {
        return; // LinkFrame has it.
      }
      if (!take(tag, value)) {
        unknown.put(in.slice(start, in.position() - start));
      } else if (value.hasRemaining()) {
        throw new MalformedRecordException("a field is longer than its value");
      }
    }

    /** False if it is none that we know. */
    private boolean take(long tag, ByteBuffer value) {
      switch ((int) Math.min(tag, Integer.MAX_VALUE)) {
        case FLAGS -> flags = upTo(FLAGS_KNOWN, Varint.read(value));
        case VALID_SINCE -> validSince = Optional.of(time(value));
        case VALID_UNTIL -> validUntil = Optional.of(time(value));
        case REDIRECT_STATUS -> redirectStatus = upTo(STATUS_MAX, Varint.read(value));
        case CACHE_SECONDS -> cacheSeconds = upTo(Terms.CACHE_SECONDS_MAX, Varint.read(value));
        case TITLE -> title = text(value);
        case NOTE -> note = text(value);
        case MAX_VISITS -> maxVisits = upTo(Integer.MAX_VALUE, Varint.read(value));
        case PASSWORD -> password = Optional.of(new PasswordHash(text(value)));
        case RULES -> rules = RulesCodec.read(value);
        case TAGS -> tags = TagField.read(value);
        case IMPORTED_VISITS -> importedVisits = Varint.read(value);
        case AUTHOR -> author = upTo(Integer.MAX_VALUE, Varint.read(value));
        default -> {
          return false;
        }
      }
      return true;
    }

    /** A flag of a later version may forbid what we would do: such a link is not served. */
    private static int upTo(int max, long value) {
      if (value < 0 || value > max) {
        throw new MalformedRecordException("a field has the value " + value);
      }
      return (int) value;
    }

    private static Instant time(ByteBuffer value) {
      return Instant.ofEpochMilli(Varint.readZigzag(value));
    }

    private static String text(ByteBuffer value) {
      return StandardCharsets.UTF_8.decode(value).toString();
    }
  }
}
