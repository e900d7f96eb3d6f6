package gotourl.crash;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.Draft;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.store.embedded.BusyStore;
import gotourl.store.embedded.EmbeddedStore;
import gotourl.store.embedded.Retention;
import gotourl.support.Keys;
import gotourl.support.Listings;
import gotourl.support.TagCounts;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;

/**
 * A store as a process, of a directory and a word for its retention: each line of its input is
 * {@code id verb code [target]}, each line of its output {@code id outcome}. After {@code list} it
 * prints every link and a line {@code end}, if all links have their tags and these are counted
 * right; else it ends.
 */
final class StoreProcess {

  static final String NO_HISTORY = "no-history";
  static final String SHORT_HISTORY = "short-history";

  private StoreProcess() {}

  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    try (EmbeddedStore store = BusyStore.open(Path.of(args[0]), retention(args[1]))) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ", 4);
        if (words[1].equals("list")) {
          list(store, out);
        } else {
          answer(words[0], run(store, words), out);
        }
      }
    }
  }

  private static Retention retention(String word) {
    return switch (word) {
      case NO_HISTORY -> BusyStore.NO_HISTORY;
      case SHORT_HISTORY -> BusyStore.SHORT_HISTORY;
      default -> throw new IllegalArgumentException(word);
    };
  }

  private static CompletionStage<?> run(LinkStore store, String[] words) {
    Key key = Keys.key(words[2]);
    return switch (words[1]) {
      case "add" -> store.add(key, draft(words[3]));
      case "replace" -> store.replace(key, LinkStore.ANY_VERSION, draft(words[3]));
      case "remove" -> store.remove(key, LinkStore.ANY_VERSION);
      case "purge" -> store.purge(key);
      default -> throw new IllegalArgumentException(words[1]);
    };
  }

  /** Its tags go by its target, so that it is known which ones a link should have. */
  private static Draft draft(String target) {
    Draft draft = Draft.to(target);
    return draft.withAbout(draft.about().withTags(TagCounts.random(new Random(target.hashCode()))));
  }

  private static void answer(String id, CompletionStage<?> stage, PrintStream out) {
    var _ =
        stage.whenComplete((outcome, defect) -> {
          synchronized (out) {
            out.println(id + " " + (outcome == null ? defect : outcome.getClass().getSimpleName()));
            out.flush();
          }
        });
  }

  private static void list(LinkStore store, PrintStream out) {
    synchronized (out) {
      List<Link> links = Listings.newest(store);
      TagCounts.assertExact(store, links);
      for (Link link : links) {
        assertThat(link.draft()).isEqualTo(draft(link.target()));
        out.println("link " + link.key().code() + " " + link.version() + " " + link.target());
      }
      out.println("end");
      out.flush();
    }
  }
}
