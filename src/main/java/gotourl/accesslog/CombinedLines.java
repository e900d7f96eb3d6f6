package gotourl.accesslog;

import gotourl.accesslog.Entry.Text;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** {@code - - - [TIME] "LINE" STATUS BYTES "REFERRER" "AGENT"}, escaped as nginx does. */
final class CombinedLines implements LineFormat.Lines {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("'['dd/MMM/uuuu:HH:mm:ss Z']'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** Nearly every line is of the same second as the one before. */
  private long second = Long.MIN_VALUE;

  private String time = "";

  @Override
  public void append(Entry entry, StringBuilder out) {
    out.append("- - - ").append(time(entry.millis())).append(' ');
    quote(entry.line(), out);
    out.append(' ').append(entry.status()).append(' ').append(entry.bodyBytes()).append(' ');
    quote(entry.referrer(), out);
    out.append(' ');
    quote(entry.agent(), out);
    out.append('\n');
  }

  private String time(long millis) {
    long now = TimeUnit.MILLISECONDS.toSeconds(millis);
    if (now != second) {
      second = now;
      time = TIME.format(Instant.ofEpochSecond(now));
    }
    return time;
  }

  private static void quote(Text text, StringBuilder out) {
    out.append('"');
    if (text.isEmpty()) {
      out.append('-');
    }
    for (int i = text.start(); i < text.end(); i++) {
      byte b = text.bytes()[i];
      if (b < ' ' || b == '"' || b == '\\' || b == 0x7f) {
        out.append("\\x");
        out.append(HEX.toHighHexDigit(b)).append(HEX.toLowHexDigit(b));
      } else {
        out.append((char) b);
      }
    }
    out.append('"');
  }
}
