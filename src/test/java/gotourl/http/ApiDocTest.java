package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Scope;
import gotourl.http.RawClient.Response;
import gotourl.support.KnownSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The examples of docs/API.md are true. A fenced {@code http} block is a request, the next one its
 * response; {@code {name}} in a response stands for whatever came, and in later requests for the
 * same. A response shows the headers that matter, and the exact body if it shows one.
 */
class ApiDocTest {

  private static final Path DOC = Path.of("docs", "API.md");
  private static final Pattern BLOCK = Pattern.compile("```http\n(.*?)```", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");
  private static final int EXAMPLES_MIN = 8;

  private final Map<String, String> known = new HashMap<>();

  @Test
  void everyExampleHoldsInTheOrderOfThePage() throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(DOC));
    while (block.find()) {
      blocks.add(block.group(1).stripTrailing());
    }
    assertThat(blocks.size()).isGreaterThanOrEqualTo(2 * EXAMPLES_MIN).isEven();
    KnownSecrets secrets = new KnownSecrets();
    known.put("secret", secrets.of(Scope.ADMIN));
    try (TestServer server = new TestServer(TestServer.Setup.USUAL, secrets)) {
      for (int i = 0; i < blocks.size(); i += 2) {
        String request = fillIn(blocks.get(i));
        Response response = server.ask(wire(request));
        holds(request, blocks.get(i + 1), response);
      }
    }
  }

  private String fillIn(String request) {
    return NAME.matcher(request).replaceAll(name -> known.get(name.group(1)));
  }

  /** With the line ends of HTTP, and the length of the body unless it is told. */
  private static String wire(String request) {
    int blank = request.indexOf("\n\n");
    String head = blank < 0 ? request : request.substring(0, blank);
    String body = blank < 0 ? "" : request.substring(blank + 2);
    String length = body.isEmpty() ? "" : "\r\nContent-Length: " + body.length();
    return head.replace("\n", "\r\n") + length + "\r\n\r\n" + body;
  }

  private void holds(String request, String example, Response response) {
    int blank = example.indexOf("\n\n");
    String[] head = (blank < 0 ? example : example.substring(0, blank)).split("\n", -1);
    assertThat(response.head()).as(request).startsWith(head[0] + "\n");
    for (int i = 1; i < head.length; i++) {
      String name = head[i].substring(0, head[i].indexOf(':'));
      matches(request, head[i], name + ": " + response.one(name));
    }
    if (blank >= 0) {
      // A block cannot show that its last row, too, ends with its line.
      matches(request, example.substring(blank + 2), response.body().stripTrailing());
    }
  }

  private void matches(String request, String example, String actual) {
    StringBuilder regex = new StringBuilder();
    List<String> names = new ArrayList<>();
    int at = 0;
    for (Matcher name = NAME.matcher(example); name.find(); at = name.end()) {
      regex.append(Pattern.quote(example.substring(at, name.start()))).append("([^\\s/]+)");
      names.add(name.group(1));
    }
    regex.append(Pattern.quote(example.substring(at)));
    Matcher matcher = Pattern.compile(regex.toString()).matcher(actual);
    assertThat(matcher.matches())
        .as("%s%n%nshould answer: %s%nbut answered:  %s", request, example, actual)
        .isTrue();
    for (int i = 0; i < names.size(); i++) {
      known.put(names.get(i), matcher.group(i + 1));
    }
  }
}
