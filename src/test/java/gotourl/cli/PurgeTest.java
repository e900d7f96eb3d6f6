package gotourl.cli;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.journal.SyncPolicy;
import gotourl.link.LinkStore;
import gotourl.store.embedded.EmbeddedStore;
import gotourl.store.embedded.OpenException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PurgeTest {

  @TempDir Path dir;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void whenItReturnsNoFileHoldsTheLink() throws Exception {
    try (EmbeddedStore store = open()) {
      store.add(key("wicked"), "https://wicked.example/0").toCompletableFuture().join();
      store.add(key("good"), "https://good.example/").toCompletableFuture().join();
      store
          .replace(key("wicked"), LinkStore.ANY_VERSION, "https://wicked.example/1")
          .toCompletableFuture()
          .join();
    }
    assertThat(content()).contains("wicked", "good");
    assertThat(purge("wicked")).isEqualTo(Main.DONE);
    assertThat(content()).doesNotContain("wicked").contains("good");
    assertThat(said(out)).containsExactly("purged wicked");
    try (EmbeddedStore store = open()) {
      assertThat(store.peek(key("wicked"))).isEqualTo(LinkStore.Peek.Absent.ABSENT);
      assertThat(store.size()).isEqualTo(1);
      assertThat(store.isPurging()).isFalse();
    }
  }

  @Test
  void whatIsNotThereCannotBePurged() throws Exception {
    assertThat(purge("nobody")).isEqualTo(Main.FAILED);
    assertThat(Files.exists(data())).isFalse();
    open().close();
    assertThat(purge("nobody")).isEqualTo(Main.FAILED);
    assertThat(purge("no//code")).isEqualTo(Main.FAILED);
    assertThat(said(err))
        .satisfiesExactly(
            line -> assertThat(line).endsWith("is not a directory"),
            line -> assertThat(line).isEqualTo("goto: there is no link nobody"),
            line -> assertThat(line).startsWith("goto: no//code: a code must not"));
  }

  private int purge(String code) {
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return Main.run(terminal, Map.of(), "purge", code, "-file", data().toString());
  }

  private Path data() {
    return dir.resolve("data");
  }

  private EmbeddedStore open() throws OpenException {
    return EmbeddedStore.open(new EmbeddedStore.Options(data(), SyncPolicy.ALWAYS, 16, false));
  }

  /** Of all files in the data directory. */
  private String content() throws IOException {
    StringBuilder content = new StringBuilder();
    try (Stream<Path> files = Files.list(data())) {
      for (Path file : files.toList()) {
        content.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return content.toString();
  }

  private static List<String> said(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
