package gotourl.link;

import java.io.IOException;
import java.io.Reader;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads hosts from lines: one host a line, with all below it; {@code #} begins a comment, and empty
 * lines say nothing.
 */
public final class HostLines {

  /** Longer than any host may be, with room for a word about it. */
  private static final int LINE_CHARS_MAX = 4_096;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Reader in;
  private int line;

  private HostLines(Reader in) {
    this.in = in;
  }

  /** Outcome of {@link #read}. */
  public sealed interface Lines {}

  public record Read(HostSet hosts) implements Lines {}

  /**
   * The text is no list of hosts.
   *
   * @param line where, from 1 on
   * @param reason a sentence for people
   */
  public record Faulty(int line, String reason) implements Lines {}

  /** Reads to the end, which may be far: not on a thread that others wait for. */
  public static Lines read(Reader in) throws IOException {
    return new HostLines(in).read();
  }

  private Lines read() throws IOException {
    Set<TargetHost> hosts = new HashSet<>();
    StringBuilder text = new StringBuilder();
    while (next(text)) {
      if (text.length() > LINE_CHARS_MAX) {
        return new Faulty(line, "The line is too long.");
      }
      String name = name(text.toString());
      if (!name.isEmpty()) {
        switch (TargetHost.parse(name)) {
          case TargetHost.Invalid(String reason) -> {
            return new Faulty(line, reason);
          }
          case TargetHost.Valid(TargetHost host) -> hosts.add(host);
        }
        if (hosts.size() > HostSet.HOSTS_MAX) {
          return new Faulty(line, "There are more than " + HostSet.HOSTS_MAX + " hosts.");
        }
      }
    }
    return new Read(HostSet.of(hosts));
  }

  /** Of a line that is too long, the rest is left. */
  private boolean next(StringBuilder text) throws IOException {
    text.setLength(0);
    line++;
    int c = in.read();
    boolean hasMore = c >= 0;
    while (c >= 0 && c != '\n' && text.length() <= LINE_CHARS_MAX) {
      if (line > 1 || !text.isEmpty() || c != BYTE_ORDER_MARK) {
        text.append((char) c);
      }
      c = in.read();
    }
    return hasMore;
  }

  private static String name(String text) {
    int comment = text.indexOf('#');
    return (comment < 0 ? text : text.substring(0, comment)).strip();
  }
}
