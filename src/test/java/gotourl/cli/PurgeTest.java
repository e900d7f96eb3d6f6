package gotourl.cli;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.journal.SyncPolicy;
import gotourl.link.Domains;
import gotourl.link.Fallbacks;
import gotourl.link.LinkStore;
import gotourl.link.NamedDomain;
import gotourl.store.embedded.EmbeddedStore;
import gotourl.store.embedded.OpenException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
  void theSameCodeOfAnotherDomainStays() throws Exception {
    try (EmbeddedStore store = open()) {
      NamedDomain domain = domain(store, "d.example");
      store.add(key("a"), "https://default.example/").toCompletableFuture().join();
      store.add(key(domain.domain(), "a"), "https://other.example/").toCompletableFuture().join();
      domain(store, "e.example");
    }
    assertThat(purge("a", "-domain", "e.example")).isEqualTo(Main.FAILED);
    assertThat(purge("a", "-domain", "f.example")).isEqualTo(Main.FAILED);
    assertThat(purge("a", "-domain", "no domain")).isEqualTo(Main.FAILED);
    assertThat(said(err))
        .containsExactly(
            "goto: there is no link a",
            "goto: there is no domain f.example",
            "goto: there is no domain no domain");
    assertThat(purge("a", "-domain", "D.Example.")).isEqualTo(Main.DONE);
    assertThat(content()).doesNotContain("other.example").contains("default.example");
    assertThat(purge("a", "-domain", "DEFAULT")).isEqualTo(Main.DONE);
    assertThat(content()).doesNotContain("default.example");
  }

  private static NamedDomain domain(EmbeddedStore store, String host) {
    return ((Domains.Saved)
            store.domains().make(host, false, Fallbacks.NONE).toCompletableFuture().join())
        .domain();
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

  private int purge(String code, String... options) {
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    List<String> arguments = new ArrayList<>(List.of("purge", code, "-file", data().toString()));
    arguments.addAll(List.of(options));
    return Main.run(terminal, Map.of(), arguments.toArray(String[]::new));
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
