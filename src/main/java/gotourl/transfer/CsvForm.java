package gotourl.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import gotourl.link.Link;
import gotourl.link.LinkState;
import gotourl.link.LinkStates;
import gotourl.link.LinkStore;
import gotourl.link.NamedDomain;
import gotourl.link.ShortUrls;
import gotourl.link.TagName;
import gotourl.link.Terms;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Links for spreadsheets: a CSV as RFC 4180 has it, the columns named as the fields of the API.
 * {@link CsvSource} reads it again, whatever a spreadsheet did to the order of its columns.
 *
 * <p>The mark of UTF-8 comes first: without it Excel takes the file for one in the machine's own
 * charset, and LibreOffice needs none but passes it over.
 *
 * <p>Two things a cell does not say: which rules a link has, and what its password is. Their
 * columns say that there are some, and whoever reads the file again refuses such a row: without
 * them the link would lead elsewhere, or be open.
 */
final class CsvForm implements Form {

  /** Between tags; none has it inside. */
  static final String TAG_SEPARATOR = ",";

  /** In the column of the state. */
  static final String BINNED = LinkState.BINNED.label();

  private static final char MARK = '\uFEFF';

  private static final List<CsvColumn> COLUMNS =
      List.of(
          CsvColumn.CODE,
          CsvColumn.SHORT_URL,
          CsvColumn.TARGET,
          CsvColumn.DOMAIN,
          CsvColumn.TITLE,
          CsvColumn.NOTE,
          CsvColumn.TAGS,
          CsvColumn.ENABLED,
          CsvColumn.VALID_SINCE,
          CsvColumn.VALID_UNTIL,
          CsvColumn.FORWARD_QUERY,
          CsvColumn.REDIRECT_STATUS,
          CsvColumn.CACHE_SECONDS,
          CsvColumn.CRAWLABLE,
          CsvColumn.MAX_VISITS,
          CsvColumn.RULES,
          CsvColumn.HAS_PASSWORD,
          CsvColumn.VERSION,
          CsvColumn.CREATED_AT,
          CsvColumn.CHANGED_AT,
          CsvColumn.STATE,
          CsvColumn.VISITS_COUNTED,
          CsvColumn.VISITS);

  private final OutputStream out;
  private final ShortUrls urls;
  private final LinkStates states;
  private final Consumer<String> unsaid;

  /**
   * @param out stays open
   * @param urls what links are followed by
   * @param unsaid gets one line for each link of which the file does not say all
   */
  CsvForm(OutputStream out, ShortUrls urls, LinkStates states, Consumer<String> unsaid) {
    this.out = out;
    this.urls = urls;
    this.states = states;
    this.unsaid = unsaid;
  }

  @Override
  public long write(Departures links) throws IOException {
    long[] count = {0};
    Writer text = new OutputStreamWriter(out, UTF_8);
    text.write(MARK);
    try {
      // Closed by nobody: it would close the stream, too.
      CsvWriter rows = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);
      rows.writeRecord(COLUMNS.stream().map(CsvColumn::label).toList());
      links.forEach((link, domain) -> {
        write(rows, link, domain);
        count[0]++;
      });
      rows.flush();
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
    text.flush();
    return count[0];
  }

  private void write(CsvWriter rows, Link link, NamedDomain domain) {
    rows.writeRecord(
        COLUMNS.stream().map(column -> FormulaGuard.on(cell(column, link, domain))).toList());
    if (link.terms().password().isPresent()) {
      unsaid.accept(named(link) + "its password is not in the file");
    }
    if (!rules(link).isEmpty()) {
      unsaid.accept(named(link) + "its rules are not in the file");
    }
  }

  private static String named(Link link) {
    return "code " + Quoted.of(link.key().code()) + ": ";
  }

  private String cell(CsvColumn column, Link link, NamedDomain domain) {
    Terms terms = link.terms();
    return switch (column) {
      case CODE -> link.key().code();
      case SHORT_URL -> urls.shortUrl(link.key());
      case TARGET -> link.target();
      case DOMAIN -> domain.isDefault() ? "" : domain.name();
      case TITLE -> link.about().title();
      case NOTE -> link.about().note();
      case TAGS ->
          link.about().tags().names().stream()
              .map(TagName::text)
              .collect(Collectors.joining(TAG_SEPARATOR));
      case ENABLED -> String.valueOf(terms.enabled());
      case VALID_SINCE -> time(terms.validSince());
      case VALID_UNTIL -> time(terms.validUntil());
      case FORWARD_QUERY -> String.valueOf(terms.forwardsQuery());
      case REDIRECT_STATUS -> unless(Terms.SERVERS_STATUS, terms.redirectStatus());
      case CACHE_SECONDS -> String.valueOf(terms.cacheSeconds());
      case CRAWLABLE -> String.valueOf(terms.crawlable());
      case MAX_VISITS -> unless(Terms.ANY_NUMBER, terms.maxVisits());
      case RULES -> rules(link);
      case HAS_PASSWORD -> String.valueOf(terms.password().isPresent());
      case PASSWORD -> throw new IllegalStateException("no password is ever written");
      case VERSION -> String.valueOf(link.version());
      case CREATED_AT -> link.created().toString();
      case CHANGED_AT -> link.changed().toString();
      case STATE -> states.of(link).label();
      case VISITS_COUNTED ->
          unless(LinkStore.VISITS_UNKNOWN, states.visits().applyAsInt(link.number()));
      case VISITS -> String.valueOf(link.about().importedVisits());
    };
  }

  private static String time(Optional<Instant> time) {
    return time.map(Instant::toString).orElse("");
  }

  private static String unless(int nothing, int number) {
    return number == nothing ? "" : String.valueOf(number);
  }

  private static String rules(Link link) {
    int count = link.terms().rules().rules().size();
    return unless(0, count);
  }
}
