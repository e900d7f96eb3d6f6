package gotourl.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.NamedDomain;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Links as maps of nginx, with a server that uses them: one file to be included in {@code http {}}.
 * Decision 0031 says why it is as it is.
 *
 * <pre>
 *   $goto_key     what is asked for:  /CODE, or of a further domain  NUMBER/CODE
 *   $goto_0       "KEY" "KEY 302TARGET";   what nginx looks up without regard to case
 *   $goto_0_1     "KEY" "more of it";      if it does not fit into a word
 *   $goto_0_all   both together
 *   $goto_1       more links, or codes that differ from one in $goto_0 by case only
 *   $goto_link    302TARGET or 302+TARGET, out of that whose KEY is what is asked for
 * </pre>
 *
 * The plus says that the query goes along. Of a domain that folds case, {@code *} stands for the
 * key. No key and no target has a space in it.
 */
final class NginxMap implements Form {

  /** Codes that differ by case only; each further place is one more walk through all links. */
  static final int PLACES_MAX = 64;

  /** What is kept of long values until their own map is written: some thousand of the longest. */
  static final int RESTS_CHARS_MAX = 1 << 24;

  /**
   * In one map. nginx compares each key that it reads with the ten-thousandth part of those before
   * it in the map; another map costs each request a look-up.
   */
  private static final int ROWS_MAX = 1 << 19;

  private static final String ANY_CASE = "*";

  private final Writer out;
  private final PodLinks links;
  private final String host;
  private final int rowsMax;

  /** How many links redirect in which way: a status, and a plus if the query goes along. */
  private final Map<String, Long> ways = new HashMap<>();

  /** Of each map its variable, in the order in which they are read. */
  private final StringBuilder found = new StringBuilder();

  /** How many there were before the one in hand. */
  private int maps;

  /** In the one in hand. */
  private int rows;

  /** Of that one, what belongs into which further map. */
  private final List<StringBuilder> rests = new ArrayList<>();

  private int restsChars;

  /**
   * @param out stays open
   * @param host of the default domain
   */
  NginxMap(OutputStream out, PodLinks links, String host) {
    this(out, links, host, ROWS_MAX);
  }

  NginxMap(OutputStream out, PodLinks links, String host, int rowsMax) {
    this.rowsMax = rowsMax;
    this.out = new BufferedWriter(new OutputStreamWriter(out, UTF_8), 1 << 16);
    this.links = links;
    this.host = host;
  }

  @Override
  public long write(Departures departures) throws IOException {
    Twins twins = Twins.among(departures, NginxMap::hash);
    NginxServer server = new NginxServer(out);
    server.begin(twins.links());
    int places = Math.min(twins.places(), PLACES_MAX);
    for (int place = 0; place < places; place++) {
      write(departures, twins, place);
    }
    links.tellOf(departures.domains());
    server.end(found.toString(), ways, host, departures.domains());
    out.flush();
    return links.count();
  }

  /**
   * By what nginx takes for the same. Decomposed, because each code is also there in that form: two
   * that differ by more than case can then differ by case only.
   */
  private static long hash(Key key) {
    return SeenCodes.hash(key.domain() + "/" + lower(decomposed(key.code())));
  }

  private static String decomposed(String code) {
    return Normalizer.normalize(code, Normalizer.Form.NFD);
  }

  /** As nginx does: of ASCII only. */
  private static String lower(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        lower.setCharAt(i, (char) (c + ('a' - 'A')));
      }
    }
    return lower.toString();
  }

  private void write(Departures departures, Twins twins, int place) throws IOException {
    begin();
    departures.forEach((link, domain) -> {
      int own = twins.place(link.key(), link.number());
      if (own == place || (place == 0 && own >= PLACES_MAX)) {
        if (rows >= rowsMax) {
          end();
          begin();
        }
        write(link, domain, own);
      }
    });
    end();
  }

  private void begin() throws IOException {
    head("$goto_" + maps);
  }

  private void head(String variable) throws IOException {
    out.write("map $goto_key " + variable + " {\n");
  }

  private void end() throws IOException {
    out.write("}\n");
    String variable = "$goto_" + maps;
    StringBuilder parts = new StringBuilder(variable);
    for (int i = 0; i < rests.size(); i++) {
      String further = variable + "_" + (i + 1);
      head(further);
      out.append(rests.get(i)).write("}\n");
      parts.append(further);
    }
    if (!rests.isEmpty()) {
      // What is found of all maps has to fit into a word, too.
      variable += "_all";
      head(variable);
      out.write("  default \"" + parts + "\";\n}\n");
    }
    found.append(' ').append(variable);
    rests.clear();
    restsChars = 0;
    rows = 0;
    maps++;
  }

  private void write(Link link, NamedDomain domain, int place) throws IOException {
    Optional<PodLink> judged = links.judge(link, domain);
    if (judged.isEmpty()) {
      return;
    }
    PodLink pod = judged.get();
    if (!isWord(pod.code())) {
      links.leaveOut(pod, "its code has characters that nginx cannot look up");
    } else if (place >= PLACES_MAX) {
      links.leaveOut(pod, "too many codes differ from it by case only");
    } else {
      write(pod);
    }
  }

  /** Whether it stays whole between spaces. Of codes that were ever saved, all are. */
  private static boolean isWord(String code) {
    return code.codePoints().noneMatch(c -> c <= ' ' || c == 0x7F || (c >= 0xD800 && c < 0xE000));
  }

  private void write(PodLink link) throws IOException {
    boolean adds = link.forwardsQuery() && link.endsInPath();
    String way = link.status() + (adds ? "+" : "");
    String code = link.code();
    String decomposed = decomposed(code);
    if (!row(link.domain(), code, way + link.target())) {
      links.leaveOut(link, "its target is too long, as are too many others");
      return;
    }
    ways.merge(way, 1L, Long::sum);
    List<String> losses = losses(link, adds);
    if (!decomposed.equals(code) && !row(link.domain(), decomposed, way + link.target())) {
      losses.add("it is not found by its decomposed form");
    }
    links.take(link, losses);
  }

  private static List<String> losses(PodLink link, boolean adds) {
    List<String> losses = new ArrayList<>();
    if (link.forwardsQuery() && link.isWeb() && !adds) {
      losses.add("the query of a request does not go along");
    }
    if (link.domain().domain().foldsCase() && hasCapitalsBeyondAscii(link.code())) {
      losses.add("it is found in lower case only");
    }
    return losses;
  }

  private static boolean hasCapitalsBeyondAscii(String code) {
    return code.codePoints().anyMatch(c -> c >= 0x80 && Character.toUpperCase(c) != c);
  }

  /** False: there is no room for it. */
  private boolean row(NamedDomain domain, String code, String where) throws IOException {
    String key = (domain.isDefault() ? "" : domain.number()) + "/" + code;
    String name = NginxText.plain(key);
    List<String> words =
        NginxText.values((domain.domain().foldsCase() ? ANY_CASE : key) + " " + where);
    int more = 0;
    for (String word : words.subList(1, words.size())) {
      more += name.length() + word.length();
    }
    if (restsChars + more > RESTS_CHARS_MAX) {
      return false;
    }
    restsChars += more;
    rows++;
    out.write("  " + name + " " + words.getFirst() + ";\n");
    for (int i = 1; i < words.size(); i++) {
      if (rests.size() < i) {
        rests.add(new StringBuilder());
      }
      rests.get(i - 1).append("  ").append(name).append(' ').append(words.get(i)).append(";\n");
    }
    return true;
  }
}
