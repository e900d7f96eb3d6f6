package gotourl.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.BaseUrl;
import gotourl.link.Domain;
import gotourl.link.DomainList;
import gotourl.link.Fallbacks;
import gotourl.link.NamedDomain;
import gotourl.link.Terms;
import gotourl.link.UrlPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is in the file; what nginx makes of it: {@code NginxAnswersTest}. */
class NginxMapTest {

  private static final String TARGET = "https://example.com/";

  /** As long as a target can be, of what takes most room. */
  private static final String LONG =
      TARGET + "$".repeat(UrlPolicy.TARGET_LENGTH_MAX - TARGET.length());

  private static final NamedDomain MAIN = NamedDomain.ofDefault(Domain.ofDefault(false));
  private static final NamedDomain OTHER =
      new NamedDomain(new Domain(3, true), "go.example", Fallbacks.NONE);

  private final ListedLinks listed = new ListedLinks(new DomainList(MAIN, List.of(OTHER)));
  private final List<String> unsaid = new ArrayList<>();

  private String written(int rowsMax) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    UrlPolicy policy =
        new UrlPolicy(new UrlPolicy.Options(BaseUrl.parse("goto.example"), Set.of()));
    PodLinks pods = new PodLinks(policy, Instant.EPOCH, 302, unsaid::add);
    new NginxMap(out, pods, "goto.example", rowsMax).write(listed);
    return out.toString(UTF_8);
  }

  /** The rows of the maps of links, a list each. */
  private static List<List<String>> maps(String file) {
    Matcher map =
        Pattern.compile("map \\$goto_key \\$goto_[0-9_]+ \\{\n((?:  .*\n)*)\\}\n").matcher(file);
    return map.results().map(found -> found.group(1).lines().map(String::strip).toList()).toList();
  }

  @Test
  void aRowHasItsKeyInItsValue() throws IOException {
    listed.add("aB", TARGET);
    listed.add(OTHER, "a", TARGET, Terms.NONE.withRedirectStatus(308).withForwardsQuery(true));

    String file = written(10);

    assertThat(maps(file))
        .containsExactly(
            List.of(
                "\"/aB\" \"/aB 302https://example.com/\";",
                "\"3/a\" \"* 308+https://example.com/\";"));
    assertThat(file)
        .contains("  \"@go.example\" \"3\";\n")
        .contains("  server_name \"goto.example\" \"go.example\";\n")
        .contains("\"^302(?<goto_to>[^+].*)\") { return 302 $goto_to; }")
        .contains("\"^308\\+(?<goto_to>.+)\") { return 308 $goto_to$is_args$args; }")
        .doesNotContain("return 301");
    assertThat(unsaid).isEmpty();
  }

  @Test
  void aMapThatIsFullIsFollowedByAnother() throws IOException {
    for (int i = 0; i < 10; i++) {
      listed.add("c" + i, TARGET);
    }
    String file = written(4);

    assertThat(maps(file).stream().map(List::size)).containsExactly(4, 4, 2);
    assertThat(maps(file).stream().flatMap(List::stream)).doesNotHaveDuplicates().hasSize(10);
    assertThat(file).contains("map \"$goto_key $goto_0 $goto_1 $goto_2\" $goto_link {");
  }

  @Test
  void twinsAreInDifferentMaps() throws IOException {
    listed.add("ab", TARGET);
    listed.add("é", TARGET);
    listed.add("AB", TARGET);
    listed.add("É", TARGET);
    listed.add("Ab", TARGET);

    for (List<String> map : maps(written(100))) {
      // Asked for decomposed, an accented letter is one more key.
      assertThat(map.stream().map(row -> row.substring(0, row.indexOf("\" "))))
          .extracting(key -> key.toLowerCase(Locale.ROOT))
          .doesNotHaveDuplicates();
    }
    assertThat(unsaid).isEmpty();
  }

  @Test
  void aLongValueGoesOnInFurtherMapsInOrder() throws IOException {
    listed.add("long", LONG);

    String file = written(10);

    List<List<String>> maps = maps(file);
    assertThat(maps).hasSizeGreaterThan(10).allMatch(map -> map.size() == 1);
    assertThat(maps).allMatch(map -> map.getFirst().startsWith("\"/long\" \""));
    String variables =
        IntStream.range(1, maps.size()).mapToObj(i -> "$goto_0_" + i).collect(Collectors.joining());
    assertThat(file)
        .contains("map $goto_key $goto_0_all {\n  default \"$goto_0" + variables + "\";\n}\n")
        .contains("map \"$goto_key $goto_0_all\" $goto_link {");
  }

  @Test
  void moreOfTheLongestThanThereIsRoomForAreNamed() throws IOException {
    for (int i = 0; i < 200; i++) {
      listed.add("long" + i, LONG);
    }
    String file = written(1_000);

    assertThat(unsaid)
        .isNotEmpty()
        .allMatch(
            line -> line.endsWith(" is left out: its target is too long, as are too many others"));
    assertThat(maps(file).getFirst()).hasSize(200 - unsaid.size());
  }

  @Test
  void moreTwinsThanThereArePlacesAreNamed() throws IOException {
    for (int bits = 0; bits < 128; bits++) {
      StringBuilder code = new StringBuilder("abcdefg");
      for (int i = 0; i < 7; i++) {
        code.setCharAt(i, (char) (code.charAt(i) - ((bits >> i & 1) << 5)));
      }
      listed.add(code.toString(), TARGET);
    }
    assertThat(maps(written(1_000))).hasSize(64).allMatch(map -> map.size() == 1);
    assertThat(unsaid)
        .hasSize(64)
        .allMatch(line -> line.endsWith("too many codes differ from it by case only"));
  }

  @Test
  void aCodeThatIsNoWordIsNamed() throws IOException {
    listed.add("a b", TARGET);
    listed.add("a\tb", TARGET);
    listed.add("a\ud800", TARGET);

    assertThat(maps(written(10))).containsExactly(List.of());
    assertThat(unsaid).hasSize(3);
  }

  @Test
  void whatNginxCannotDoWithAQueryOrWithCapitalsIsNamed() throws IOException {
    listed.add("q", TARGET + "?a=b", Terms.NONE.withForwardsQuery(true));
    listed.add(OTHER, "ä", TARGET, Terms.NONE);

    assertThat(maps(written(10)).getFirst()).hasSize(3);
    assertThat(unsaid)
        .containsExactly(
            "code \"q\": the query of a request does not go along",
            "code \"ä\" of go.example: it is found in lower case only");
  }
}
